"""Time by duty: one tap, a timer, what is corrected and by whom, and what of it is out of scope."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.text import capfirst
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEntry
from channels_mgmt.strategy.choices import Duty, Post
from channels_mgmt.strategy.services.charter import decide
from channels_mgmt.team.models import TimeEntry, Timer
from channels_mgmt.team.services.scope import Charters, charters_of, judge, scope_of, spent_on
from channels_mgmt.team.services.time import (
    FORGOTTEN,
    by_day,
    change_time,
    log_time,
    remove_time,
    start_timer,
    stop_timer,
)
from tests.access.forms import Page
from tests.cast import Cast, client_of, named_at_length

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A Wednesday; eleven in Douala."""
TODAY = date(2026, 11, 18)
PAGE = "/b/wouri/team/time/"


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def log(cast: Cast, minutes: int = 30, duty: str = Duty.ANSWERING, **more: Any) -> TimeEntry:
    return log_time(**{"brand": cast.brand, "user": cast.cm, "duty": duty, "minutes": minutes, **more})


def lines() -> list[str]:
    return list(
        AuditEntry.objects.filter(verb__startswith="time.").order_by("pk").values_list("verb", flat=True)
    )


def test_a_tap_logs_once_however_often_it_arrives_and_can_be_undone(cast: Cast) -> None:
    client = client_of(cast.cm)
    tap = {"duty": "writing", "minutes": "30", "key": str(uuid4())}
    for _time in range(2):
        answer = client.post(f"{PAGE}log/", tap, follow=True)
    entry = TimeEntry.objects.get()
    assert (entry.user, entry.brand, entry.day, entry.minutes) == (cast.cm, cast.brand, TODAY, 30)
    assert f"/time/{entry.pk}/remove/" in answer.text
    assert client.post(f"/time/{entry.pk}/remove/").status_code == 303
    assert not TimeEntry.objects.exists()
    assert lines() == ["time.logged", "time.removed"]


def test_a_tap_on_one_s_day_logs_its_duty_and_leads_back_to_it(cast: Cast) -> None:
    client = client_of(cast.cm)
    page = client.get("/").text
    form = next(form for form in Page("/", page).forms if form.action == f"{PAGE}log/")
    duty = Duty(form.data()["duty"][0])
    assert f"<strong>{capfirst(duty.label)}</strong>" in page
    answer = client.post(form.action, form.data() | {"minutes": "15"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert [(entry.duty, entry.minutes) for entry in TimeEntry.objects.filter(user=cast.cm)] == [(duty, 15)]


def test_the_day_asks_for_time_once(cast: Cast) -> None:
    client = client_of(cast.cm)
    client.get("/")
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/")
        counts.append(sum("team_timeentry" in one["sql"] or "team_timer" in one["sql"] for one in asked))
        log(cast)
        log(cast, duty=Duty.SELLING)
        start_timer(brand=cast.brand, user=cast.cm, duty=Duty.WRITING)
    assert counts == [1, 1]


def test_a_key_of_somebody_else_logs_nothing(cast: Cast) -> None:
    key = uuid4()
    log(cast, key=key)
    with pytest.raises(ValidationError):
        log(cast, key=key, user=cast.junior)
    assert TimeEntry.objects.count() == 1


def test_a_day_has_24_hours_for_all_brands_together(cast: Cast) -> None:
    log(cast, 1000)
    with pytest.raises(ValidationError, match="24"):
        log(cast, 441, brand=cast.other_brand)
    log(cast, 440, brand=cast.other_brand)
    log(cast, 1440, day=TODAY - timedelta(days=1))
    log(cast, 1440, user=cast.junior)
    entry = TimeEntry.objects.filter(user=cast.cm, minutes=440).get()
    with pytest.raises(ValidationError, match="24"):
        change_time(entry=entry, by=cast.cm, minutes=441)
    with pytest.raises(IntegrityError, match="24 hours"), transaction.atomic():
        TimeEntry.objects.filter(pk=entry.pk).update(minutes=441)


@pytest.mark.parametrize("minutes", ["0", "-5", "1441", "1.5", "", "beaucoup"])
def test_nonsense_is_refused_and_kept_in_the_form(cast: Cast, minutes: str) -> None:
    client = client_of(cast.cm)
    form = {
        "duty": "writing",
        "minutes": minutes,
        "day": TODAY.isoformat(),
        "note": "Une note",
        "key": uuid4(),
    }
    answer = client.post(PAGE, form)
    assert answer.status_code == 422
    assert "Une note" in answer.text
    assert client.post(f"{PAGE}log/", form).status_code == 303
    assert not TimeEntry.objects.exists()


def test_minutes_beyond_a_day_are_refused_by_the_database(cast: Cast) -> None:
    for minutes in (0, 1441):
        with pytest.raises(IntegrityError), transaction.atomic():
            TimeEntry.objects.create(
                brand=cast.brand, user=cast.cm, duty="writing", day=TODAY, minutes=minutes, logged_at=NOW
            )


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2026, 11, 8), False),
        (date(2026, 11, 9), True),
        (date(2026, 11, 18), True),
        (date(2026, 11, 19), False),
    ],
)
def test_this_week_and_last_are_open(cast: Cast, day: date, taken: bool) -> None:
    form = {"duty": "writing", "minutes": "20", "day": day.isoformat(), "key": uuid4()}
    assert client_of(cast.cm).post(PAGE, form).status_code == (303 if taken else 422)
    assert TimeEntry.objects.exists() is taken


def test_the_day_is_that_of_the_agency(cast: Cast) -> None:
    """23:30 in UTC is half past midnight in Douala."""
    assert log(cast, at=datetime(2026, 11, 18, 23, 30, tzinfo=UTC)).day == date(2026, 11, 19)


def test_one_s_own_entry_is_corrected_with_its_history(cast: Cast) -> None:
    entry = log(cast)
    client = client_of(cast.cm)
    assert client.get(f"/time/{entry.pk}/").status_code == 200
    form = {"duty": "design", "minutes": "45", "day": "2026-11-17", "channel": cast.official.pk}
    assert client.post(f"/time/{entry.pk}/", form).status_code == 303
    entry.refresh_from_db()
    assert (entry.duty, entry.minutes, entry.day, entry.channel) == (
        "design",
        45,
        date(2026, 11, 17),
        cast.official,
    )
    told = AuditEntry.objects.get(verb="time.changed")
    assert told.before == {"channel_id": None, "duty": "answering", "day": "2026-11-18", "minutes": 30}
    assert told.after["duty"] == "design"
    assert (
        client.post(
            f"/time/{entry.pk}/", {**form, "channel": cast.other_brand.channels.earliest("pk").pk}
        ).status_code
        == 422
    )


def test_what_is_older_stays_as_it_is(cast: Cast) -> None:
    entry = log(cast)
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        client = client_of(cast.cm)
        form = {"duty": "design", "minutes": "45", "day": "2026-12-01"}
        assert client.post(f"/time/{entry.pk}/", form).status_code == 422
        client.post(f"/time/{entry.pk}/remove/")
        with pytest.raises(ValidationError):
            remove_time(entry=entry, by=cast.cm)
    entry.refresh_from_db()
    assert entry.duty == "answering"


def test_others_time_is_for_who_assigns_people_and_corrected_by_nobody(cast: Cast) -> None:
    named_at_length(cast.cm)
    entry = log(cast, 47, note="Relu deux fois")
    for name in ("junior", "strategist", "service", "content"):
        assert not TimeEntry.objects.visible_to(getattr(cast, name)).exists()
        page = client_of(getattr(cast, name)).get(PAGE)
        assert page.status_code == 200
        assert cast.cm.name not in page.text
        assert client_of(getattr(cast, name)).get(f"/time/{entry.pk}/").status_code == 404
    page = client_of(cast.manager).get(PAGE).text
    assert cast.cm.name in page
    assert "47" in page
    assert client_of(cast.manager).post(f"/time/{entry.pk}/remove/").status_code == 404
    with pytest.raises(ValidationError):
        change_time(entry=entry, by=cast.manager, minutes=1)
    assert client_of(cast.executive).get(PAGE).status_code == 403
    assert client_of(cast.other_cm).get(PAGE).status_code == 404


def test_a_week_that_is_over_is_looked_up_by_its_address(cast: Cast) -> None:
    with time_machine.travel(NOW - timedelta(days=21), tick=False):
        for duty, minutes in ((Duty.ANSWERING, 30), (Duty.WRITING, 45)):
            log(cast, minutes, duty, day=TODAY - timedelta(days=21))
    log(cast, 20)

    def told(query: str) -> list[int]:
        days = client_of(cast.cm).get(f"{PAGE}{query}").context["days"]
        return [minutes for _day, minutes, _entries in days]

    assert told("") == told("?period=nonsense&duty=nonsense") == [20]
    assert told("?period=2026-W44") == [75]
    assert told("?period=2026-W44&duty=writing") == [45]
    assert told("?period=2026-W40") == []
    page = client_of(cast.manager).get(f"{PAGE}?period=2026-W44&duty=writing")
    assert [row["minutes"] for row in page.context["team"]] == [45]
    assert [chip["remove_url"] for chip in page.context["chips"]] == ["?duty=writing", "?period=2026-W44"]


def test_a_timer_becomes_time(cast: Cast) -> None:
    client = client_of(cast.cm)
    assert client.post(f"{PAGE}start/", {"duty": "writing"}).status_code == 303
    with time_machine.travel(NOW + timedelta(minutes=50, seconds=29), tick=False):
        page = client.get("/").text
        assert "écriture" in page or "rédaction" in page or "writing" in page
        client.post(f"{PAGE}stop/")
    entry = TimeEntry.objects.get()
    assert (entry.duty, entry.minutes) == ("writing", 50)
    assert not Timer.objects.exists()
    assert client.post(f"{PAGE}stop/").status_code == 303
    assert TimeEntry.objects.count() == 1


def test_one_timer_at_a_time_the_other_stops_and_counts(cast: Cast) -> None:
    start_timer(brand=cast.brand, user=cast.cm, duty=Duty.WRITING, at=NOW)
    later = NOW + timedelta(minutes=20)
    timer, logged = start_timer(brand=cast.brand, user=cast.cm, duty=Duty.WRITING, at=later)
    assert (timer.started_at, logged) == (NOW, [])
    timer, logged = start_timer(brand=cast.other_brand, user=cast.cm, duty=Duty.WRITING, at=later)
    assert [(entry.brand, entry.minutes) for entry in logged] == [(cast.brand, 20)]
    assert Timer.objects.get() == timer
    with pytest.raises(IntegrityError), transaction.atomic():
        Timer.objects.create(brand=cast.brand, user=cast.cm, duty="writing", started_at=NOW)


def test_a_forgotten_timer_is_asked_about_and_logs_nothing_by_itself(cast: Cast) -> None:
    timer, _logged = start_timer(brand=cast.brand, user=cast.cm, duty=Duty.WRITING, at=NOW)
    client = client_of(cast.cm)
    with time_machine.travel(NOW + FORGOTTEN + timedelta(seconds=1), tick=False):
        assert 'name="minutes"' in client.get("/").text.split(f"{PAGE}stop/")[1].split("</form>")[0]
        client.post(f"{PAGE}stop/", {"minutes": ""})
        client.post(f"{PAGE}start/", {"duty": "design"})
        assert not TimeEntry.objects.exists()
        assert Timer.objects.get() == timer
        client.post(f"{PAGE}stop/", {"minutes": "95"})
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.day) == (95, TODAY)


def test_a_timer_can_be_dropped(cast: Cast) -> None:
    client = client_of(cast.cm)
    client.post(f"{PAGE}start/", {"duty": "writing"})
    client.post(f"{PAGE}drop/")
    assert not Timer.objects.exists()
    assert not TimeEntry.objects.exists()


def test_a_timer_past_midnight_counts_on_both_days(cast: Cast) -> None:
    begun = datetime(2026, 11, 17, 22, 30, tzinfo=UTC)
    timer, _logged = start_timer(brand=cast.brand, user=cast.cm, duty=Duty.WATCHING, at=begun)
    logged = stop_timer(timer=timer, at=begun + timedelta(minutes=75))
    assert [(entry.day, entry.minutes) for entry in logged] == [(date(2026, 11, 17), 30), (TODAY, 45)]


@given(
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30)),
    st.integers(0, 40 * 3600),
    st.sampled_from(["Africa/Douala", "Africa/Algiers", "Europe/Paris", "America/New_York"]),
)
def test_days_share_a_stretch_out_whole(begun: datetime, seconds: int, zone: str) -> None:
    start = begun.replace(tzinfo=UTC)
    parts = list(by_day(start, start + timedelta(seconds=seconds), ZoneInfo(zone)))
    assert sum(minutes for _at, minutes in parts) == (round(seconds / 60) if parts else 0)
    days = [at.astimezone(ZoneInfo(zone)).date() for at, _minutes in parts]
    assert days == sorted(set(days))
    assert all(0 <= minutes <= 25 * 60 for _at, minutes in parts)


def test_out_of_scope_is_by_the_charter_and_the_roles_of_the_day(cast: Cast) -> None:
    log(cast, 60, Duty.ANSWERING)
    log(cast, 30, Duty.DESIGN)
    log(cast, 10, Duty.SELLING)
    log(cast, 20, Duty.SELLING, user=cast.content)
    log(cast, 500, Duty.DESIGN, user=cast.manager)
    log(cast, 40, Duty.STRATEGY, user=cast.strategist)

    def scope() -> Any:
        spent = spent_on(cast.brand, date(2026, 11, 9), date(2026, 11, 19))
        return scope_of(spent, charters_of(cast.brand))

    found = scope()
    assert (found.judged, found.outside) == (160, 60)
    assert found.missing == {Post.DESIGNER: 30, Post.SELLER: 30}
    assert found.share == 60 / 160

    decide(
        brand=cast.brand,
        duty=Duty.SELLING,
        posts=[Post.COMMUNITY_MANAGER],
        words="Elle vend aussi.",
        by=cast.manager,
        at=NOW + timedelta(days=1),
    )
    assert scope() == found  # decided later: the days before stay what they were
    decide(
        brand=cast.brand,
        duty=Duty.SELLING,
        posts=[Post.COMMUNITY_MANAGER],
        words="Dès hier.",
        by=cast.manager,
        at=NOW,
    )
    assert scope().missing == {Post.DESIGNER: 30, Post.COMMUNITY_MANAGER: 20}
    decide(brand=cast.brand, duty=Duty.DESIGN, posts=[], words="Personne.", by=cast.manager, at=NOW)
    assert scope().missing == {"": 30, Post.COMMUNITY_MANAGER: 20}


def test_who_has_none_of_the_posts_is_not_judged() -> None:
    charter = Charters([], "Africa/Douala").on(TODAY)
    assert judge(Duty.DESIGN, {"manager"}, charter) is None
    assert judge(Duty.DESIGN, {"community_manager", "manager"}, charter) is True
    assert judge(Duty.ANSWERING, {"community_manager"}, charter) is False


def test_what_is_out_of_scope_is_said_as_it_is_logged(cast: Cast) -> None:
    client = client_of(cast.cm)
    answer = client.post(f"{PAGE}log/", {"duty": "design", "minutes": "15", "key": uuid4()}, follow=True)
    assert "designer" in answer.text.casefold() or "graphiste" in answer.text.casefold()
    assert TimeEntry.objects.get().duty == "design"


def test_the_page_asks_no_more_for_more_entries(cast: Cast) -> None:
    client = client_of(cast.manager)
    client.get(PAGE)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
        for one in range(12):
            log(cast, 5, list(Duty)[one], day=TODAY - timedelta(days=number + 1), channel=cast.official)
            log(cast, 5, list(Duty)[one], user=cast.junior)
    assert counts[0] == counts[1] <= 10
