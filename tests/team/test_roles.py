"""Roles given, changed and ended by people: on a brand, for a whole house, for a department."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.access import Right
from accounts.choices import BRAND_ROLES, Role
from accounts.models import AuditEntry, Membership
from accounts.services.roles import change_end, end_agency_role, give_agency_role
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.strategy.choices import TEAM
from channels_mgmt.team.forms.access import ASSIGNABLE
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services import roles
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from tests.cast import BEGINNING, Cast, client_of, make_ready

TODAY = datetime.now(ZoneInfo("Africa/Douala")).date()
"""In the house of the cast, which is an hour ahead of Greenwich."""
LATER = TODAY + timedelta(days=30)


def test_every_role_on_a_brand_is_of_the_house_or_of_the_client_and_can_be_given() -> None:
    assert set(BRAND_ROLES) == set(TEAM) | OF_THE_CLIENT
    assert not set(TEAM) & OF_THE_CLIENT
    assert set(ASSIGNABLE) == set(BRAND_ROLES) - {Role.DEPARTMENT_CONTACT}


def manager_role(cast: Cast) -> Membership:
    return Membership.objects.get(user=cast.manager, role=Role.MANAGER)


def test_the_last_who_manages_cannot_lose_the_role(cast: Cast) -> None:
    for act in (
        lambda: end_agency_role(membership=manager_role(cast), by=cast.manager),
        lambda: change_end(membership=manager_role(cast), ends_on=LATER, by=cast.manager),
    ):
        with pytest.raises(ValidationError, match="dernière personne"):
            act()
    give_agency_role(
        agency=cast.agency, user=cast.colleague, role=Role.MANAGER, by=cast.manager, ends_on=LATER
    )
    with pytest.raises(ValidationError, match="dernière personne"):
        end_agency_role(membership=manager_role(cast), by=cast.manager)
    assert rights_of(cast.manager, cast.brand).may(Right.AGENCY_MANAGE)


def test_the_last_administrator_stays_though_there_are_managers(cast: Cast) -> None:
    made = give_agency_role(agency=cast.agency, user=cast.colleague, role=Role.ADMINISTRATOR, by=cast.manager)
    Membership.objects.filter(pk=made.pk).update(starts_on=BEGINNING.date())
    made.refresh_from_db()
    with pytest.raises(ValidationError, match="dernière personne"):
        end_agency_role(membership=made, by=cast.colleague)
    give_agency_role(agency=cast.agency, user=cast.strategist, role=Role.ADMINISTRATOR, by=cast.manager)
    end_agency_role(membership=made, by=cast.colleague)
    assert not rights_of(cast.colleague, cast.brand).roles


def test_a_role_that_somebody_has_ended_meanwhile_is_not_ended_again(cast: Cast) -> None:
    seen = Membership.objects.get(user=cast.strategist)
    end_agency_role(membership=seen, by=cast.manager)
    with pytest.raises(ValidationError):
        end_agency_role(membership=seen, by=cast.manager)
    assert AuditEntry.objects.filter(verb="role.ended", object_id=seen.pk).count() == 1


def test_who_loses_a_role_for_the_house_still_works_there(cast: Cast) -> None:
    held = Membership.objects.get(user=cast.strategist)
    end_agency_role(membership=held, by=cast.manager)
    assert not Brand.objects.visible_to(cast.strategist).exists()
    assert Membership.objects.current().get(user=cast.strategist).role == ""
    verbs = AuditEntry.objects.filter(object_type="accounts.membership", object_id=held.pk)
    assert verbs.get().verb == "role.ended"


def test_a_role_begins_and_lapses_by_itself(cast: Cast) -> None:
    given = roles.give_brand_role(
        brand=cast.brand,
        user=cast.colleague,
        role=Role.EXECUTIVE,
        by=cast.manager,
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 4, 1),
    )
    page = client_of(cast.manager).get("/b/wouri/access/")
    assert [ground.held for ground in page.context["future"]] == [given]
    assert "à venir" in page.content.decode()
    for day, seen in ((date(2027, 2, 28), False), (date(2027, 3, 1), True), (date(2027, 4, 1), False)):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        with time_machine.travel(noon, tick=False):
            assert Brand.objects.visible_to(cast.colleague).exists() == seen
            assert bool(rights_of(cast.colleague, cast.brand).roles) == seen
            assert client_of(cast.colleague).get("/b/wouri/inbox/").status_code == (200 if seen else 404)
    with time_machine.travel(datetime(2027, 4, 1, 12, tzinfo=UTC), tick=False):
        page = client_of(cast.manager).get("/b/wouri/access/")
        assert [ground.held for ground in page.context["lapsed"]] == [given]
        with pytest.raises(ValidationError, match="terminé"):
            roles.change_end(held=given, ends_on=None, by=cast.manager)


def test_dates_that_contradict_are_refused_in_words(cast: Cast) -> None:
    manager = client_of(cast.manager)
    form = {
        "user": cast.colleague.pk,
        "role": Role.EXECUTIVE,
        "starts_on": LATER.isoformat(),
        "ends_on": TODAY.isoformat(),
    }
    answer = manager.post("/b/wouri/access/new/", form)
    assert answer.status_code == 422
    assert "La fin doit venir après le début" in answer.content.decode()
    past = {**form, "starts_on": "2026-01-01", "ends_on": ""}
    assert "passé" in manager.post("/b/wouri/access/new/", past).content.decode()
    assert not BrandRole.objects.filter(user=cast.colleague).exists()
    held = cast.cm.brand_roles.get()
    answer = manager.post(f"/b/wouri/access/{held.pk}/", {"ends_on": "2025-12-31"})
    assert answer.status_code == 422
    held.refresh_from_db()
    assert held.ends_on is None
    answer = manager.post(f"/people/{cast.colleague.pk}/roles/new/", {**form, "role": Role.STRATEGIST})
    assert answer.status_code == 422


def test_a_role_had_already_is_not_given_twice(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="déjà"):
        roles.give_brand_role(
            brand=cast.brand, user=cast.executive, role=Role.EXECUTIVE, by=cast.manager, ends_on=LATER
        )
    with pytest.raises(ValidationError, match="déjà"):
        give_agency_role(agency=cast.agency, user=cast.strategist, role=Role.STRATEGIST, by=cast.manager)


def test_an_assignment_ends_with_its_role(cast: Cast) -> None:
    held = cast.cm.brand_roles.get()
    roles.change_end(held=held, ends_on=LATER, by=cast.manager)
    assert Assignment.objects.get(user=cast.cm).ends_on == LATER
    roles.change_end(held=held, ends_on=LATER + timedelta(days=1), by=cast.manager)
    told = AuditEntry.objects.filter(verb="role.end_changed", object_id=held.pk).latest("pk")
    assert told.before == {"ends_on": LATER.isoformat()}
    answer = client_of(cast.manager).post(f"/b/wouri/access/{held.pk}/", {"act": "end"})
    assert answer.status_code == 303
    assert Assignment.objects.get(user=cast.cm).ends_on == cast.agency.day_of(datetime.now(UTC))
    assert client_of(cast.cm).get("/b/wouri/inbox/").status_code == 404


def test_the_pages_say_why(cast: Cast) -> None:
    page = client_of(cast.manager).get("/b/wouri/access/")
    words = page.content.decode()
    for name in ("Cm", "Executive", "Manager", "Strategist", "Contact"):
        assert name in words
    assert "Other Cm" not in words
    assert "Rival" not in words
    assert "donné par Manager" in words
    assert "5 janvier 2026" in words
    own = client_of(cast.cm).get("/people/me/", follow=True).content.decode()
    assert "Wouri Mobile" in own
    assert "Journaliser" in own or "réponses" in own or "répondre" in own
    assert client_of(cast.cm).get(f"/people/{cast.junior.pk}/").status_code == 404
    assert client_of(cast.rival).get(f"/people/{cast.cm.pk}/").status_code == 404
    assert client_of(cast.manager).get(f"/people/{cast.rival.pk}/").status_code == 404
    assert client_of(cast.manager).get(f"/people/{cast.cm.pk}/").status_code == 200


def test_a_manager_sees_of_a_person_only_what_concerns_their_agency(cast: Cast) -> None:
    Membership.objects.create(agency=cast.rival_agency, user=cast.cm, starts_on=BEGINNING.date())
    BrandRole.objects.create(
        brand=cast.rival_brand, user=cast.cm, role=Role.EXECUTIVE, starts_on=BEGINNING.date()
    )
    page = f"/people/{cast.cm.pk}/"
    for viewer, seen, hidden in ((cast.manager, "Wouri", "Oasis"), (cast.rival, "Oasis", "Wouri")):
        words = client_of(viewer).get(page).content.decode()
        main = words[words.index("<main") : words.index("</main>")]
        assert seen in main
        assert hidden not in main
        assert "Atlas Social" not in main or viewer == cast.rival
    both = client_of(cast.cm).get(page).content.decode()
    assert "Wouri" in both
    assert "Oasis" in both


def test_the_page_of_access_asks_for_no_more_with_more_people(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = client_of(cast.manager)
    client.get("/b/wouri/access/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get("/b/wouri/access/")


@pytest.fixture
def careers(cast: Cast) -> Channel:
    make_ready(cast.brand, cast.colleague, by=cast.strategist)
    return open_channel(
        brand=cast.brand,
        network=Network.LINKEDIN,
        purpose=Purpose.DEPARTMENT,
        department=cast.department("hr"),
        by=cast.manager,
    )


def logged_on(channel: Channel, cast: Cast) -> str:
    interaction = log_interaction(
        brand=cast.brand, channel=channel, author="Awa", text="Bonjour", by=cast.manager, key=uuid4()
    )
    return f"/interactions/{interaction.pk}/"


def test_a_departments_own_cm_works_on_its_channels_only(cast: Cast, careers: Channel) -> None:
    own, official = logged_on(careers, cast), logged_on(cast.official, cast)
    made = assign(
        brand=cast.brand, user=cast.colleague, role=Role.COMMUNITY_MANAGER, channel=careers, by=cast.manager
    )
    assert made.brand_role.department == careers.department
    client = client_of(cast.colleague)
    assert client.get(own).status_code == client.get(official).status_code == 200
    assert client.post(f"{own}note/", {"text": "À voir", "key": str(uuid4())}).status_code in (302, 303)
    refused = client.post(f"{official}note/", {"text": "À voir", "key": str(uuid4())})
    assert refused.status_code == 403
    assert "service" in refused.content.decode()
    assert f"{own}answer/" in client.get(own).content.decode()
    assert f"{official}answer/" not in client.get(official).content.decode()
    assert client.get("/b/wouri/inbox/import/").status_code == 403
    form = client.get("/b/wouri/inbox/log/").context["form"]
    assert list(form.fields["channel"].queryset) == [careers]


def test_another_role_lifts_what_binds_a_departments_cm(cast: Cast, careers: Channel) -> None:
    official = logged_on(cast.official, cast)
    for channel in (careers, cast.official):
        assign(
            brand=cast.brand,
            user=cast.colleague,
            role=Role.COMMUNITY_MANAGER,
            channel=channel,
            by=cast.manager,
        )
    assert rights_of(cast.colleague, cast.brand).works_on(cast.official)
    client = client_of(cast.colleague)
    assert client.post(f"{official}note/", {"text": "À voir", "key": str(uuid4())}).status_code in (302, 303)


def test_a_role_on_one_channel_opens_the_whole_brand(cast: Cast) -> None:
    """Who holds the official account may answer on the others: see docs/roles.md."""
    service = logged_on(cast.service_channel, cast)
    assert client_of(cast.cm).post(f"{service}note/", {"text": "Vu", "key": str(uuid4())}).status_code in (
        302,
        303,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_end_of_a_role_is_shown_to_be_changed(language: str, cast: Cast) -> None:
    """A browser reads a day in one form only: in another the field would be empty, and the end lost."""
    held = cast.cm.brand_roles.get()
    roles.change_end(held=held, ends_on=LATER, by=cast.manager)
    page = client_of(cast.manager).get(f"/b/wouri/access/{held.pk}/?lang={language}").content.decode()
    assert f'value="{LATER.isoformat()}"' in page
