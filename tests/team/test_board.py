"""The board of a brand: what it shows, whom it offers, and why some are refused before and after."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership, User
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.channels import open_channel
from tests.cast import Cast, client_of, person

BOARD, ASSIGN = "/b/wouri/team/", "/b/wouri/team/assign/"
MOST_QUERIES = 12


def today(cast: Cast) -> Any:
    return cast.agency.day_of(timezone.now())


def away(cast: Cast, user: User, first: int = 0, days: int = 9) -> None:
    start = today(cast) + timedelta(days=first)
    add_leave(
        agency=cast.agency,
        user=user,
        by=cast.manager,
        kind=LeaveKind.SICK,
        starts_on=start,
        ends_on=start + timedelta(days=days),
    )


def offered(cast: Cast, **terms: Any) -> tuple[set[User], dict[User, str]]:
    """Who can, and who cannot and why, for these terms."""
    context = client_of(cast.manager).get(ASSIGN, {"hours_per_week": 0, **terms}).context
    refused = {one.user: " ".join(one.refusals) for one in context["refused"]}
    return {one.user for one in context["able"]}, refused


def queries(client: Any, url: str) -> list[str]:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    sent = [one["sql"].split(";")[-1][:120] for one in asked.captured_queries]
    return [sql for sql in sent if '"team_shift"' not in sql]  # who is on call is kept for a while


def test_the_board_says_who_holds_what_now_and_later(cast: Cast) -> None:
    later = today(cast) + timedelta(days=40)
    assign(
        brand=cast.brand, user=cast.colleague, role=Role.CUSTOMER_SERVICE, channel=cast.service_channel,
        starts_on=later, hours_per_week=7, by=cast.manager,
    )  # fmt: skip
    away(cast, cast.cm, first=2)
    page = client_of(cast.manager).get(BOARD)
    text = page.content.decode()
    for name in (cast.cm, cast.junior, cast.service, cast.support, cast.colleague):
        assert name.name in text
    assert "à venir" in text
    assert "en congé du" in text or "en congé" in text
    pk = Assignment.objects.get(user=cast.cm).pk
    assert f"/b/wouri/team/{pk}/end/" in text
    assert f"/b/wouri/team/{pk}/end/" not in client_of(cast.cm).get(BOARD).content.decode()


def test_a_channel_whose_only_people_assist_lacks_a_lead(cast: Cast) -> None:
    Assignment.objects.filter(user=cast.service).update(is_lead=False)
    assert "Personne n’est référent de ce canal" in client_of(cast.cm).get(BOARD).content.decode()


def test_the_pages_ask_the_same_number_of_questions_however_many_rows(cast: Cast) -> None:
    manager = client_of(cast.manager)
    pages = (BOARD, ASSIGN, f"/b/wouri/channels/{cast.official.slug}/", "/b/wouri/team/history/", "/team/")
    few = {url: queries(manager, url) for url in pages}
    for number in range(12):
        channel = open_channel(
            brand=cast.brand, network="tiktok", purpose=Purpose.CUSTOMER_SERVICE, by=cast.manager
        )
        who = person(f"agent {number}", cast.agency)
        for holder in (who, cast.service):
            assign(
                brand=cast.brand, user=holder, role=Role.CUSTOMER_SERVICE, channel=channel, by=cast.manager
            )
    for url in pages:
        many = queries(manager, url)
        assert len(many) <= len(few[url]), (url, [one for one in many if one not in few[url]] or many[-3:])
        assert len(many) <= MOST_QUERIES, (url, many)


# --- Whom one may choose ----------------------------------------------------------------------------


def test_people_are_offered_with_their_load_and_leave(cast: Cast) -> None:
    away(cast, cast.service, first=20)
    page = client_of(cast.manager).get(ASSIGN, {"channel": cast.service_channel.slug})
    one = next(one for one in page.context["able"] if one.user == cast.support)
    assert (one.works, one.given, one.works_here) == (40, 0, True)
    assert page.context["terms"]["role"].value() == Role.CUSTOMER_SERVICE
    assert "0 h sur 40 par semaine" in page.content.decode()
    busy = [one.user for one in page.context["able"]]
    assert busy.index(cast.support) < busy.index(cast.colleague), "those of the brand come first"


def test_a_bad_choice_is_seen_before_it_is_made_for_the_reason_of_the_refusal(cast: Cast) -> None:
    away(cast, cast.colleague)
    service = {"role": "customer_service", "channel": cast.service_channel.pk}
    able, refused = offered(cast, **service, hours_per_week=25)
    assert "en congé" in refused[cast.colleague]
    assert "tient déjà cela" in refused[cast.service]
    assert "travaille 40" in refused[cast.cm]
    assert cast.support in able
    manager = client_of(cast.manager)
    for user in (cast.colleague, cast.service, cast.cm):
        form = {**service, "hours_per_week": 25, "user": user.pk, "key": uuid4()}
        assert manager.post(ASSIGN, form).status_code == 422, user
    form = {**service, "hours_per_week": 25, "user": cast.support.pk, "key": uuid4()}
    assert manager.post(ASSIGN, form).status_code == 303


def test_who_is_not_ready_is_offered_under_supervision_alone(cast: Cast) -> None:
    spokesperson = {"role": "community_manager"}
    able, refused = offered(cast, **spokesperson)
    assert cast.colleague in refused
    assert cast.colleague not in able
    able, _refused = offered(cast, **spokesperson, under_supervision="on")
    assert cast.colleague in able


def test_a_role_that_does_not_fit_and_a_lead_that_is_taken_are_told_at_once(cast: Cast) -> None:
    manager = client_of(cast.manager)
    page = manager.get(ASSIGN, {"role": "tech_support", "channel": cast.official.pk, "hours_per_week": 0})
    assert "n’est pas tenu" in page.context["misfit"] or page.context["misfit"]
    asked = {"role": "community_manager", "channel": cast.official.pk, "is_lead": "on", "hours_per_week": 0}
    page = manager.get(ASSIGN, asked)
    assert page.context["lead"].user == cast.cm
    assert cast.cm.name in page.content.decode()


def test_only_who_works_for_the_agency_is_offered(cast: Cast) -> None:
    Membership.objects.filter(user=cast.colleague).update(ends_on=today(cast))
    able, refused = offered(cast, role="customer_service")
    assert cast.colleague not in able | set(refused)
    assert cast.rival not in able | set(refused)


@pytest.mark.parametrize(
    "wrong",
    [
        {"user": "rival"},
        {"channel": "official of sanaga"},
        {"starts_on": "2027-02-01", "ends_on": "2027-01-01"},
        {"hours_per_week": 169},
        {"is_lead": "on"},
        {"role": "manager"},
        {"starts_on": "demain"},
    ],
)
def test_bad_input_is_refused_and_keeps_what_was_typed(cast: Cast, wrong: dict[str, Any]) -> None:
    form: dict[str, Any] = {
        "user": cast.support.pk, "role": "customer_service", "hours_per_week": 3, "key": uuid4(), **wrong,
    }  # fmt: skip
    if form["user"] == "rival":
        form["user"] = cast.rival.pk
    if form.get("channel"):
        form["channel"] = Channel.objects.get(slug="sanaga-official").pk
    before = Assignment.objects.count()
    answer = client_of(cast.manager).post(ASSIGN, form)
    assert answer.status_code == 422
    assert Assignment.objects.count() == before
    assert f'value="{form["hours_per_week"]}"' in answer.content.decode()


def test_the_terms_are_swapped_alone(cast: Cast) -> None:
    fragment = client_of(cast.manager).get(
        ASSIGN, {"role": "customer_service", "hours_per_week": 2}, headers={"HX-Request": "true"}
    )
    text = fragment.content.decode()
    assert 'id="who"' in text
    assert "<html" not in text


# --- Hours over all brands, and whose people they are -------------------------------------------------


def busy_elsewhere(cast: Cast, user: User, hours: int = 35) -> None:
    """Gives somebody hours on a brand that the page is not about; of 40 that they work."""
    assign(
        brand=cast.third_brand, user=user, role=Role.CONTENT_MANAGER, hours_per_week=hours, by=cast.manager
    )


def test_the_hours_on_other_brands_count_on_the_page_of_one(cast: Cast) -> None:
    busy_elsewhere(cast, cast.support)
    manager = client_of(cast.manager)
    terms = {"role": "customer_service", "channel": cast.service_channel.pk, "hours_per_week": 10}
    page = manager.get(ASSIGN, terms)
    one = next(one for one in page.context["refused"] if one.user == cast.support)
    assert (one.given, one.works) == (35, 40)
    assert cast.third_brand.name not in page.content.decode().split('id="who"')[1], "not said on which"

    answer = manager.post(ASSIGN, {**terms, "user": cast.support.pk, "key": uuid4()})

    assert answer.status_code == 422
    assert "35" in str(answer.context["form"].errors["hours_per_week"])
    assert not Assignment.objects.filter(user=cast.support, channel=cast.service_channel).exists()
    fitting = {**terms, "hours_per_week": 5, "user": cast.support.pk, "key": uuid4()}
    assert manager.post(ASSIGN, fitting).status_code == 303


def test_the_same_role_on_another_brand_is_no_reason(cast: Cast) -> None:
    busy_elsewhere(cast, cast.support, hours=5)
    able, _refused = offered(cast, role="content_manager", hours_per_week=5)
    assert cast.support in able


def test_more_hours_for_what_somebody_holds_count_the_other_brands_too(cast: Cast) -> None:
    busy_elsewhere(cast, cast.service)
    held = Assignment.objects.get(user=cast.service, brand=cast.brand)
    form = {"role": "customer_service", "is_lead": "on", "hours_per_week": 10, "edition": held.edition}
    answer = client_of(cast.manager).post(f"/b/wouri/team/{held.pk}/", form)
    assert answer.status_code == 422
    assert "35" in str(answer.context["form"].errors["hours_per_week"])
    held.refresh_from_db()
    assert held.hours_per_week == 0


def test_who_takes_a_place_over_is_shown_and_held_to_their_hours_on_all_brands(cast: Cast) -> None:
    busy_elsewhere(cast, cast.junior, hours=25)
    held = Assignment.objects.get(user=cast.cm)
    manager, url = client_of(cast.manager), f"/b/wouri/team/{held.pk}/end/"
    names = dict(manager.get(url).context["form"]["to"].field.choices)
    told = next(label for value, label in names.items() if str(value) == str(cast.junior.pk))
    assert "35" in told
    assert "40" in told

    form = {"to": cast.junior.pk, "in_their_place": "on", "supervised": "on", "edition": held.edition}
    answer = manager.post(url, form)

    assert answer.status_code == 422
    assert "25" in str(answer.context["form"].non_field_errors()), "what they assist there would end"
    held.refresh_from_db()
    assert held.ends_on is None


def test_people_of_clients_are_not_offered_for_work_on_any_brand(cast: Cast) -> None:
    theirs = {cast.executive, cast.decider, cast.contact, cast.other_contact}
    able, refused = offered(cast, role="customer_service")
    assert not theirs & (able | set(refused))
    assert {cast.service, cast.colleague, cast.content} <= able | set(refused)
    client = client_of(cast.manager)
    form = {"role": "customer_service", "hours_per_week": 1, "user": cast.other_contact.pk, "key": uuid4()}
    assert client.post(ASSIGN, form).status_code == 422
    held = Assignment.objects.get(user=cast.cm)
    for url in (f"/b/wouri/team/{held.pk}/end/", "/b/wouri/channels/wouri-official/close/"):
        chosen = set(client.get(url).context["form"].fields["to"].queryset)
        assert not theirs & chosen, url
        assert cast.colleague in chosen
    able, refused = offered(cast, role="executive")
    assert cast.decider in able


def test_without_a_strategy_the_brand_is_the_cause_and_it_is_said_once(cast: Cast) -> None:
    away(cast, cast.colleague)
    url = "/b/teranga/team/assign/"
    asked = {"role": "community_manager", "channel": cast.third_brand.channels.get().pk, "hours_per_week": 4}
    page = client_of(cast.manager).get(url, asked)
    assert page.context["no_strategy"]
    text = page.content.decode().split('id="who"')[1]
    assert 'type="radio"' not in text
    assert text.count(cast.support.name) == 1
    refused = {one.user: one.refusals for one in page.context["refused"]}
    assert len(refused[cast.colleague]) == 1, "only what is their own"
    supervised = client_of(cast.manager).get(url, {**asked, "under_supervision": "on"})
    assert not supervised.context["no_strategy"]
    assert 'type="radio"' in supervised.content.decode()


def test_a_role_that_nobody_can_hold_there_is_refused_once(cast: Cast) -> None:
    wrong = {"role": "tech_support", "channel": cast.official.pk}
    page = client_of(cast.manager).get(ASSIGN, wrong)
    assert page.context["misfit"]
    assert not page.context["able"]
    assert not page.context["refused"]


def test_hours_are_written_before_somebody_is_assigned(cast: Cast) -> None:
    able, _refused = offered(cast, role="customer_service", hours_per_week="")
    assert cast.support in able
    form = {"role": "customer_service", "user": cast.support.pk, "hours_per_week": "", "key": uuid4()}
    answer = client_of(cast.manager).post(ASSIGN, form)
    assert answer.status_code == 422
    assert "hours_per_week" in answer.context["form"].errors
