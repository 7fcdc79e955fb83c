"""The figures that a report is read by: what each is called, which way is good, how chance is reckoned.

docs/metrics.md defines each; `anchor` is its place there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from reporting.figures import chance
from reporting.figures.judging import Chance, Spec, Unit, map_at
from reporting.figures.measures import figure_at

FEW_SHARES = 5
"""Of fewer, no share says anything."""
FEW_TIMES = 5
FEW_COUNTED = 8
"""Of fewer together, even all in one week and none in the other could be chance."""

Week = Mapping[str, Any]


def shares(part: str, whole: str) -> Chance:
    def of(now: Week, before: Week) -> float | None:
        numbers = [figure_at(week, path) for week in (now, before) for path in (part, whole)]
        return _shares([round(number or 0) for number in numbers])

    return of


def negative(now: Week, before: Week) -> float | None:
    told = [(week.get("interactions") or {}).get("by_sentiment") or {} for week in (now, before)]
    return _shares([round(n) for one in told for n in (one.get("negative") or 0, sum(one.values()))])


def kept(now: Week, before: Week) -> float | None:
    numbers = []
    for week in (now, before):
        done, late = (figure_at(week, f"responsiveness.promises.{name}") or 0 for name in ("kept", "late"))
        numbers += [round(done), round(done) + round(late)]
    return _shares(numbers)


def _shares(numbers: list[int]) -> float | None:
    part, whole, part_before, whole_before = numbers
    if min(whole, whole_before) < FEW_SHARES:
        return None
    return chance.of_shares(min(part, whole), whole, min(part_before, whole_before), whole_before)


def medians(path: str, name: str = "", part: str = "") -> Chance:
    """Of the times under a path, or of those that one name of the map there has in this part of it."""

    def read(week: Week, of: str) -> float | None:
        if not name:
            return figure_at(week, f"{path}.{of}")
        told = map_at(week, path).get(name)
        return figure_at(told, f"{part}.{of}") if told else None

    def of(now: Week, before: Week) -> float | None:
        told = [tuple(read(week, of) for of in ("n", "median", "p90")) for week in (now, before)]
        sizes = [round(one[0] or 0) for one in told]
        if min(sizes) < FEW_TIMES:
            return None
        (_, middle, high), (_, middle_before, high_before) = told
        return chance.of_medians(
            (sizes[0], middle or 0, high or 0), (sizes[1], middle_before or 0, high_before or 0)
        )

    return of


def counted(path: str, name: str = "", part: str = "", *, rushes: bool = False) -> Chance:
    """`rushes` is of what comes as messages do: in rushes, which those of all of the week measure."""

    def of(now: Week, before: Week) -> float | None:
        spec = Spec(code=path, label="", name=name, part=part)
        here, there = spec.read(now) or 0, spec.read(before) or 0
        if here + there < FEW_COUNTED:
            return None
        return chance.of_counts(here, there, _rush(now, before) if rushes else 1.0)

    return of


def arrivals(now: Week, before: Week) -> float | None:
    days, earlier = _days(now), _days(before)
    if sum(days) + sum(earlier) < FEW_COUNTED:
        return None
    return chance.of_arrivals(days, earlier)


def _rush(now: Week, before: Week) -> float:
    return chance.dispersion_of(_days(now), _days(before))


def _days(week: Week) -> list[float]:
    days = (week.get("interactions") or {}).get("by_day") or []
    return [day or 0 for day in days] or [0] * chance.DAYS


def count(code: str, label: Any, good: int = 0, *, rushes: bool = False, anchor: str = "") -> Spec:
    return Spec(
        code=code,
        label=label,
        good=good,
        chance=counted(code, rushes=rushes),
        counts=True,
        of_public=rushes,
        anchor=anchor or code.rpartition(".")[2],
    )


def _fact(code: str, label: Any, good: int = 0, unit: Unit = Unit.COUNT, anchor: str = "") -> Spec:
    return Spec(
        code=code,
        label=label,
        good=good,
        unit=unit,
        certain=True,
        counts=True,
        anchor=anchor or code.rpartition(".")[2],
    )


def time(path: str, label: Any, part: str = "median", anchor: str = "") -> Spec:
    """Of the 90th percentile a report keeps too little to reckon how far it varies."""
    return Spec(
        code=f"{path}.{part}",
        label=label,
        good=-1,
        unit=Unit.SECONDS,
        chance=medians(path) if part == "median" else None,
        sample=f"{path}.n",
        anchor=anchor or path.rpartition(".")[2],
    )


def times(path: str, median: Any, nine_of_ten: Any, anchor: str = "") -> tuple[Spec, Spec]:
    return time(path, median, anchor=anchor), time(path, nine_of_ten, "p90", anchor)


def _share(code: str, label: Any, good: int, test: Chance, sample: str, anchor: str) -> Spec:
    return Spec(code=code, label=label, good=good, unit=Unit.RATE, chance=test, sample=sample, anchor=anchor)


ANSWERS, ASKED = "responsiveness", "escalations"

SPECS: tuple[Spec, ...] = (
    Spec(
        code="interactions.opened",
        label=pgettext_lazy("figure", "interactions"),
        chance=arrivals,
        counts=True,
        of_public=True,
        anchor="opened",
    ),
    count("interactions.people", pgettext_lazy("figure", "people who wrote"), rushes=True),
    _share(
        "interactions.negative_share",
        pgettext_lazy("figure", "negative, of those whose sentiment is confirmed"),
        -1,
        negative,
        "interactions.told",
        "by_sentiment",
    ),
    count(f"{ANSWERS}.needing_answer", pgettext_lazy("figure", "needing an answer"), rushes=True),
    count(f"{ANSWERS}.answered", pgettext_lazy("figure", "of them answered"), rushes=True),
    _share(
        f"{ANSWERS}.response_rate",
        pgettext_lazy("figure", "response rate"),
        1,
        shares(f"{ANSWERS}.answered", f"{ANSWERS}.needing_answer"),
        f"{ANSWERS}.needing_answer",
        "response_rate",
    ),
    *times(
        f"{ANSWERS}.first_response_seconds",
        pgettext_lazy("figure", "first response, median"),
        pgettext_lazy("figure", "first response, nine of ten"),
    ),
    *times(
        f"{ANSWERS}.first_response_open_seconds",
        pgettext_lazy("figure", "first response in opening hours, median"),
        pgettext_lazy("figure", "first response in opening hours, nine of ten"),
    ),
    *times(
        f"{ANSWERS}.substantive_answer_seconds",
        pgettext_lazy("figure", "substantive answer, median"),
        pgettext_lazy("figure", "substantive answer, nine of ten"),
    ),
    *times(
        f"{ANSWERS}.response_seconds",
        pgettext_lazy("figure", "response to every wait, median"),
        pgettext_lazy("figure", "response to every wait, nine of ten"),
    ),
    *times(
        f"{ANSWERS}.resolution_seconds",
        pgettext_lazy("figure", "resolution, median"),
        pgettext_lazy("figure", "resolution, nine of ten"),
    ),
    count(f"{ANSWERS}.promises.made", pgettext_lazy("figure", "promises made"), anchor="promises"),
    count(
        f"{ANSWERS}.promises.kept", pgettext_lazy("figure", "promises kept by their date"), anchor="promises"
    ),
    count(f"{ANSWERS}.promises.late", pgettext_lazy("figure", "promises late"), anchor="promises"),
    _share(
        f"{ANSWERS}.promises_kept_share",
        pgettext_lazy("figure", "promises kept in time"),
        1,
        kept,
        f"{ANSWERS}.promises.made",
        "promises",
    ),
    Spec(
        code=f"{ANSWERS}.satisfaction.mean",
        label=pgettext_lazy("figure", "satisfaction"),
        good=1,
        sample=f"{ANSWERS}.satisfaction.n",
        anchor="satisfaction",
    ),
    count(f"{ASKED}.opened", pgettext_lazy("figure", "escalations opened"), anchor="escalations_opened"),
    count(f"{ASKED}.answered", pgettext_lazy("figure", "of them answered"), anchor="escalations_answered"),
    count(f"{ASKED}.acknowledged_late", pgettext_lazy("figure", "of them acknowledged late")),
    _share(
        f"{ASKED}.acknowledged_late_share",
        pgettext_lazy("figure", "share acknowledged late"),
        -1,
        shares(f"{ASKED}.acknowledged_late", f"{ASKED}.opened"),
        f"{ASKED}.opened",
        "acknowledged_late",
    ),
    count(f"{ASKED}.answered_late", pgettext_lazy("figure", "of them answered late")),
    _share(
        f"{ASKED}.answered_late_share",
        pgettext_lazy("figure", "share answered late"),
        -1,
        shares(f"{ASKED}.answered_late", f"{ASKED}.opened"),
        f"{ASKED}.opened",
        "answered_late",
    ),
    _fact(f"{ASKED}.open", pgettext_lazy("figure", "of them not closed yet"), -1),
    *times(
        f"{ASKED}.leg_seconds.acknowledge",
        pgettext_lazy("figure", "to the acknowledgement, median"),
        pgettext_lazy("figure", "to the acknowledgement, nine of ten"),
        "leg_seconds",
    ),
    *times(
        f"{ASKED}.leg_seconds.answer",
        pgettext_lazy("figure", "to the department’s answer, median"),
        pgettext_lazy("figure", "to the department’s answer, nine of ten"),
        "leg_seconds",
    ),
    *times(
        f"{ASKED}.leg_seconds.relay",
        pgettext_lazy("figure", "from the answer to the public, median"),
        pgettext_lazy("figure", "from the answer to the public, nine of ten"),
        "leg_seconds",
    ),
    *times(
        f"{ASKED}.whole_seconds",
        pgettext_lazy("figure", "from the question to the relayed answer, median"),
        pgettext_lazy("figure", "from the question to the relayed answer, nine of ten"),
    ),
    *times(
        f"{ASKED}.whole_open_seconds",
        pgettext_lazy("figure", "the same in opening hours, median"),
        pgettext_lazy("figure", "the same in opening hours, nine of ten"),
    ),
    count("moderation.total", pgettext_lazy("figure", "acts of moderation")),
    count("watch.items", pgettext_lazy("figure", "items of the watch"), anchor="by_nature"),
    *times(
        "watch.transmit_seconds",
        pgettext_lazy("figure", "seen until a decision-maker was told, median"),
        pgettext_lazy("figure", "seen until a decision-maker was told, nine of ten"),
    ),
    *times(
        "watch.acknowledge_seconds",
        pgettext_lazy("figure", "told until acknowledged, median"),
        pgettext_lazy("figure", "told until acknowledged, nine of ten"),
    ),
    _fact("publishing.campaigns", pgettext_lazy("figure", "campaigns")),
    _fact("publishing.posts", pgettext_lazy("figure", "posts")),
    count("publishing.errata", pgettext_lazy("figure", "errata"), -1),
    *(
        count(f"audience.comments.{name}", label, good, rushes=True, anchor="comments")
        for name, label, good in (
            ("positive", pgettext_lazy("figure", "positive comments"), 1),
            ("neutral", pgettext_lazy("figure", "neutral comments"), 0),
            ("negative", pgettext_lazy("figure", "negative comments"), -1),
        )
    ),
    *(
        count(f"audience.community.{name}", label, 1, rushes=True, anchor="community")
        for name, label in {
            "active": pgettext_lazy("figure", "active members"),
            "new": pgettext_lazy("figure", "new members"),
            "returning": pgettext_lazy("figure", "returning members"),
            "member_answers": pgettext_lazy("figure", "answers of members to members"),
        }.items()
    ),
    _fact("workload.hours", pgettext_lazy("figure", "time logged"), unit=Unit.HOURS, anchor="by_duty"),
    Spec(
        code="workload.out_of_scope_share",
        label=pgettext_lazy("figure", "out-of-scope share"),
        good=-1,
        unit=Unit.RATE,
        anchor="out_of_scope_share",
    ),
)
"""Of the figures that every report has, in the order of the report. A number whose share stands beside it is
told neither better nor worse: one change would be two.
"""

BY_CODE: Mapping[str, Spec] = {spec.code: spec for spec in SPECS}
