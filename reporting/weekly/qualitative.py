"""The qualitative half of a report: its shape, when it says enough, and what it is made of.

A report keeps the words of its makers, and only the ids of the quotations that show them: those are words
of the public, which must be able to go. `resolved` puts them back for whoever reads, with what became of
recommendations and of decisions that were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Persona, Strategy
from cmhub.lib.weeks import Week
from reporting.weekly.choices import Area, Progress
from reporting.weekly.models import DecisionAsked, Insight, Quotation, Recommendation
from reporting.weekly.reading import own_reading

Qualitative = dict[str, Any]
IN_ROWS = ("insights", "recommendations", "decisions_asked")
"""The parts that are made of rows."""


def empty_qualitative() -> Qualitative:
    return {
        "insights": {area.value: [] for area in Area},
        "themes": [],
        "errata": [],
        "experiments": [],
        "frustrations": [],
        "reading": {"fr": "", "en": ""},
        "recommendations": [],
        "decisions_asked": [],
    }


def is_read(qualitative: Qualitative, draft: Mapping[str, Any]) -> bool:
    """Whether there is a reading of the numbers by a person, other than the draft that the product made."""
    return bool(own_reading(qualitative.get("reading", {}), draft))


def has_insight(qualitative: Qualitative) -> bool:
    insights = qualitative.get("insights", {})
    return any(insights.get(area) for area in Area.values)


def lines(text: str) -> list[str]:
    """The lines of what was typed, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def from_rows(brand: Brand, week: Week) -> Qualitative:
    """The parts that are made of rows, as a report keeps them; recommendations of earlier weeks are there
    as long as they are open, and once more in the week in which they were settled.
    """
    insights: dict[str, list[dict[str, Any]]] = {area.value: [] for area in Area}
    written = list(Insight.objects.of_week(brand.pk, week).prefetch_related("quotations"))
    personas = names_of_personas(brand) if any(one.persona for one in written) else {}
    for one in written:
        insights[one.area].append(
            {
                "id": one.pk,
                "text": one.text,
                "quotations": [{"id": quotation.pk} for quotation in one.quotations.all()],
                **({"persona": personas[one.persona]} if one.persona in personas else {}),
            }
        )
    return {
        "insights": insights,
        "recommendations": [told_of(one) for one in followed(brand, week)],
        "decisions_asked": [
            {"id": one.pk, "text": one.text} for one in DecisionAsked.objects.of_week(brand.pk, week)
        ],
    }


def names_of_personas(brand: Brand) -> dict[UUID, str]:
    """By key, as the strategy in force calls them."""
    in_force = Strategy.objects.in_force().filter(brand=brand)
    return dict(Persona.objects.filter(strategy__in=in_force).values_list("key", "name"))


def told_of(one: Recommendation) -> dict[str, Any]:
    return {
        "id": one.pk,
        "text": one.text,
        "week": one.week,
        "owner": one.owner.name if one.owner else one.owner_words,
        "due": one.due_on.isoformat() if one.due_on else None,
        "progress": one.progress,
        "outcome": one.outcome,
    }


def followed(brand: Brand, week: Week) -> Iterable[Recommendation]:
    """The recommendations of the week, and before them those of earlier weeks that are to be looked at."""
    here = Recommendation.objects.filter(brand=brand).select_related("owner")
    unsettled = Q(progress=Progress.OPEN) | Q(settled_at__gte=week.start(brand.time_zone))
    return here.filter(Q(week=str(week)) | Q(unsettled, week__lt=str(week))).order_by("week", "pk")


def with_rows(kept: Qualitative, brand: Brand, week: Week) -> Qualitative:
    """The half with its rows as they are now. What was kept before there were rows stays beside them."""
    rows = from_rows(brand, week)
    before = kept.get("insights", {})
    rows["insights"] = {
        area: [*_without_row(before.get(area, [])), *found] for area, found in rows["insights"].items()
    }
    for name in ("recommendations", "decisions_asked"):
        rows[name] = [*_without_row(kept.get(name, [])), *rows[name]]
    return {**kept, **rows}


def _without_row(kept: Iterable[Any]) -> list[Any]:
    return [one for one in kept if not (isinstance(one, dict) and "id" in one)]


def resolved(kept: Qualitative) -> Qualitative:
    """The half as it is read now: each insight with `quote`, the first of its quotations, and with the words
    of all; what was erased has none. Recommendations and decisions say in `now` what became of them.

    One query for each kind of row that the report names.
    """
    insights = {area: list(told) for area, told in kept["insights"].items()}
    quotations = _named_quotations(insights)
    states = Recommendation.objects.select_related("settled_by").in_bulk(_ids(kept["recommendations"]))
    answers = DecisionAsked.objects.select_related("answered_by").in_bulk(_ids(kept["decisions_asked"]))
    return {
        **kept,
        "insights": {area: [_with_words(one, quotations) for one in told] for area, told in insights.items()},
        "recommendations": [
            {**one, "now": _progress(states.get(one["id"]))} if "id" in one else one
            for one in kept["recommendations"]
        ],
        "decisions_asked": [
            {**one, **_answer(answers.get(one["id"]))} if "id" in one else one
            for one in kept["decisions_asked"]
        ],
    }


def _ids(kept: Iterable[Any]) -> list[int]:
    return [one["id"] for one in kept if "id" in one]


def _named_quotations(insights: dict[str, list[Any]]) -> dict[int, Quotation]:
    named = {
        quotation["id"]
        for told in insights.values()
        for one in told
        for quotation in one.get("quotations", [])
    }
    return Quotation.objects.in_bulk(named) if named else {}


def _with_words(one: dict[str, Any], quotations: dict[int, Quotation]) -> dict[str, Any]:
    if "quotations" not in one:
        return one
    told = []
    for named in one["quotations"]:
        row = quotations.get(named["id"])
        words = "" if row is None or row.is_erased else row.words
        said_at = row.said_at.isoformat() if row and row.said_at and words else None
        told.append({"id": named["id"], "words": words, "said_at": said_at, "erased": not words})
    return {**one, "quotations": told, "quote": next((each["words"] for each in told if each["words"]), "")}


def _progress(row: Recommendation | None) -> dict[str, Any] | None:
    """None of one that is not there any more."""
    if row is None:
        return None
    return {
        "progress": row.progress,
        "outcome": row.outcome,
        "settled_at": row.settled_at.isoformat() if row.settled_at else None,
    }


def _answer(row: DecisionAsked | None) -> dict[str, Any]:
    if row is None or not row.answer:
        return {"answer": None, "words": "", "answered_at": None}
    return {
        "answer": row.answer,
        "words": row.words,
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
    }
