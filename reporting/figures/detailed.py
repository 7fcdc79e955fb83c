"""The figures that files have beyond those by which a report is read: what shares are made of, the slowest
tenth of every time, and each department, person and duty by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from reporting.figures.judging import Spec, Unit
from reporting.figures.listed import ANSWERS, ASKED, Week, counted, medians, names_in

SLOW = "p90"
ACCOUNTS = "audience.by_channel"
AUTHORS, DEPARTMENTS = f"{ANSWERS}.by_author", f"{ASKED}.by_department"
HOURS = {
    "workload.by_person": "by_person",
    "workload.by_duty": "by_duty",
    "workload.out_of_scope_by_duty": "out_of_scope_by_duty",
    "workload.missing_posts": "missing_posts",
}
"""Maps of hours, and where each is defined."""


def _slow(path: str, label: Any, anchor: str) -> Spec:
    return Spec(
        code=f"{path}.{SLOW}", label=label, good=-1, unit=Unit.SECONDS, sample=f"{path}.n", anchor=anchor
    )


def _part(code: str, label: Any, anchor: str, good: int = 0, *, rushes: bool = False) -> Spec:
    return Spec(
        code=code,
        label=label,
        good=good,
        chance=counted(code, rushes=rushes),
        counts=True,
        of_public=rushes,
        anchor=anchor,
    )


REST: tuple[Spec, ...] = (
    _part(f"{ANSWERS}.answered", pgettext_lazy("figure", "answered"), "answered", rushes=True),
    _slow(
        f"{ANSWERS}.substantive_answer_seconds",
        pgettext_lazy("figure", "substantive answer, nine of ten"),
        "substantive_answer_seconds",
    ),
    _slow(
        f"{ANSWERS}.response_seconds",
        pgettext_lazy("figure", "response to every wait, nine of ten"),
        "response_seconds",
    ),
    _part(f"{ANSWERS}.promises.kept", pgettext_lazy("figure", "promises kept"), "promises"),
    _part(f"{ANSWERS}.promises.late", pgettext_lazy("figure", "promises late"), "promises", -1),
    _part(
        f"{ANSWERS}.satisfaction.n", pgettext_lazy("figure", "said how satisfied they are"), "satisfaction"
    ),
    _part(f"{ASKED}.answered", pgettext_lazy("figure", "escalations answered"), "escalations_answered"),
    _part(
        f"{ASKED}.acknowledged_late",
        pgettext_lazy("figure", "escalations acknowledged late"),
        "acknowledged_late",
        -1,
    ),
    _part(
        f"{ASKED}.answered_late", pgettext_lazy("figure", "escalations answered late"), "answered_late", -1
    ),
    _slow(
        f"{ASKED}.leg_seconds.acknowledge",
        pgettext_lazy("figure", "to the acknowledgement, nine of ten"),
        "leg_seconds",
    ),
    _slow(
        f"{ASKED}.leg_seconds.answer",
        pgettext_lazy("figure", "to the department’s answer, nine of ten"),
        "leg_seconds",
    ),
    _slow(
        f"{ASKED}.leg_seconds.relay",
        pgettext_lazy("figure", "from the answer to the public, nine of ten"),
        "leg_seconds",
    ),
    _slow(
        f"{ASKED}.whole_seconds",
        pgettext_lazy("figure", "from the question to the relayed answer, nine of ten"),
        "whole_seconds",
    ),
    _slow(
        f"{ASKED}.whole_open_seconds",
        pgettext_lazy("figure", "the same in opening hours, nine of ten"),
        "whole_open_seconds",
    ),
    _slow(
        "watch.transmit_seconds",
        pgettext_lazy("figure", "seen until a decision-maker was told, nine of ten"),
        "transmit_seconds",
    ),
    _slow(
        "watch.acknowledge_seconds",
        pgettext_lazy("figure", "told until acknowledged, nine of ten"),
        "acknowledge_seconds",
    ),
)
OF_DEPARTMENT: tuple[tuple[str, Any, int], ...] = (
    ("opened", pgettext_lazy("figure", "escalations opened"), 0),
    ("answered", pgettext_lazy("figure", "escalations answered"), 0),
    ("acknowledged_late", pgettext_lazy("figure", "escalations acknowledged late"), -1),
    ("answered_late", pgettext_lazy("figure", "escalations answered late"), -1),
    ("open", pgettext_lazy("figure", "of them not closed yet"), -1),
)
TIMES_OF_DEPARTMENT: Mapping[str, tuple[Any, Any]] = {
    "ownership_seconds": (
        pgettext_lazy("figure", "time in hand, median"),
        pgettext_lazy("figure", "time in hand, nine of ten"),
    ),
    "ownership_open_seconds": (
        pgettext_lazy("figure", "time in hand in opening hours, median"),
        pgettext_lazy("figure", "time in hand in opening hours, nine of ten"),
    ),
}
RESPONSES: tuple[Any, Any] = (
    pgettext_lazy("figure", "response, median"),
    pgettext_lazy("figure", "response, nine of ten"),
)


def details_of(figures: Week, names: Mapping[str, Mapping[str, Any]]) -> list[Spec]:
    """Of one report. `names` gives, for the path of a map, what its names are called."""
    return [
        *REST,
        *_departments(figures, names.get(DEPARTMENTS, {})),
        *_authors(figures),
        *_followers_before(figures, names.get(ACCOUNTS, {})),
        *_hours(figures, names),
    ]


def _departments(figures: Week, called: Mapping[str, Any]) -> Iterator[Spec]:
    for slug in names_in(figures, DEPARTMENTS):
        name = called.get(slug, slug)
        for part, label, good in OF_DEPARTMENT:
            certain = part == "open"
            yield Spec(
                code=DEPARTMENTS,
                name=slug,
                part=part,
                label=f"{name} · {label}",
                good=good,
                certain=certain,
                chance=None if certain else counted(DEPARTMENTS, slug, part),
                counts=True,
                anchor="by_department",
            )
        for part, labels in TIMES_OF_DEPARTMENT.items():
            yield from _spread(DEPARTMENTS, slug, part, name, labels, "by_department")


def _authors(figures: Week) -> Iterator[Spec]:
    replies = pgettext_lazy("figure", "replies")
    for author in names_in(figures, AUTHORS):
        yield Spec(
            code=AUTHORS,
            name=author,
            part="replies",
            label=f"{author} · {replies}",
            chance=counted(AUTHORS, author, "replies", rushes=True),
            counts=True,
            anchor="by_author",
        )
        yield from _spread(AUTHORS, author, "response_seconds", author, RESPONSES, "by_author")


def _followers_before(figures: Week, channels: Mapping[str, Any]) -> Iterator[Spec]:
    """What growth is counted from."""
    label = pgettext_lazy("figure", "Followers before the week")
    for slug in names_in(figures, ACCOUNTS):
        yield Spec(
            code=f"{ACCOUNTS}.{slug}.followers_before",
            label=f"{channels.get(slug, slug)} · {label}",
            certain=True,
            anchor="audience_by_channel",
        )


def _spread(
    code: str, name: str, part: str, called: Any, labels: tuple[Any, Any], anchor: str
) -> Iterator[Spec]:
    """The median and the slowest tenth of the times that a name has."""
    for of, label in zip(("median", SLOW), labels, strict=True):
        yield Spec(
            code=code,
            name=name,
            part=f"{part}.{of}",
            label=f"{called} · {label}",
            good=-1,
            unit=Unit.SECONDS,
            chance=medians(code, name, part) if of == "median" else None,
            sample=f"{part}.n",
            anchor=anchor,
        )


def _hours(figures: Week, names: Mapping[str, Mapping[str, Any]]) -> Iterator[Spec]:
    for path, anchor in HOURS.items():
        for name in names_in(figures, path):
            yield Spec(
                code=path,
                name=name,
                label=names.get(path, {}).get(name, name),
                unit=Unit.HOURS,
                certain=True,
                counts=True,
                anchor=anchor,
            )
