"""Rows of a week for the tests: named tuples in the order of the frames, and strategies that make them."""

from collections import namedtuple
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st

from reporting.figures.frames import (
    CARRIED,
    EPISODES,
    ESCALATIONS,
    INTERACTIONS,
    OWNED,
    POSTS,
    PROMISES,
    REPLIES,
    WATCH,
    WeekFrames,
    frame_of,
)

Interaction = namedtuple("Interaction", INTERACTIONS)
Episode = namedtuple("Episode", EPISODES)
Reply = namedtuple("Reply", REPLIES)
Escalation = namedtuple("Escalation", ESCALATIONS)
Carried = namedtuple("Carried", CARRIED, defaults=[None])
Owned = namedtuple("Owned", OWNED)
Post = namedtuple("Post", POSTS, defaults=[None])
Promise = namedtuple("Promise", PROMISES)
Seen = namedtuple("Seen", WATCH)

DAY = 86_400
OPEN_SHARE = {"facebook-official": 0.5, "x-support": 1.0}
CHANNELS = [*OPEN_SHARE, "whatsapp-without-hours"]


def monday(year, week, zone):
    """The first instant of an ISO week, in seconds since 1970."""
    return datetime.fromisocalendar(year, week, 1).replace(tzinfo=ZoneInfo(zone)).timestamp()


def opening(share):
    """A calendar under which any stretch of time is open for a constant share."""
    return lambda starts, ends: (ends - starts) / np.timedelta64(1, "s") * share


OPEN_SECONDS = {channel: opening(share) for channel, share in OPEN_SHARE.items()}


def interaction(opened_at, **given):
    values = {
        "channel": "facebook-official",
        "kind": "question",
        "sentiment": None,
        "author": "awa",
        "first_response_at": None,
        "substantive_at": None,
        "closed_at": None,
        "needs_answer": True,
        "answered": given.get("first_response_at") is not None,
        "reopened": False,
    }
    return Interaction(**{**values, "opened_at": opened_at, **given})


def escalation(opened_at, **given):
    values = {
        "department": "sales",
        "acknowledge_by": opened_at + 3600,
        "answer_by": opened_at + 28_800,
        "acknowledged_at": None,
        "answered_at": None,
        "relayed_at": None,
        "closed_at": None,
    }
    return Escalation(**{**values, "opened_at": opened_at, **given})


def week_frames(
    interactions=(),
    episodes=(),
    replies=(),
    escalations=(),
    *,
    carried=(),
    owned=(),
    zone="Africa/Douala",
    computed_at=2e9,
    **more,
):
    return WeekFrames(
        zone=zone,
        computed_at=computed_at,
        interactions=frame_of(interactions, INTERACTIONS),
        episodes=frame_of(episodes, EPISODES),
        replies=frame_of(replies, REPLIES),
        escalations=frame_of(escalations, ESCALATIONS),
        carried=frame_of(carried, CARRIED),
        owned=frame_of(owned, OWNED),
        **more,
    )


def instants(start, length=7 * DAY):
    """Moments to the microsecond, as PostgreSQL keeps them, on whole seconds often enough to coincide."""
    microseconds = st.integers(0, length * 1_000_000 - 1).map(lambda us: start + us / 1e6)
    return st.one_of(st.integers(0, length - 1).map(lambda second: float(start + second)), microseconds)


def later(start):
    return st.one_of(st.none(), instants(start, 14 * DAY))


def ordered(row, *names):
    """What comes before it opened has not happened."""
    early = {
        name: None for name in names if (moment := getattr(row, name)) is not None and moment < row.opened_at
    }
    return row._replace(**early)


def interactions(start):
    rows = st.builds(
        Interaction,
        channel=st.sampled_from(CHANNELS),
        kind=st.sampled_from(["question", "complaint", "praise", None]),
        sentiment=st.sampled_from(["negative", "neutral", "positive", None]),
        author=st.sampled_from(["awa", "binta", "كريم", "É. N'Diaye"]),
        opened_at=instants(start),
        first_response_at=later(start),
        substantive_at=later(start),
        closed_at=later(start),
        needs_answer=st.booleans(),
        answered=st.booleans(),
        reopened=st.booleans(),
    )
    return rows.map(lambda row: ordered(row, "first_response_at", "substantive_at", "closed_at"))


def episodes(start):
    rows = st.builds(
        Episode,
        opened_at=instants(start),
        ended_at=later(start),
        ended_by=st.sampled_from(["Mireille", "Ousmane"]),
        needs_answer=st.booleans(),
    ).map(lambda row: ordered(row, "ended_at"))
    return rows.map(lambda row: row if row.ended_at is not None else row._replace(ended_by=None))


def replies():
    return st.builds(Reply, author=st.sampled_from(["Mireille", "Yasmine"]), replies=st.integers(1, 9))


def escalations(start):
    moments = {name: later(start) for name in ESCALATIONS if name not in ("department", "opened_at")}
    return st.builds(
        Escalation,
        department=st.sampled_from(["sales", "it", "finance"]),
        opened_at=instants(start),
        **moments,
    )


def carried(start):
    rows = st.builds(
        Carried,
        channel=st.sampled_from(CHANNELS),
        opened_at=instants(start),
        relayed_at=later(start),
        passed_at=later(start),
    )
    return rows.map(lambda row: ordered(row, "relayed_at", "passed_at"))


def owned():
    seconds = st.integers(0, 100_000).map(float)
    departments = st.sampled_from(["sales", "it", "finance", "legal"])
    known = st.one_of(st.none(), seconds)
    return st.builds(Owned, department=departments, elapsed=seconds, working=known)


def promises(start):
    """Open ones have not been kept, kept ones have, what was released is neither."""
    rows = st.builds(
        Promise,
        state=st.sampled_from(["open", "kept", "released"]),
        due_at=instants(start, 14 * DAY),
        kept_at=instants(start, 14 * DAY),
    )
    return rows.map(lambda row: row if row.state == "kept" else row._replace(kept_at=None))


def posts():
    return st.builds(
        Post,
        channel=st.sampled_from(CHANNELS),
        network=st.sampled_from(["facebook", "x"]),
        category=st.sampled_from(["organisation", "useful", None]),
        campaign=st.sampled_from(["Tabaski", None]),
        sound=st.sampled_from([None, 0.0, 1.0]),
    )


def watched(start):
    return st.builds(
        Seen,
        nature=st.sampled_from(["routine", "strategic", "crisis_prone"]),
        seen_at=instants(start),
        sent_at=later(start),
        acknowledged_at=later(start),
        network=st.sampled_from(["facebook", "x", None]),
    )
