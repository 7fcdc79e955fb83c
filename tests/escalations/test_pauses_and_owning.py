"""Whose time passes: derived from the log alone, and no moment lost or counted twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.services.clock.pauses import ENDS, Pause, pauses_in
from channels_mgmt.escalations.services.owning import Leg, Owner, legs_in, shares
from cmhub.lib.working_time import Calendar

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEPARTMENTS = (1, 2, 3, None)
WAYS: dict[str, tuple[str, ...]] = {
    "asked": ("information_asked", "answered", "transferred", "climbed", "acknowledged", "joined"),
    "paused": ("information_given", "answered", "transferred", "joined"),
    "answered": ("asked_further", "relayed", "relayed_in_part", "closed"),
    "over": ("reopened", "relayed_in_part"),
}
"""What may happen, by where a question stands."""
LEADS_TO = {
    "information_asked": "paused",
    "information_given": "asked",
    "transferred": "asked",
    "answered": "answered",
    "asked_further": "asked",
    "reopened": "asked",
    "relayed": "over",
    "closed": "over",
}


@dataclass
class Event:
    at: datetime
    verb: str
    to_state: str = ""
    details: dict[str, Any] = field(default_factory=dict)


WAITS = st.integers(-20_000, 50_000)
"""Seconds to what happens next, as the clock tells: it may be put back meanwhile."""
STEPS = st.lists(st.tuples(WAITS, st.integers(0, 59), st.integers(0, 2)), min_size=0, max_size=14)


def lived(begun: int, steps: list[tuple[int, int, int]]) -> tuple[list[Event], int | None]:
    """A possible life of a question, and the department that has it at the end."""
    at, place, where = BEGIN, DEPARTMENTS[begun], "asked"
    events = [Event(at, "opened", "opened")]
    for wait, way, elsewhere in steps:
        at += timedelta(seconds=wait)
        happens = WAYS[where][way % len(WAYS[where])]
        details: dict[str, Any] = {}
        if happens == "transferred":
            to = [one for one in DEPARTMENTS if one != place][elsewhere]
            details, place = {"from": place, "to": to}, to
        verb = "relayed" if happens == "relayed_in_part" else happens
        events.append(Event(at, verb, "relayed" if happens == "relayed" else "", details))
        where = LEADS_TO.get(happens, where)
    return events, place


def histories() -> st.SearchStrategy[tuple[list[Event], int | None]]:
    return st.builds(lived, st.integers(0, 3), STEPS)


ASIDE = ("joined", "climbed", "acknowledged")
"""After which a question is where it was."""


def moments(events: list[Event]) -> list[datetime]:
    """When each happened: where the clock was put back, not before what changed hands by then."""
    until_each = (events[: number + 1] for number in range(len(events)))
    return [max(one.at for one in until if one.verb not in ASIDE) for until in until_each]


def an_hour_later(events: list[Event]) -> datetime:
    return max(event.at for event in events) + timedelta(hours=1)


def ends_of(events: list[Event]) -> list[tuple[datetime, datetime]]:
    """From each beginning to the end that follows it, or to the end of the story: seen event by event."""
    spans, since = [], None
    for at, event in zip(moments(events), events, strict=True):
        if event.verb in ("opened", "reopened", "asked_further") and since is None:
            since = at
        if since is not None and (event.verb == "closed" or event.to_state == "relayed"):
            spans.append((since, at))
            since = None
    return spans


@given(histories())
def test_the_legs_are_the_whole_without_gap_or_overlap(told: tuple[list[Event], int | None]) -> None:
    events, place = told
    at = an_hour_later(events)

    legs = legs_in(events, department=place)

    for before, after in pairwise(legs):
        assert before.until is not None
        assert before.until <= after.since
        assert before.since < before.until
    over = ends_of(events)
    whole = sum((end - since for since, end in over), timedelta())
    open_since = [leg.since for leg in legs if leg.until is None]
    assert len(open_since) <= 1
    lasting = begun_last(events)
    if lasting is not None:
        whole += at - lasting
    assert sum((leg.elapsed(at) for leg in legs), timedelta()) == whole


def begun_last(events: list[Event]) -> datetime | None:
    """When what has not come to an end began."""
    last = None
    for at, event in zip(moments(events), events, strict=True):
        if event.verb in ("opened", "reopened", "asked_further") and last is None:
            last = at
        if last is not None and (event.verb == "closed" or event.to_state == "relayed"):
            last = None
    return last


@given(histories())
def test_no_leg_of_a_department_lies_in_a_pause(told: tuple[list[Event], int | None]) -> None:
    events, place = told
    at = an_hour_later(events)
    pauses = pauses_in(events)
    for leg in legs_in(events, department=place):
        if leg.owner != Owner.DEPARTMENT:
            continue
        for pause in pauses:
            assert (leg.until or at) <= pause.since or leg.since >= (pause.until or at)


@given(histories())
def test_pauses_follow_each_other_and_only_the_last_is_open(told: tuple[list[Event], int | None]) -> None:
    pauses = pauses_in(told[0])
    assert all(pause.until is not None for pause in pauses[:-1])
    ended = [pause for pause in pauses if pause.until is not None]
    assert all(pause.since <= pause.until for pause in ended if pause.until)
    asked = sum(event.verb == Verb.INFORMATION_ASKED for event in told[0])
    assert len(pauses) == asked
    assert any(pause.until is None for pause in pauses) == awaits(told[0])


def awaits(events: list[Event]) -> bool:
    """Whether nothing has come since information was last asked for, whatever the clock said."""
    verbs = [event.verb for event in events if event.verb not in ASIDE]
    return verbs[-1] == "information_asked"


@given(histories())
def test_each_departments_time_is_that_of_its_legs(told: tuple[list[Event], int | None]) -> None:
    events, place = told
    at = an_hour_later(events)
    legs = legs_in(events, department=place)
    ours = [leg for leg in legs if leg.owner == Owner.DEPARTMENT]
    by_share = {one.department: one.elapsed for one in shares(legs, at)}
    assert by_share.keys() == {leg.department for leg in ours}
    assert sum(by_share.values()) == sum(leg.elapsed(at).total_seconds() for leg in ours)


def test_what_ends_a_pause_takes_the_question_elsewhere_or_on() -> None:
    assert Verb.CLIMBED not in ENDS
    assert Verb.JOINED not in ENDS


def test_the_first_department_is_the_one_that_the_first_transfer_took_it_from() -> None:
    events = [
        Event(BEGIN, "opened", "opened"),
        Event(BEGIN + timedelta(hours=1), "transferred", "notified", {"from": 7, "to": 9}),
        Event(BEGIN + timedelta(hours=3), "answered", "answered"),
        Event(BEGIN + timedelta(hours=4), "relayed", "relayed"),
    ]
    assert legs_in(events, department=9) == [
        Leg(Owner.DEPARTMENT, 7, "", BEGIN, BEGIN + timedelta(hours=1)),
        Leg(Owner.DEPARTMENT, 9, "", BEGIN + timedelta(hours=1), BEGIN + timedelta(hours=3)),
        Leg(Owner.US, 9, "", BEGIN + timedelta(hours=3), BEGIN + timedelta(hours=4)),
    ]


def test_not_ours_ends_a_pause_only_where_the_question_went_elsewhere() -> None:
    asked = Event(BEGIN, "information_asked", "information_asked")
    stays = Event(BEGIN + timedelta(hours=1), "not_ours", "", {"from": 7})
    goes = Event(BEGIN + timedelta(hours=2), "not_ours", "notified", {"from": 7, "to": 9})
    assert [pause.until for pause in pauses_in([asked, stays])] == [None]
    assert [pause.until for pause in pauses_in([asked, stays, goes])] == [goes.at]


def test_what_is_given_before_it_was_asked_for_by_a_clock_put_back_ends_the_pause() -> None:
    ahead, put_right = BEGIN + timedelta(hours=1), BEGIN + timedelta(minutes=5)
    events = [
        Event(BEGIN, "opened", "opened"),
        Event(ahead, "information_asked", "information_asked"),
        Event(put_right, "information_given", "acknowledged"),
        Event(BEGIN + timedelta(hours=2), "answered", "answered"),
    ]
    assert pauses_in(events) == [Pause(ahead, ahead)]
    assert [(leg.owner, leg.since, leg.until) for leg in legs_in(events, department=1)] == [
        (Owner.DEPARTMENT, BEGIN, ahead),
        (Owner.DEPARTMENT, ahead, events[-1].at),
        (Owner.US, events[-1].at, None),
    ]


def test_no_time_is_negative_while_the_clock_is_behind_the_log() -> None:
    (leg,) = legs_in([Event(BEGIN, "opened", "opened")], department=1)
    assert leg.elapsed(BEGIN - timedelta(minutes=30)) == timedelta()
    assert leg.worked(Calendar.around_the_clock("UTC"), BEGIN - timedelta(minutes=30)) == 0
