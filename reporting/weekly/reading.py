"""The reading of a week's numbers: what a person wrote, else what the product says until one does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reporting.weekly.drafting import WeekTold, draft_of
from reporting.weekly.drafting.phrases import FRENCH, LANGUAGES

if TYPE_CHECKING:
    from reporting.weekly.models import WeeklyReport

NOTHING: Mapping[str, str] = MappingProxyType({})

__all__ = ["LANGUAGES", "brief_in", "is_machines", "own_reading", "reading_in", "turn_of", "week_told"]


def is_machines(text: str, draft: Mapping[str, Any], language: str) -> bool:
    """Whether nobody has written there: nothing stands there and nothing was drafted, or the draft does."""
    drafted = (draft.get(language) or {}).get("text", "")
    return " ".join(text.split()) == " ".join(drafted.split())


def own_reading(reading: Mapping[str, str], draft: Mapping[str, Any]) -> dict[str, str]:
    """What people wrote, by language."""
    return {
        language: text
        for language, text in reading.items()
        if text.strip() and not is_machines(text, draft, language)
    }


def reading_in(reading: Mapping[str, str], draft: Mapping[str, Any], language: str) -> tuple[str, bool]:
    """The reading for whoever reads this language, and whether it is the machine's.

    A person's words in the other language come before the machine's in this one.
    """
    own = own_reading(reading, draft)
    if text := own.get(language) or next(iter(own.values()), ""):
        return text, False
    return reading.get(language, ""), True


def brief_in(report: WeeklyReport, language: str) -> list[str]:
    """What the figures say in at most three sentences, as it was written when they were computed; in French
    where that was before there was this language.
    """
    drafted = report.draft or draft_of(week_told(report), turn_of(report))
    return list((drafted.get(language) or drafted[FRENCH])["brief"])


def turn_of(report: WeeklyReport) -> str:
    return f"{report.brand.slug}:{report.week}"


def week_told(
    report: WeeklyReport, *, channels: Mapping[str, str] = NOTHING, departments: Mapping[str, str] = NOTHING
) -> WeekTold:
    return WeekTold(
        figures=report.quantitative,
        data_quality=report.data_quality,
        themes=report.qualitative["themes"],
        is_over=report.computed_at >= report.ends_at,
        channels=channels,
        departments=departments,
    )
