"""The guided path of a brand: what is done, what is missing, what comes next, for whom."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import DepartmentKind, Role
from accounts.models import AuditEntry, User
from accounts.services.places import add_contact
from channels_mgmt.brands.choices import SetupStep
from channels_mgmt.brands.models import Brand, SetupDecision
from channels_mgmt.brands.services.creation import create_brand, give_role
from channels_mgmt.brands.services.setup import do_without, need_again
from channels_mgmt.desk.board import board_of
from channels_mgmt.desk.setup import ON_THE_PATH, path_of
from channels_mgmt.desk.setup_state import done_of, with_steps
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.team.choices import Question, Setup
from channels_mgmt.team.models import RotaPattern, Shift
from channels_mgmt.team.rota.cover import NOBODY
from channels_mgmt.team.services.assignments import assign, end_assignment
from channels_mgmt.team.services.channels import lay_dormant
from channels_mgmt.team.services.cover import cover_of_brand
from channels_mgmt.team.services.network_choices import choose_networks
from channels_mgmt.team.services.readiness import standings
from tests.cast import STRATEGY, Cast, client_of, make_ready, validated_strategy

DONE, BEGUN, MISSING = "done", "begun", "missing"


def states(brand: Brand) -> dict[str, str]:
    return {step.key.value: step.state for step in path_of(brand, timezone.now()).steps}


def next_of(brand: Brand) -> str:
    step = path_of(brand, timezone.now()).next
    assert step is not None
    return step.key.value


def new_brand(cast: Cast, name: str = "Ndole Foods") -> Brand:
    return create_brand(agency=cast.agency, name=name, countries=["CM"], by=cast.manager)


def name_contacts(brand: Brand) -> None:
    for department in brand.company.departments.filter(routing_rules__brand=brand).distinct():
        add_contact(department=department, name=f"Contact {department.kind}", email="c@example.com")


def put_on_call(brand: Brand, user: User, weeks: Iterable[int] = range(4), hours: int = 24) -> None:
    """Each day of these weeks, for so many hours of it."""
    now = timezone.now()
    for week in weeks:
        for day in range(7):
            start = now + timedelta(weeks=week, days=day)
            Shift.objects.create(
                brand=brand,
                user=user,
                starts_at=start,
                ends_at=start + timedelta(hours=hours),
                changed_at=now,
            )


def test_a_new_brand_shows_what_is_missing_step_by_step(cast: Cast) -> None:
    brand = new_brand(cast)
    assert states(brand) == {
        "identity": BEGUN,
        "territories": DONE,
        "departments": MISSING,
        "networks": BEGUN,
        "strategy": MISSING,
        "team": MISSING,
        "cover": MISSING,
    }
    path = path_of(brand, timezone.now())
    assert (path.done, path.is_ready, next_of(brand)) == (1, False, "identity")
    assert all(step.why and step.url and step.action for step in path.steps)
    assert all(step.missing for step in path.steps if not step.is_done)


def test_the_way_from_a_new_client_to_ready_to_work(cast: Cast) -> None:
    brand, manager = new_brand(cast), cast.manager
    Brand.objects.filter(pk=brand.pk).update(sector="Alimentation")
    assert next_of(brand) == "departments"
    name_contacts(brand)
    assert next_of(brand) == "networks"
    choose_networks(brand=brand, chosen={"facebook": Setup.SINGLE}, seen={}, by=manager)
    assert next_of(brand) == "strategy"
    executive = cast.decider
    give_role(brand=brand, user=executive, role=Role.EXECUTIVE, by=manager)
    draft = writing.begin(brand=brand, by=cast.strategist)
    step = path_of(brand, timezone.now()).steps[4]
    assert (step.state, step.url) == (BEGUN, f"/b/{brand.slug}/strategy/draft/")
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=cast.strategist, **content)
    life.submit(strategy=draft, by=cast.strategist)
    # It waits for the company: the path leads on to what can be done meanwhile.
    assert next_of(brand) == "team"
    life.validate(strategy=draft, by=executive)
    make_ready(brand, cast.colleague, by=cast.strategist)
    assign(
        brand=brand,
        user=cast.colleague,
        role=Role.COMMUNITY_MANAGER,
        channel=brand.channels.get(),
        is_lead=True,
        by=manager,
    )
    assert next_of(brand) == "cover"
    put_on_call(brand, cast.colleague, weeks=range(3))
    assert states(brand)["cover"] == BEGUN
    put_on_call(brand, cast.colleague, weeks=[3])
    path = path_of(brand, timezone.now())
    assert (path.is_ready, path.next, path.done) == (True, None, 7)


def test_a_rota_that_leaves_most_hours_to_nobody_is_only_begun(cast: Cast) -> None:
    put_on_call(cast.third_brand, cast.colleague, hours=4)
    step = path_of(cast.third_brand, timezone.now()).steps[6]
    nobody = round(cover_of_brand(cast.third_brand.pk, timezone.now()).cover.hours(NOBODY))
    assert (step.state, step.url) == (BEGUN, "/b/teranga/team/rota/gaps/")
    assert str(nobody) in step.missing[0]
    do_without(brand=cast.third_brand, step=SetupStep.COVER, reason="Le soir, rien n’arrive", by=cast.manager)
    assert states(cast.third_brand)["cover"] == DONE


def test_accounts_without_a_lead_are_told_apart_and_all_of_them_are_a_link_away(cast: Cast) -> None:
    brand = new_brand(cast)
    chosen = {"facebook": Setup.SEPARATE, "x": Setup.SEPARATE}
    choose_networks(brand=brand, chosen=chosen, seen={}, by=cast.manager)
    step = path_of(brand, timezone.now()).steps[5]
    official, service, _support = brand.channels.filter(network="facebook").order_by("pk")
    told = step.missing[0]
    assert official.name == service.name
    assert sum(str(channel) in told for channel in brand.channels.all()) == 4
    page = client_of(cast.manager).get(f"/b/{brand.slug}/setup/").content.decode()
    assert f'href="/b/{brand.slug}/team/"' in page.split('id="team"')[1].split("</section>")[0]


def test_what_is_in_the_way_of_a_network_is_closed_from_where_it_is_refused(cast: Cast) -> None:
    client = client_of(cast.manager)
    url = "/b/wouri/setup/networks/"
    close = [
        f"/b/wouri/channels/{slug}/close/" for slug in cast.brand.channels.values_list("slug", flat=True)
    ]
    assert not any(link in client.get(url).content.decode() for link in close)
    refused = client.post(url, {"x": "absent"})
    assert refused.status_code == 422
    on_x = cast.brand.channels.filter(network="x").values_list("slug", flat=True)
    for slug in on_x:
        assert f"/b/wouri/channels/{slug}/close/" in refused.content.decode()
    assert "wouri-official/close/" not in refused.content.decode()


def test_departments_need_somebody_where_rules_lead(cast: Cast) -> None:
    step = path_of(cast.brand, timezone.now()).steps[2]
    assert (step.key, step.state) == (SetupStep.DEPARTMENTS, BEGUN)
    empty = cast.department(DepartmentKind.LEGAL)
    assert empty.name not in step.missing[0], "no rule leads there"
    name_contacts(cast.brand)
    assert states(cast.brand)["departments"] == DONE


def test_a_mixture_nobody_decided_on_is_named(cast: Cast) -> None:
    step = path_of(cast.brand, timezone.now()).steps[3]
    assert "Facebook" in step.missing[0]
    assert "X" in step.missing[0]
    chosen = {"facebook": Setup.SINGLE, "x": Setup.SEPARATE}
    choose_networks(brand=cast.brand, chosen=chosen, seen={}, by=cast.manager)
    assert states(cast.brand)["networks"] == DONE


def test_leads_are_there_and_ready(cast: Cast) -> None:
    assert states(cast.brand)["team"] == DONE
    lead = cast.brand.assignments.get(user=cast.cm, is_lead=True)
    # A second look by somebody else finds a gap: the lead is one under supervision.
    make_ready(
        cast.brand, cast.cm, by=cast.strategist, mentor=cast.manager, noes=[Question.NEWS], at=timezone.now()
    )
    step = path_of(cast.brand, timezone.now()).steps[5]
    assert (step.state, step.url) == (BEGUN, "/b/wouri/team/readiness/")
    assert cast.cm.name in step.missing[0]
    make_ready(cast.brand, cast.cm, by=cast.strategist, at=timezone.now() + timedelta(seconds=1))
    end_assignment(assignment=lead, by=cast.manager, on=cast.agency.day_of(timezone.now()))
    step = path_of(cast.brand, timezone.now()).steps[5]
    assert (step.state, step.url) == (BEGUN, "/b/wouri/team/assign/?channel=wouri-official&is_lead=on")
    lay_dormant(channel=cast.official, reason="Travaux", by=cast.manager)
    assert states(cast.brand)["team"] == DONE


@pytest.mark.parametrize("days", [0, 400])
def test_readiness_is_told_as_the_page_of_readiness_tells_it(cast: Cast, days: int) -> None:
    at = timezone.now() + timedelta(days=days)
    done = done_of(with_steps(Brand.objects.filter(pk=cast.brand.pk), at).get())
    assert done[SetupStep.TEAM] == standings(cast.brand, [cast.cm], at)[cast.cm.pk].is_ready


def test_all_brands_are_asked_in_one_statement(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        told = {brand.slug: done_of(brand) for brand in with_steps(Brand.objects.all())}
    assert len(asked) == 1
    for brand in Brand.objects.all():
        steps = path_of(brand, timezone.now()).steps
        assert told[brand.slug] == {step.key: step.is_done for step in steps}


def test_a_manager_does_without_a_step_and_says_why(cast: Cast) -> None:
    client = client_of(cast.manager)
    url = "/b/wouri/setup/cover/not-needed/"
    refused = client.post(url, {"reason": " "})
    assert refused.status_code == 422
    assert "open" in refused.content.decode().split('id="cover"')[1].split("</details>")[0]
    assert client.post(url, {"reason": "Le client veille lui-même"}).status_code == 303
    assert client.post(url, {"reason": "Autre raison"}).status_code == 303
    decision = SetupDecision.objects.get()
    assert (decision.reason, decision.decided_by) == ("Le client veille lui-même", cast.manager)
    assert states(cast.brand)["cover"] == DONE
    page = client.get("/b/wouri/setup/").content.decode()
    assert "Le client veille lui-même" in page
    assert client.post("/b/wouri/setup/cover/needed/").status_code == 303
    assert states(cast.brand)["cover"] == MISSING
    verbs = AuditEntry.objects.filter(verb__startswith="setup.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["setup.not_needed", "setup.needed_again"]


def test_no_brand_does_without_a_strategy(cast: Cast) -> None:
    assert client_of(cast.manager).post("/b/wouri/setup/strategy/not-needed/").status_code == 404
    with pytest.raises(ValidationError):
        do_without(brand=cast.brand, step=SetupStep.STRATEGY, reason="Trop cher", by=cast.manager)
    need_again(brand=cast.brand, step=SetupStep.COVER, by=cast.manager)


def test_who_may_read_and_who_may_act(cast: Cast, client: Client) -> None:
    found = {"manager": 200, "strategist": 200, "cm": 403, "executive": 403, "other_cm": 404, "rival": 404}
    for name, status in found.items():
        client.force_login(getattr(cast, name))
        assert client.get("/b/wouri/setup/").status_code == status
    client.force_login(cast.strategist)
    page = client.get("/b/wouri/setup/").content.decode()
    assert "not-needed" not in page
    assert "/b/wouri/setup/networks/" not in page
    for url in ("networks/", "territories/", "cover/not-needed/"):
        assert client.post(f"/b/wouri/setup/{url}").status_code == 403


@pytest.mark.parametrize("slug", ["wouri", "ndole-foods"])
def test_every_step_leads_to_a_page_that_answers_and_leads_back(cast: Cast, slug: str) -> None:
    brand = cast.brand if slug == "wouri" else new_brand(cast)
    client = client_of(cast.manager)
    client.get(f"/b/{slug}/setup/")
    for step in path_of(brand, timezone.now()).steps:
        page = client.get(step.url)
        assert page.status_code == 200, step.url
        assert page.context["setup_url"] == f"/b/{slug}/setup/"


def test_the_page_asks_few_statements_and_has_one_primary_button(cast: Cast) -> None:
    new_brand(cast)
    client = client_of(cast.manager)
    for slug in ("wouri", "ndole-foods"):
        client.get(f"/b/{slug}/setup/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/b/{slug}/setup/").content.decode()
        assert len(asked) <= 10, [query["sql"][-300:] for query in asked]
        assert page.split("<main")[1].count("btn--primary") == 1


def test_the_path_leads_back_until_it_is_left(cast: Cast) -> None:
    client = client_of(cast.manager)
    crumb = 'href="/b/wouri/setup/"'
    assert crumb not in client.get("/b/wouri/team/").content.decode()
    client.get("/b/wouri/setup/")
    assert client.cookies[ON_THE_PATH]["path"] == "/b/wouri/"
    assert crumb in client.get("/b/wouri/team/").content.decode()
    assert crumb in client.get("/b/wouri/settings/").content.decode()
    # The page of the brand is where one leaves: it shows the next step itself.
    client.get("/b/wouri/")
    assert not client.cookies[ON_THE_PATH].value
    assert crumb not in client.get("/b/wouri/team/").content.decode()


def test_the_page_of_the_brand_says_first_what_is_missing(cast: Cast, client: Client) -> None:
    brand = new_brand(cast)
    client.force_login(cast.manager)
    page = client.get(f"/b/{brand.slug}/")
    assert page.context["unsupported"]
    assert page.context["path"].next.key == SetupStep.IDENTITY
    assert f"/b/{brand.slug}/setup/" in page.content.decode()
    client.force_login(cast.cm)
    page = client.get("/b/wouri/")
    assert "path" not in page.context
    assert not page.context["unsupported"]


def test_the_board_names_the_brands_still_being_set_up(cast: Cast) -> None:
    brand = new_brand(cast)
    rows = {row.brand.slug: row for row in board_of(cast.manager, at=timezone.now())}
    needs = {need.url: need.words for need in rows[brand.slug].needs}
    assert str(SetupStep.STRATEGY.label) not in needs.get("/b/wouri/setup/", "")
    assert f"/b/{brand.slug}/setup/" in needs


def test_a_rota_that_was_copied_waits_for_people(cast: Cast) -> None:
    brand = new_brand(cast)
    RotaPattern.objects.create(brand=brand, name="Week-end", starts_on=cast.agency.day_of(timezone.now()))
    step = path_of(brand, timezone.now()).steps[6]
    assert (step.state, step.url) == (BEGUN, f"/b/{brand.slug}/team/rota/patterns/")


def test_the_gaps_come_as_a_piece_of_their_own(cast: Cast) -> None:
    client = client_of(cast.manager)
    piece = client.get("/b/wouri/setup/gaps/", headers={"HX-Request": "true"})
    assert piece.status_code == 200
    assert "<html" not in piece.content.decode()
    assert "<html" in client.get("/b/wouri/setup/gaps/").content.decode()


def test_a_validated_strategy_of_another_brand_does_not_count(cast: Cast) -> None:
    brand = new_brand(cast)
    assert states(cast.brand)["strategy"] == DONE
    assert states(brand)["strategy"] == MISSING
    give_role(brand=brand, user=cast.executive, role=Role.EXECUTIVE, by=cast.manager)
    validated_strategy(brand, by=cast.strategist, validator=cast.executive, at=timezone.now())
    assert states(brand)["strategy"] == DONE
