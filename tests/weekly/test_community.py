"""The life of a brand's own community in a week, against the same once more in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db import connection

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Message
from cmhub.lib.weeks import Week
from reporting.figures.community import community_of
from reporting.metrics.services.members import ACTIVITY_SQL, activity_of
from reporting.weekly.panels import own_community
from reporting.weekly.services.computing import compute_report, figures_of_week
from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
WEEK = Week.parse("2026-W10")
MONDAY = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
"""When the week begins in Douala."""
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
NUMBERS = count(1)


@dataclass(frozen=True)
class Said:
    """A message as it was sent: by whom, when, with which id, in answer to which."""

    by: str
    at: datetime
    id: str
    to: str = ""
    out: bool = False
    network: str = "facebook"


def said(by: str, at: datetime, **given: Any) -> Said:
    return Said(by, at, f"m{next(NUMBERS)}", **given)


def send(brand: Brand, *messages: Said) -> None:
    channel = brand.channels.earliest("pk")
    Message.objects.bulk_create(
        Message(
            brand=brand,
            channel=channel,
            network=one.network,
            external_id=one.id,
            direction="out" if one.out else "in",
            sent_at=one.at,
            author=one.by,
            author_key=one.by,
            in_reply_to=one.to,
        )
        for one in messages
    )


def counted(brand: Brand, week: Week = WEEK) -> dict[str, Any]:
    (activity,) = activity_of(brand, [week])
    return community_of(activity) | {"back": activity.back}


def obvious(messages: list[Said], week: Week, zone: str) -> dict[str, Any]:
    """The figures by looping over everything, sharing no code."""
    start, end = week.start(zone), week.end(zone)
    received = [one for one in messages if not one.out]
    if not any(one.at < end for one in received):
        return {"active": None, "new": None, "returning": None, "member_answers": None, "back": 0}
    within = [one for one in received if start <= one.at < end]
    new, returning, back = set(), set(), set()
    for one in within:
        earlier = [other.at for other in received if other.by == one.by and other.at < start]
        (returning if earlier else new).add(one.by)
        if earlier and max(earlier) < start - timedelta(days=28):
            back.add(one.by)
    answers = 0
    for one in within:
        for other in received:
            answers += (other.id, other.network) == (one.to, one.network) and other.by != one.by
    return {
        "active": len({one.by for one in within}),
        "new": len(new),
        "returning": len(returning),
        "member_answers": answers if any(one.to for one in within) else None,
        "back": len(back),
    }


@pytest.mark.parametrize("seed", range(8))
def test_as_a_loop_over_everything_counts_it(seed: int, cast: Cast) -> None:
    random, messages = Random(seed), []
    for _message in range(160):
        edge = random.choice([MONDAY, MONDAY + 7 * DAY, MONDAY - 28 * DAY])
        near = edge + random.choice([-INSTANT, timedelta(), INSTANT])
        at = random.choice([near, MONDAY + random.randrange(-60 * 24, 20 * 24) * timedelta(hours=1)])
        answered = random.choice([*messages, None]) if messages else None
        messages.append(
            said(
                random.choice(["awa", "binta", "كريم", "é. n'diaye", "mado", "yao", "zoé"]),
                at,
                to=random.choice([answered.id, "", "unknown"]) if answered else "",
                out=random.random() < 0.3,
                network=random.choice(["facebook", "x"]),
            )
        )
    send(cast.brand, *messages)
    send(cast.other_brand, *(said(one.by, one.at - 90 * DAY) for one in messages if not one.out))
    weeks = [WEEK - 5, WEEK - 1, WEEK, WEEK + 1, WEEK + 30]
    for week, activity in zip(weeks, activity_of(cast.brand, weeks), strict=True):
        told = community_of(activity) | {"back": activity.back}
        assert told == obvious(messages, week, cast.brand.time_zone), week


def test_first_ever_come_back_and_never_gone(cast: Cast) -> None:
    start = MONDAY
    send(
        cast.brand,
        said("new", start),
        said("new", start + DAY),
        said("regular", start - INSTANT),
        said("regular", start + DAY),
        said("back", start - 28 * DAY - INSTANT),
        said("back", start + 7 * DAY - INSTANT),
        said("just here", start - 28 * DAY),
        said("just here", start + DAY),
        said("next week", start + 7 * DAY),
        said("gone", start - DAY),
        said("us", start + DAY, out=True),
    )
    expected = {"active": 4, "new": 1, "returning": 3, "member_answers": None, "back": 1}
    assert counted(cast.brand) == expected


def test_members_answer_members_not_themselves_and_not_the_brand(cast: Cast) -> None:
    asked, ours = said("awa", MONDAY - DAY), said("us", MONDAY, out=True)
    send(
        cast.brand,
        asked,
        ours,
        said("binta", MONDAY + DAY, to=asked.id),
        said("binta", MONDAY + 2 * DAY, to=asked.id),
        said("awa", MONDAY + DAY, to=asked.id),
        said("yao", MONDAY + DAY, to=ours.id),
        said("yao", MONDAY + DAY, to=asked.id, network="x"),
        said("yao", MONDAY + 8 * DAY, to=asked.id),
        said("us", MONDAY + DAY, to=asked.id, out=True),
    )
    assert counted(cast.brand)["member_answers"] == 2


def test_none_where_there_is_nothing_to_count_and_zero_in_a_quiet_week(cast: Cast) -> None:
    nothing = {"active": None, "new": None, "returning": None, "member_answers": None, "back": 0}
    assert counted(cast.brand) == nothing
    send(cast.brand, said("us", MONDAY - DAY, out=True))
    assert counted(cast.brand) == nothing
    send(cast.brand, said("awa", MONDAY + 7 * DAY))
    assert counted(cast.brand) == nothing, "what comes later is not known then"
    send(cast.brand, said("awa", MONDAY - DAY))
    assert counted(cast.brand) == {"active": 0, "new": 0, "returning": 0, "member_answers": None, "back": 0}


def test_the_report_has_it(cast: Cast) -> None:
    asked = said("awa", MONDAY + DAY)
    send(cast.brand, asked, said("binta", MONDAY + 2 * DAY, to=asked.id))
    figures = figures_of_week(cast.brand, WEEK, at=MONDAY + 7 * DAY)
    assert figures["audience"]["community"] == {
        "active": 2, "new": 2, "returning": 0, "member_answers": 1,
    }  # fmt: skip


def test_the_page_of_communities_shows_it_by_week_and_each_week_leads_to_its_interactions(
    cast: Cast,
) -> None:
    assert own_community(cast.brand, MONDAY) is None
    client, url = client_of(cast.executive), "/b/wouri/publishing/communities/own/"
    assert f'hx-get="{url}"' in client.get("/b/wouri/publishing/communities/").text
    assert "own-community" not in client.get(url).text
    send(cast.brand, said("awa", MONDAY - 40 * DAY), said("awa", MONDAY + DAY), said("yao", MONDAY + DAY))
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY + 2 * DAY)
    report.quantitative["audience"]["by_channel"] = {
        "a": {"followers": 120, "comments": None},
        "b": {"followers": 80, "comments": 7},
        "c": {"followers": None},
    }
    report.save()
    panel = own_community(cast.brand, MONDAY + 2 * DAY)
    assert panel is not None
    rows = panel.told["rows"]
    assert [str(row["week"]) for row in rows[:2]] == ["2026-W10", "2026-W09"]
    assert (rows[0]["active"], rows[0]["returning"], rows[0]["back"], rows[1]["active"]) == (2, 1, 1, 0)
    assert panel.told["chart"].values[-1] == 2
    assert [(row.get("followers"), row.get("comments")) for row in rows[:2]] == [(200, 7), (None, None)]
    part = client.get(url, headers={"HX-Request": "true"}).text
    assert 'id="own-community-title"' in part
    assert "<h1" not in part
    page = client.get(url).text
    assert part.strip() in page
    assert "/b/wouri/inbox/?state=all&amp;period=" in page
    assert client_of(cast.other_cm).get(url).status_code == 404


def test_it_goes_along_the_indexes_of_messages(cast: Cast) -> None:
    """Of many weeks it reads those that are asked for, and of each member the one message before."""
    random = Random(1)
    many = [
        said(f"m{random.randrange(900)}", MONDAY + random.randrange(-900, 14) * DAY) for _one in range(6000)
    ]
    send(cast.brand, *many, *(said("awa", MONDAY + DAY, to=one.id) for one in many[:40]))
    given = {
        "brand": cast.brand.pk, "absence": timedelta(weeks=4), "places": [0], "starts": [MONDAY],
        "ends": [MONDAY + 7 * DAY],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE inbox_message")
        cursor.execute(f"EXPLAIN {ACTIVITY_SQL}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on inbox_message" not in plan, plan
    for index in ("message_by_member", "message_week", "message_taken_once"):
        assert index in plan, plan
