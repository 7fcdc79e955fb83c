"""Calendars that telephones read: what stands at a secret address, read by another library, and who does not
get there.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.test import Client

from accounts.models import Agency, AuditEntry, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import CalendarFeed, Shift
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.feeds import make_feed, revoke_feed
from channels_mgmt.team.services.shifts import add_shift, change_shift, take_away
from cmhub.lib.links import digest_of
from tests.cast import Cast, client_of

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FRIDAY, MONDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
PAGE = "/calendars/"
TOKEN = re.compile(r'"X-CSRFToken":"[^"]+')


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def shift(cast: Cast, user: User, kind: str = ShiftKind.PRIMARY, brand: Brand | None = None) -> Shift:
    return add_shift(
        brand=brand or cast.brand, user=user, kind=kind, starts_at=FRIDAY, ends_at=MONDAY, by=cast.manager
    )


def feed(user: User, brand: Brand | None = None) -> str:
    """The path of a new address."""
    _feed, url = make_feed(user=user, by=user, brand=brand)
    return url.removeprefix("http://testserver")


def events(path: str) -> list[Any]:
    """As another library reads them, that knows nothing of ours."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(answer.content.decode(), validate=True)
    return list(getattr(calendar, "vevent_list", []))


def test_a_persons_shifts_on_all_brands(cast: Cast) -> None:
    mine = shift(cast, cast.manager)
    shift(cast, cast.manager, brand=cast.other_brand)
    shift(cast, cast.cm, ShiftKind.BACKUP)
    read = {event.summary.value: event for event in events(feed(cast.manager))}
    assert set(read) == {"Wouri Mobile : d’astreinte", "Sanaga Telecom : d’astreinte"} or len(read) == 2
    event = next(one for one in read.values() if "Wouri" in one.summary.value)
    assert (event.dtstart.value, event.dtend.value) == (FRIDAY, MONDAY)
    assert event.dtstart.value.utcoffset() == timedelta()
    assert event.uid.value == f"{mine.uid}@cmhub"
    assert event.dtstamp.value == NOW


def test_the_whole_rota_of_a_brand(cast: Cast) -> None:
    shift(cast, cast.cm)
    shift(cast, cast.junior, ShiftKind.BACKUP)
    shift(cast, cast.other_cm, brand=cast.other_brand)
    summaries = sorted(event.summary.value for event in events(feed(cast.executive, cast.brand)))
    assert [words.split()[0].rstrip(":") for words in summaries] == ["Cm", "Junior"]


def test_a_change_keeps_the_uid_and_counts_what_is_taken_away_disappears(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    mine, path = shift(cast, cast.cm), feed(cast.cm)
    (before,) = events(path)
    clock.shift(timedelta(hours=1))
    change_shift(shift=mine, by=cast.manager, ends_at=MONDAY + timedelta(hours=1))
    (after,) = events(path)
    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.dtstamp.value == NOW + timedelta(hours=1)
    assert after.dtend.value == MONDAY + timedelta(hours=1)
    change_shift(shift=mine, by=cast.manager, user=cast.service)
    assert events(path) == []
    assert len(events(feed(cast.service))) == 1
    take_away(shift=mine, by=cast.manager)
    assert events(feed(cast.service)) == []


def test_what_google_and_outlook_need(cast: Cast) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(name="Wouri Mobile, société anonyme; avec “virgules” " * 2)
    shift(cast, cast.cm)
    body = Client().get(feed(cast.cm)).content
    lines = body.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines), "every line ends with CRLF"
    assert all(len(line) <= 75 for line in lines), "long lines are folded by octets"
    for needed in (
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"METHOD:PUBLISH",
        b"CALSCALE:GREGORIAN",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
        b"END:VCALENDAR",
        b"SEQUENCE:0",
        b"DTSTART:20260306T170000Z",
    ):
        assert needed in lines, needed
    assert any(line.startswith(b"PRODID:-//CM Hub//") for line in lines)
    assert any(line.startswith(b"X-WR-CALNAME:") for line in lines)
    (event,) = vobject.readOne(body.decode()).vevent_list
    assert "société anonyme; avec “virgules”" in event.summary.value


def test_a_calendar_that_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    mine, path = shift(cast, cast.cm), feed(cast.cm)
    mark = Client().get(path).headers["ETag"]
    same = Client().get(path, headers={"If-None-Match": mark})
    assert (same.status_code, same.content) == (304, b"")
    take_away(shift=mine, by=cast.manager)
    assert Client().get(path, headers={"If-None-Match": mark}).status_code == 200


# --- Who does not get there ---------------------------------------------------------------------------


def test_guessed_revoked_and_lost_are_one_answer(cast: Cast) -> None:
    shift(cast, cast.cm)
    revoked = feed(cast.cm)
    revoke_feed(feed=CalendarFeed.objects.get(), by=cast.cm)
    renewed = feed(cast.cm, cast.brand)
    feed(cast.cm, cast.brand)
    gone = feed(cast.service, cast.brand)
    cast.service.brand_roles.update(ends_on=date(2026, 3, 4))
    left = feed(cast.junior)
    User.objects.filter(pk=cast.junior.pk).update(is_active=False)
    paths = ["/calendar/guessed.ics", f"/calendar/{'a' * 43}.ics", revoked, renewed, gone, left]
    answers = [Client().get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    told = {
        TOKEN.sub("", answer.content.decode().replace(path, ""))
        for path, answer in zip(paths, answers, strict=True)
    }
    assert len(told) == 1
    assert Client().post(revoked).status_code == 405


def test_a_persons_calendar_loses_the_brands_that_they_lose(cast: Cast) -> None:
    shift(cast, cast.cm)
    path = feed(cast.cm)
    assert len(events(path)) == 1
    cast.cm.brand_roles.update(ends_on=date(2026, 3, 4))
    assert events(path) == []


def test_only_a_digest_is_kept_and_it_is_noted_when_it_was_read(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    path = feed(cast.cm)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    held = CalendarFeed.objects.get()
    assert held.digest == digest_of(token)
    assert len(token) >= 40
    assert held.last_fetched_at is None
    Client().get(path)
    held.refresh_from_db()
    assert held.last_fetched_at == NOW
    clock.shift(timedelta(minutes=1))
    Client().head(path)
    held.refresh_from_db()
    assert held.last_fetched_at == NOW, "not more than every few minutes"


def test_a_white_label_brands_calendar_names_nobody_of_the_house(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.agency.pk).update(name="Zébulon Conseil", slug="zebulon")
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    User.objects.filter(pk=cast.cm.pk).update(email="cm@zebulon.example")
    shift(cast, cast.cm)
    for path in (feed(cast.cm), feed(cast.executive, cast.brand)):
        text = Client().get(path).content.decode().lower()
        assert "bulon" not in text
        assert "@zebulon" not in text


def test_as_many_queries_for_one_shift_as_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    path = feed(cast.cm, cast.brand)
    for number in range(20):
        begins = FRIDAY + timedelta(hours=number)
        add_shift(
            brand=cast.brand, user=cast.cm, kind=ShiftKind.PRIMARY, starts_at=begins,
            ends_at=begins + timedelta(hours=1), by=cast.manager,
        )  # fmt: skip
    with django_assert_max_num_queries(5):
        assert len(events(path)) == 20


# --- Pages --------------------------------------------------------------------------------------------


def shown(answer: Any) -> str:
    return answer.content.decode().split("data-autogrow>http://testserver")[1].split("<")[0]


def test_made_shown_once_renewed_and_revoked_by_the_page(cast: Cast) -> None:
    shift(cast, cast.cm)
    cm = client_of(cast.cm)
    first = shown(cm.post(PAGE, {"brand": ""}))
    assert len(events(first)) == 1
    assert "/calendar/" not in cm.get(PAGE).content.decode(), "shown once"
    second = shown(cm.post(PAGE, {"brand": ""}))
    assert Client().get(first).status_code == 404
    assert len(events(second)) == 1
    live = CalendarFeed.objects.live().get()
    assert client_of(cast.manager).post(f"{PAGE}{live.pk}/revoke/").status_code == 404, (
        "it is the person's own"
    )
    assert cm.post(f"{PAGE}{live.pk}/revoke/").status_code == 303
    assert Client().get(second).status_code == 404
    verbs = list(AuditEntry.objects.filter(verb__startswith="calendar.").order_by("pk").values_list("verb"))
    assert verbs == [("calendar.made",), ("calendar.renewed",), ("calendar.revoked",)]


def test_the_manager_sees_and_revokes_who_reads_the_brand(cast: Cast) -> None:
    path = shown(client_of(cast.cm).post(PAGE, {"brand": "wouri"}))
    manager = client_of(cast.manager)
    page = "/b/wouri/team/rota/calendars/"
    assert cast.cm.name in manager.get(page).content.decode()
    assert client_of(cast.cm).get(page).status_code == 403
    live = CalendarFeed.objects.get()
    assert client_of(cast.rival).post(f"{PAGE}{live.pk}/revoke/").status_code == 404
    answer = manager.post(f"{PAGE}{live.pk}/revoke/")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert Client().get(path).status_code == 404


def test_nobody_makes_an_address_for_a_brand_that_they_do_not_see(cast: Cast) -> None:
    for name, brand in (("other_cm", "wouri"), ("contact", "wouri"), ("cm", "nonsense")):
        assert client_of(cast.people[name]).post(PAGE, {"brand": brand}).status_code == 404
    assert not CalendarFeed.objects.exists()
    assert Client().get(PAGE).status_code == 302
