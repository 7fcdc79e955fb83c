"""How well rushes are found, and how fast: `python -m benchmarks.surges`; `--write` keeps it for the page.

False alarms and delays are measured on streams made by chance from a seed (`benchmarks.streams`) and on the
weeks of the demonstration, read by the machine; two simple detectors are measured beside ours.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks.figure import Figure, say
from benchmarks.house import BRANDS, MESSAGES
from benchmarks.rushes import Detector, alarms, first_after, fixed, ours, z_score
from benchmarks.streams import HOUR, SCENARIOS, SHARE, WEEK, Scenario, make, rush, until
from channels_mgmt.crisis.surges.scanning import Heard

RESULTS = Path(__file__).parent / "surges.json"
PAGE = Path(__file__).parent.parent / "docs" / "surges.md"
BEGINS, ENDS = "<!-- measured: {} -->", "<!-- end of measured -->"

AS_MANY = 10_000_000
"""Messages of an installation whose last hours are looked at each minute."""
KNOWN, WATCHED = 8, 8
"""Weeks that are learnt from, and weeks in which alarms are counted."""
STREAMS = {50: 4, 200: 4, 600: 4, 4000: 2}
"""How many streams of each size, in people a week."""
TIMES = (2, 4, 8, 16)
"""How many times as many complaints as the brand has in an hour on average."""
RUSHES, LASTS = 30, 6 * HOUR
OF_RUSHES = SCENARIOS[1]
WEEK_HOURS = 1 / 168
ALLOWED = 1 / 8
"""False alarms a week of a brand that are taken into the bargain."""
DETECTORS: dict[str, Detector] = {
    "ours": ours,
    "z ≥ 3": z_score(3),
    "z ≥ 6": z_score(6),
    "10 an hour": fixed(10),
}

Rows = list[dict[str, Any]]


def false_alarms(asked: tuple[Scenario, int]) -> dict[str, Any]:
    """Alarms a week of a brand on streams in which nothing happens."""
    scenario, people = asked
    found = dict.fromkeys(DETECTORS, 0)
    for seed in range(STREAMS[people]):
        rng = Random(f"{seed}:{scenario.name}:{people}")
        stream = make(scenario, people, KNOWN + WATCHED, rng)
        for name, detector in DETECTORS.items():
            found[name] += len(alarms(detector, stream.heard, until(KNOWN), until(KNOWN + WATCHED)))
    weeks = WATCHED * STREAMS[people]
    rates = {name: round(number / weeks, 3) for name, number in found.items()}
    return {"scenario": scenario.name, "people": people, "weeks": weeks, **rates}


def delays(asked: tuple[int, int]) -> dict[str, Any]:
    """Rushes that are found within their six hours, and after how many minutes."""
    people, times = asked
    rng = Random(f"rush:{people}:{times}")
    calm = make(OF_RUSHES, people, KNOWN + 2, Random(f"calm:{people}")).heard
    an_hour = (times - 1) * people * SHARE * WEEK_HOURS
    told: dict[str, list[float | None]] = {name: [] for name in DETECTORS}
    for _number in range(RUSHES):
        start = until(KNOWN) + rng.uniform(0, 2 * WEEK - LASTS)
        heard = sorted(calm + rush(start, LASTS, an_hour, rng))
        for name, detector in DETECTORS.items():
            told[name].append(first_after(detector, heard, start, LASTS))
    row: dict[str, Any] = {"people": people, "times": times, "an_hour": round(an_hour, 1)}
    for name, minutes in told.items():
        seen = sorted(value for value in minutes if value is not None)
        row[name] = {
            "found": round(len(seen) / RUSHES, 2),
            "median": round(median(seen)) if seen else None,
            "p90": round(quantiles(seen, n=10, method="inclusive")[-1]) if len(seen) > 1 else None,
        }
    return row


def replayed(weeks: int = 26) -> Rows:
    """Alarms on the demonstration's brands, whose messages are read by the machine; one has had an outage."""
    from cmhub.demo.traffic import SEED, build
    from cmhub.lib.weeks import Week

    last = Week.parse("2026-W20")
    plan = build(seed=SEED, last_week=last, weeks=weeks)
    rows: Rows = []
    for slug, brand in sorted(plan.brands.items()):
        heard = sorted(read(brand.rows))
        start, end = heard[0].at + KNOWN * WEEK, heard[-1].at
        begins, ends = outage_of(slug, last)
        row: dict[str, Any] = {"brand": slug, "messages": len(heard), "weeks": round((end - start) / WEEK, 1)}
        for name, detector in DETECTORS.items():
            raised = alarms(detector, heard, start, end)
            inside = [at for at in raised if begins <= at < ends]
            row[name] = {
                "in it": len(inside),
                "after": round((inside[0] - begins) / 60) if inside else None,
                "false": len(raised) - len(inside),
            }
        rows.append(row)
    return rows


def outage_of(slug: str, last: Any) -> tuple[float, float]:
    """When the outage of a demonstration's brand begins, and its week ends; nothing for those without one."""
    from cmhub.demo import situations
    from cmhub.demo.cast import cast

    if slug != situations.CRISIS_BRAND:
        return 0.0, 0.0
    monday = (last - situations.CRISIS_WEEKS_AGO).start(cast().time_zone).timestamp()
    return monday + situations.OUTAGE, monday + WEEK


def read(rows: Sequence[Any]) -> Iterator[Heard]:
    from channels_mgmt.crisis.services.streams import gravest
    from channels_mgmt.inbox.suggestions import suggest

    for number, row in enumerate(rows):
        if row.direction == "in":
            yield Heard(row.sent_at.timestamp(), row.author, bool(gravest(suggest(row.text))), False, number)


# --- In the database ------------------------------------------------------------------------------


def measure_speed(messages: int) -> Rows:
    from django.db import connection, transaction
    from django.db.models import Max
    from django.test.utils import CaptureQueriesContext

    from benchmarks.figure import seconds
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.crisis.services.rhythms import count_due
    from channels_mgmt.crisis.services.surges import detect
    from channels_mgmt.inbox.models import Message

    at = Message.objects.aggregate(last=Max("sent_at"))["last"]
    brands = Brand.objects.filter(archived_at=None).count()
    with transaction.atomic():
        thicken(at, max(0, AS_MANY // messages - 1))
        counting = seconds(lambda: count_due(at))
        first = seconds(lambda: detect(at))
        while Message.objects.filter(pk__in=unread(at)).exists():
            detect(at)
        times = sorted(seconds(lambda: detect(at)) for _round in range(9))
        with CaptureQueriesContext(connection) as asked:
            detect(at)
        transaction.set_rollback(True)
    name = f"surges: {brands} brands"
    return [
        figure(f"{name}, a minute", times[len(times) // 2], "s", "< 2 s", 2),
        figure(f"{name}, the slowest of nine minutes", times[-1], "s", "< 2 s", 2),
        figure(f"{name}, the first minute, which reads what is new", first, "s", None, None),
        figure(f"{name}, queries", len(asked), "queries", None, None),
        figure(f"{name}, their rhythms, once a night", counting, "s", None, None),
        {"messages": messages},
    ]


THICKER = """
    insert into inbox_message
        (brand_id, channel_id, interaction_id, network, external_id, direction, sent_at, author, author_key,
         text, in_reply_to, conversation, addressee_key, automatic, holding, url, source, placed_by_person)
    select brand_id, channel_id, interaction_id, network, external_id || '-' || n, direction,
        sent_at - interval '7 seconds' * n, author || n, author_key || n, text, '', '', '', automatic,
        holding, '', source, false
    from inbox_message, generate_series(1, %s) n
    where sent_at > %s and interaction_id is not null
"""


def thicken(at: Any, times: int) -> None:
    """Makes the last hours as dense as those of ten million messages, where there are fewer."""
    from django.db import connection

    from channels_mgmt.crisis.services.surges import HEARD_FOR

    with connection.cursor() as cursor:
        cursor.execute(THICKER, [times, at - HEARD_FOR])
        say(f"{cursor.rowcount:,} messages more in the hours that are looked at")


def unread(at: Any) -> Any:
    from channels_mgmt.crisis.models import Reading
    from channels_mgmt.crisis.services.streams import read_rows
    from channels_mgmt.crisis.services.surges import HEARD_FOR

    rows = read_rows(at - HEARD_FOR, at, None)
    known = set(Reading.objects.values_list("message", flat=True))
    return [row.message for row in rows if not row.is_sorted and row.message not in known][:1]


def figure(name: str, value: float, unit: str, target: str | None, limit: float | None) -> dict[str, Any]:
    Figure(name, value, unit, target, value / limit if limit else None).tell()
    return {"name": name, "value": round(value, 2), "unit": unit}


# --- What the page says ---------------------------------------------------------------------------


def tables(results: dict[str, Any]) -> dict[str, str]:
    """The tables of docs/surges.md, by the mark under which each stands."""
    return {
        "false alarms": table(
            ["stream", "people a week", *DETECTORS],
            ([row["scenario"], row["people"], *(row[name] for name in DETECTORS)] for row in results["calm"]),
        ),
        "delays": table(
            [
                "people a week",
                "rush",
                "complaints an hour more",
                *(f"{name}: found" for name in DETECTORS),
                *(f"{name}: minutes (median, 90th percentile)" for name in ("ours", "z ≥ 6")),
            ],
            (
                [
                    row["people"],
                    f"× {row['times']}",
                    row["an_hour"],
                    *(f"{row[name]['found']:.0%}" for name in DETECTORS),
                    *(minutes(row[name]) for name in ("ours", "z ≥ 6")),
                ]
                for row in results["rushes"]
            ),
        ),
        "replayed": table(
            ["brand", "messages", "weeks", *DETECTORS],
            (
                [row["brand"], row["messages"], row["weeks"], *(row[name]["false"] for name in DETECTORS)]
                for row in results["replayed"]
            ),
        ),
        "outage": table(
            ["brand", "detector", "alarms in it", "minutes to the first"],
            (
                [row["brand"], name, row[name]["in it"], row[name]["after"]]
                for row in results["replayed"]
                for name in DETECTORS
                if any(row[other]["in it"] for other in DETECTORS)
            ),
        ),
        "speed": table(
            ["what", "value"],
            ([row["name"], f"{row['value']} {row['unit']}"] for row in results["speed"] if "name" in row),
        ),
    }


def minutes(told: dict[str, Any]) -> str:
    return "–" if told["median"] is None else f"{told['median']}, {told['p90'] or '–'}"


def table(header: Sequence[str], rows: Any) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def written(page: str, results: dict[str, Any]) -> str:
    """The page with its tables as the results say."""
    for mark, drawn in tables(results).items():
        begins = BEGINS.format(mark)
        page = re.sub(
            re.escape(begins) + r".*?" + re.escape(ENDS),
            lambda _found, told=f"{begins}\n{drawn}\n{ENDS}": told,  # type: ignore[misc]
            page,
            flags=re.DOTALL,
        )
    return page


def each(work: Callable[[Any], dict[str, Any]], asked: Sequence[Any]) -> Rows:
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(work, asked))


def found_by_chance() -> dict[str, Any]:
    say("streams in which nothing happens")
    calm = each(false_alarms, [(scenario, people) for scenario in SCENARIOS for people in STREAMS])
    say("rushes")
    rushes = each(delays, [(people, times) for people in STREAMS for times in TIMES])
    for row in calm:
        name = f"surges: false alarms a week, {row['scenario']}, {row['people']} people a week"
        Figure(name, row["ours"], "alarms", f"≤ {ALLOWED}", row["ours"] / ALLOWED).tell()
    for row in rushes:
        name = f"surges: rushes × {row['times']} found, {row['people']} people a week"
        Figure(name, row["ours"]["found"], "of 1").tell()
        if row["ours"]["median"] is not None:
            Figure(f"{name}: delay, median", row["ours"]["median"], "min").tell()
    return {"calm": calm, "rushes": rushes}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=MESSAGES, help=f"messages ({MESSAGES:,})")
    parser.add_argument("--write", action="store_true", help="keeps the figures for docs/surges.md")
    asked = parser.parse_args()
    from benchmarks.house import database

    results = found_by_chance()
    with database(asked.n, BRANDS):
        say("the weeks of the demonstration")
        results["replayed"] = replayed()
        results["speed"] = measure_speed(asked.n)
    if asked.write:
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
        PAGE.write_text(written(PAGE.read_text(), results))


if __name__ == "__main__":
    main()
