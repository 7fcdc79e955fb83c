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
