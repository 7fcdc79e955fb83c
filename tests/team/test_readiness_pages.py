from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels_mgmt.desk.own_data import own_data
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import Assignment, DevelopmentLine, ReadinessCheck
from tests.cast import Cast, client_of, make_ready

PAGE = "/b/wouri/team/readiness/"


def filled(cast: Cast, **changed: str) -> dict[str, str]:
    """A form of seven times yes."""
    answers = {f"{question}_answer": "yes" for question in Question}
    evidence = {f"{question}_evidence": f"Vu : {question}" for question in Question}
    return answers | evidence | {"latitude": "Les questions courantes.", "key": str(uuid4())} | changed


def with_a_no(cast: Cast) -> dict[str, str]:
    day = date.today() + timedelta(days=20)
    return filled(
        cast,
        news_answer="no",
        news_action="Lire la revue de presse.",
        news_mentor=str(cast.cm.pk),
        news_due_on=day.isoformat(),
    )


@pytest.fixture
def strategist(cast: Cast) -> Client:
    return client_of(cast.strategist)


def test_who_checks_sees_everybody_with_state_and_reason(cast: Cast, strategist: Client) -> None:
    page = strategist.get(PAGE)
    assert {one.user for one in page.context["people"]} == {cast.cm, cast.junior}
    body = page.content.decode()
    for one in page.context["people"]:
        assert one.user.name in body
        assert one.standing.reason in body.replace("&quot;", '"')
    assert cast.colleague in page.context["others"]


def test_who_holds_no_role_that_speaks_any_more_is_no_longer_listed(cast: Cast, strategist: Client) -> None:
    held = Assignment.objects.get(user=cast.cm)
    url = f"/b/wouri/team/{held.pk}/end/"
    assert client_of(cast.manager).post(url, {"edition": held.edition}).status_code == 303
    page = strategist.get(PAGE)
    assert cast.cm not in {one.user for one in page.context["people"]}
    assert cast.cm in page.context["others"], "may be checked again before the next assignment"
    make_ready(cast.brand, cast.cm, by=cast.strategist, at=timezone.now() + timedelta(days=2))
    assert cast.cm in {one.user for one in strategist.get(PAGE).context["people"]}


def test_others_see_their_own_standing_plan_and_latitude_alone(cast: Cast) -> None:
    page = client_of(cast.junior).get(PAGE)
    assert [one.user for one in page.context["people"]] == [cast.junior]
    body = page.content.decode()
    assert "Répond seul aux questions courantes." in body
    assert "Lire la revue de presse" in body
    assert cast.cm.name not in body.split("<main")[1]
    own = ReadinessCheck.objects.filter(user=cast.junior).first()
    assert own
    assert client_of(cast.junior).get(f"{PAGE}{own.pk}/").status_code == 200
    for name in ("cm", "executive", "service"):
        assert client_of(cast.people[name]).get(f"{PAGE}{own.pk}/").status_code == 404


def test_a_check_is_made_on_one_page(cast: Cast, strategist: Client) -> None:
    url = f"{PAGE}new/?person={cast.junior.pk}"
    assert strategist.get(url).status_code == 200
    answer = strategist.post(url, filled(cast))
    made = ReadinessCheck.objects.filter(user=cast.junior).first()
    assert made
    assert answer["Location"].endswith(f"/readiness/{made.pk}/")
    shown = strategist.get(answer["Location"]).content.decode()
    assert "Vu : television" in shown
    assert f"version {made.strategy.version}" in shown


def test_a_no_without_a_plan_keeps_what_was_typed(cast: Cast, strategist: Client) -> None:
    url = f"{PAGE}new/?person={cast.junior.pk}"
    before = ReadinessCheck.objects.count()
    refused = strategist.post(url, filled(cast, news_answer="no", images_evidence=""))
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "Vu : television" in body
    assert "Les questions courantes." in body
    errors = refused.context["form"].errors
    assert {"news_action", "news_mentor", "news_due_on", "images_evidence"} <= errors.keys()
    assert '<details class="disclosure" open>' in body
    assert ReadinessCheck.objects.count() == before
    assert strategist.post(url, with_a_no(cast)).status_code == 303


def test_nobody_checks_themselves_by_the_page(cast: Cast, strategist: Client) -> None:
    url = f"{PAGE}new/?person={cast.strategist.pk}"
    assert 'name="key"' not in strategist.get(url).content.decode()
    assert strategist.post(url, filled(cast)).status_code == 422
    assert not ReadinessCheck.objects.filter(user=cast.strategist).exists()


@pytest.mark.parametrize("asked", ["x", "0", "99999999999999999999", "-1"])
def test_a_person_who_is_not_there_is_not_found(strategist: Client, asked: str) -> None:
    assert strategist.get(f"{PAGE}new/?person={asked}").status_code == 404


def test_without_a_person_one_is_chosen(strategist: Client) -> None:
    for answer in (strategist.get(f"{PAGE}new/"), strategist.post("/b/wouri/team/simulations/start/")):
        assert (answer.status_code, answer["Location"]) == (303, PAGE)


def test_people_of_another_house_are_not_found(cast: Cast, strategist: Client) -> None:
    assert strategist.get(f"{PAGE}new/?person={cast.rival.pk}").status_code == 404


def test_a_line_is_seen_by_mentor_person_and_who_checks(cast: Cast) -> None:
    line = DevelopmentLine.objects.open().get(user=cast.junior)
    DevelopmentLine.objects.filter(pk=line.pk).update(mentor=cast.cm)
    url = f"{PAGE}plan/{line.pk}/"
    for name, status in (
        ("junior", 200),
        ("cm", 200),
        ("strategist", 200),
        ("service", 404),
        ("executive", 404),
    ):
        assert client_of(cast.people[name]).get(url).status_code == status
    close = {"act": "close", "learned": "Elle sait où chercher."}
    assert client_of(cast.junior).post(url, close).status_code == 403
    change = {"action": "Autre", "mentor": cast.cm.pk, "due_on": line.due_on.isoformat(), "edition": 1}
    assert client_of(cast.cm).post(url, change).status_code == 403
    assert "Elle sait" not in client_of(cast.cm).get(PAGE).content.decode()
    assert client_of(cast.cm).post(url, close).status_code == 303
    line.refresh_from_db()
    assert (line.closed_by, line.learned) == (cast.cm, "Elle sait où chercher.")


def test_two_who_change_a_line_at_once_lose_nothing(cast: Cast, strategist: Client) -> None:
    line = DevelopmentLine.objects.open().get(user=cast.junior)
    url = f"{PAGE}plan/{line.pk}/"
    change = {"mentor": cast.manager.pk, "due_on": line.due_on.isoformat(), "edition": 1}
    assert client_of(cast.manager).post(url, change | {"action": "Mots du manager"}).status_code == 303
    told = strategist.post(url, change | {"action": "Mots de la stratège"})
    assert told.status_code == 422
    body = told.content.decode()
    assert "Mots du manager" in body
    assert "Mots de la stratège" in body
    assert strategist.post(url, change | {"action": "Les deux", "edition": 2}).status_code == 303


def test_the_form_of_a_reader_of_the_team_is_refused_with_the_reason(cast: Cast) -> None:
    refused = client_of(cast.cm).get(f"{PAGE}new/?person={cast.junior.pk}")
    assert refused.status_code == 403


def test_the_page_asks_no_more_for_more_people(cast: Cast, strategist: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert strategist.get(PAGE).status_code == 200
        return len(captured)

    strategist.get(PAGE)
    few = cost()
    for name in ("colleague", "service", "content", "support"):
        make_ready(
            cast.brand, cast.people[name], by=cast.strategist, mentor=cast.manager, noes=[Question.NEWS]
        )
    assert cost() == few
    assert few <= 13  # one asks who is on call, as long as it is not kept


def test_the_managers_board_says_what_lapses_and_what_is_overdue(cast: Cast, client: Client) -> None:
    make_ready(cast.brand, cast.cm, by=cast.strategist, at=timezone.now() - timedelta(days=0))
    line = DevelopmentLine.objects.open().get(user=cast.junior)
    DevelopmentLine.objects.filter(pk=line.pk).update(due_on=date.today() - timedelta(days=1))
    rows: Any = client_of(cast.manager).get("/").context["board"]
    (wouri,) = [row for row in rows if row.brand == cast.brand]
    assert [need.late for need in wouri.needs if need.url == PAGE] == [True]


def test_what_is_written_of_a_person_is_in_their_own_data(cast: Cast) -> None:
    held = own_data(user=cast.junior)
    answers = held["readiness_checks"][0]["answers"]
    assert len(answers) == 7
    assert answers[0]["evidence"]
    assert held["development_plan"][0]["action"]


def test_my_own_page_leads_to_where_i_stand(cast: Cast) -> None:
    page = client_of(cast.cm).get(f"/people/{cast.cm.pk}/").content.decode()
    assert PAGE in page
