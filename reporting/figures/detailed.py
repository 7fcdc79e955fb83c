"""The figures that files have beyond those by which a report is read: each person and duty by itself, and how
many said how satisfied they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from reporting.figures.by_name import names_in, spread
from reporting.figures.judging import Spec, Unit
from reporting.figures.listed import ANSWERS, Week, count, counted

AUTHORS = f"{ANSWERS}.by_author"
HOURS = {
    "workload.by_person": "by_person",
    "workload.by_duty": "by_duty",
    "workload.out_of_scope_by_duty": "out_of_scope_by_duty",
    "workload.missing_posts": "missing_posts",
}
"""Maps of hours, and where each is defined."""
RESPONSES: tuple[Any, Any] = (
    pgettext_lazy("figure", "response, median"),
    pgettext_lazy("figure", "response, nine of ten"),
)


def details_of(figures: Week, names: Mapping[str, Mapping[str, Any]]) -> list[Spec]:
    """Of one report. `names` gives, for the path of a map, what its names are called."""
    said = pgettext_lazy("figure", "said how satisfied they are")
    return [
        count(f"{ANSWERS}.satisfaction.n", said, anchor="satisfaction"),
        *_authors(figures),
        *_hours(figures, names),
    ]


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
        yield from spread(AUTHORS, author, "response_seconds", author, RESPONSES, "by_author")


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
