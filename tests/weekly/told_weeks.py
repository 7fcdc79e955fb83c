"""Weeks of different kinds, as reports keep them, for what is written of them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from reporting.weekly.drafting import WeekTold

HOUR = 3600
MINUTE = 60
CHANNELS = {"fb": "Facebook officiel", "x": "X officiel", "wa": "WhatsApp"}
DEPARTMENTS = {"technical": "Technique", "sales": "Ventes"}


def times(n: int = 0, median: float | None = None, p90: float | None = None) -> dict[str, Any]:
    return {"n": n, "median": median, "p90": p90}


def figures(
    opened: int = 0,
    people: int = 0,
    *,
    by_day: list[int] | None = None,
    by_channel: dict[str, int] | None = None,
    by_kind: dict[str, int] | None = None,
    by_sentiment: dict[str, int] | None = None,
    needing: int = 0,
    answered: int = 0,
    first: dict[str, Any] | None = None,
    escalations: tuple[int, int, int] = (0, 0, 0),
    by_department: dict[str, tuple[int, int]] | None = None,
    posts: int | None = None,
    planned: list[float] | None = None,
    growth: list[int | None] | None = None,
    progress: list[float | None] | None = None,
    crisis_prone: int = 0,
    out_of_scope: tuple[float | None, str | None] = (None, None),
) -> dict[str, Any]:
    """The part of `quantitative` that words are made of. `escalations`: opened, answered, late."""
    spread = [opened // 7 + (1 if day < opened % 7 else 0) for day in range(7)]
    passed_on = dict(zip(("opened", "answered", "answered_late"), escalations, strict=True))
    rhythm = {"value": posts, "unit": "posts"}
    return {
        "interactions": {
            "opened": opened,
            "people": people,
            "by_day": by_day or spread,
            "by_channel": by_channel or {},
            "by_kind": by_kind or {},
            "by_sentiment": by_sentiment or {},
        },
        "responsiveness": {
            "needing_answer": needing,
            "answered": answered,
            "response_rate": answered / needing if needing else None,
            "first_response_seconds": first or times(),
        },
        "escalations": {
            **passed_on,
            "by_department": {
                slug: {"opened": asked, "answered_late": late}
                for slug, (asked, late) in (by_department or {}).items()
            },
        },
        "publishing": {"posts": posts},
        "scorecard": {f"c{n}": {"rhythm": {**rhythm, "target": t}} for n, t in enumerate(planned or [])},
        "audience": {
            "by_channel": {f"c{n}": {"growth": one} for n, one in enumerate(growth or [])},
            "community": {"active": opened},
        },
        "objectives": [{"progress": one, "metric": "x", "target": 1, "start": 0} for one in progress or []],
        "watch": {"by_nature": {"crisis_prone": crisis_prone} if crisis_prone else {}},
        "workload": {"out_of_scope_share": out_of_scope[0], "out_of_scope_basis": out_of_scope[1]},
    }


def week(
    now: dict[str, Any],
    before: dict[str, Any] | None = None,
    *,
    mean: float | None = None,
    themes: list[dict[str, Any]] | None = None,
    is_over: bool = True,
    completeness: list[float | None] | None = None,
) -> WeekTold:
    """A week told, beside the one before and a mean number of interactions."""
    told = deepcopy(now)
    told["compared"] = {
        "previous_week": before or {},
        "four_week_mean": {} if mean is None else {"interactions": {"opened": mean}},
    }
    return WeekTold(
        figures=told,
        data_quality={"completeness_by_day": completeness or [1] * 7},
        themes=themes or [],
        is_over=is_over,
        channels=CHANNELS,
        departments=DEPARTMENTS,
    )


def theme(name: str, count: int, mean: float, change: str) -> dict[str, Any]:
    return {"theme": name, "count": count, "before": round(mean), "mean": mean, "change": change}


USUAL = figures(
    200,
    150,
    by_channel={"fb": 150, "x": 50},
    by_sentiment={"negative": 40, "neutral": 100, "positive": 20},
    needing=180,
    answered=170,
    first=times(170, 40 * MINUTE, 3 * HOUR),
)
"""A week before, of the usual size."""

WEEKS: dict[str, WeekTold] = {
    "without anything": week(figures()),
    "a file is missing": week(figures(), USUAL, mean=180.5),
    "a single interaction": week(
        figures(1, 1, needing=1, answered=1, first=times(1, 12 * MINUTE, 12 * MINUTE)), figures(), mean=0.0
    ),
    "one insistent person": week(figures(3, 1, needing=3, answered=0)),
    "the first week": week(
        figures(
            12,
            9,
            by_sentiment={"negative": 2, "neutral": 3},
            needing=8,
            answered=5,
            first=times(4, 30 * MINUTE, HOUR),
            posts=1,
        )
    ),
    "a usual week": week(
        figures(
            208,
            161,
            by_channel={"fb": 150, "x": 58},
            by_kind={"question": 90, "complaint": 40, "praise": 20},
            by_sentiment={"negative": 42, "neutral": 98, "positive": 22},
            needing=190,
            answered=181,
            first=times(181, 42 * MINUTE, 3 * HOUR),
            escalations=(12, 12, 0),
            posts=14,
            planned=[7, 7],
            growth=[120, -8],
            progress=[1.2, 0.4],
        ),
        USUAL,
        mean=195.0,
    ),
    "an outage": week(
        figures(
            1240,
            980,
            by_channel={"fb": 1000, "x": 240},
            by_kind={"technical_problem": 800, "complaint": 200, "question": 140},
            by_sentiment={"negative": 700, "neutral": 200, "positive": 10},
            needing=1180,
            answered=820,
            first=times(820, 5 * HOUR, 28 * HOUR),
            escalations=(30, 22, 17),
            by_department={"technical": (24, 16), "sales": (6, 1)},
            posts=3,
            planned=[7, 7],
            growth=[-310, None],
            progress=[0.2, 0.1, None],
            crisis_prone=1,
            out_of_scope=(0.34, "time"),
        ),
        USUAL,
        mean=190.0,
        themes=[theme("coupure de réseau", 640, 12.5, "rises"), theme("forfait nuit", 3, 24.25, "falls")],
    ),
    "a quiet week": week(
        figures(
            88,
            70,
            by_channel={"fb": 70, "x": 18},
            by_kind={"praise": 40, "question": 20},
            by_sentiment={"neutral": 30, "positive": 30},
            needing=60,
            answered=60,
            first=times(60, 8 * MINUTE, 35 * MINUTE),
            escalations=(1, 1, 0),
            posts=0,
            planned=[3],
            growth=[1],
            progress=[1.0],
        ),
        USUAL,
        mean=190.0,
        themes=[theme("colis perdu", 0, 9.0, "falls")],
    ),
    "a week that is not over": week(
        figures(
            40,
            33,
            by_sentiment={"negative": 5, "neutral": 10},
            needing=30,
            answered=12,
            first=times(12, 55 * MINUTE, 4 * HOUR),
            escalations=(4, 1, 0),
            posts=2,
            planned=[7],
        ),
        USUAL,
        mean=190.0,
        is_over=False,
        completeness=[1, 1, 0.5, None, None, None, None],
    ),
    "a network is missing": week(
        figures(
            140,
            110,
            by_channel={"fb": 140},
            by_kind={"complaint": 70, "question": 30},
            needing=120,
            answered=119,
            first=times(119, 41 * MINUTE, 3 * HOUR),
            escalations=(3, 0, 3),
            by_department={"technical": (3, 3)},
            out_of_scope=(0.25, "interactions"),
        ),
        USUAL,
        mean=190.0,
    ),
    "few of everything": week(
        figures(
            9,
            8,
            by_kind={"question": 5},
            by_sentiment={"negative": 1},
            needing=7,
            answered=6,
            first=times(6, 2 * HOUR, 9 * HOUR),
            escalations=(2, 0, 0),
            posts=2,
            planned=[1],
            growth=[0],
            progress=[0.9],
        ),
        figures(5, 5, needing=4, answered=4, first=times(4, HOUR, 2 * HOUR)),
        mean=6.0,
    ),
    "new themes": week(
        figures(
            230,
            170,
            by_channel={"fb": 160, "x": 70},
            by_sentiment={"negative": 44, "neutral": 100, "positive": 26},
            needing=200,
            answered=199,
            first=times(199, 39 * MINUTE, 3 * HOUR),
            escalations=(5, 2, 0),
            progress=[1.1, 1.3, 1.0],
            growth=[1250],
        ),
        USUAL,
        mean=195.0,
        themes=[theme("agence fermée", 21, 0.0, "new"), theme("carte bloquée", 18, 4.25, "rises")],
    ),
    "one new theme, days without messages": week(
        figures(
            160,
            140,
            by_channel={"fb": 120, "x": 40},
            by_sentiment={"negative": 12, "neutral": 90, "positive": 40},
            needing=150,
            answered=1,
            first=times(1, 26 * HOUR, 26 * HOUR),
            escalations=(1, 0, 1),
            posts=1,
            crisis_prone=2,
        ),
        USUAL,
        mean=190.0,
        themes=[theme("guichet de Bonanjo", 11, 0.0, "new")],
        completeness=[1, 1, 0, 0, 1, 1, 1],
    ),
    "nobody needed an answer": week(
        figures(2, 2, by_sentiment={"positive": 2}, escalations=(1, 0, 0)), figures(2, 1), mean=2.0
    ),
}
