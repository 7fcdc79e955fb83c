"""A report for who reads it outside the application, on paper or by a link: whole, and leading nowhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from cmhub.lib.moments import in_time_of, moment_words
from cmhub.lib.weeks import Week
from reporting.annotations.services.timeline import Event
from reporting.diagnoses.telling import part_of_report
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.contract import diagnoses_of
from reporting.weekly.files.sections import OF_PEOPLE, sections_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names
from reporting.weekly.shown import reading_shown
from reporting.weekly.told import scorecard_of

TOLD_OTHERWISE = (*OF_PEOPLE, "reading", "diagnoses")


def document_of(
    report: WeeklyReport, rights: Collection[str] = (), *, zone: str, events: Sequence[Event] = ()
) -> dict[str, Any]:
    """What its page is made of, but for the charts: in the active language, with times of the zone."""
    sections = [one for one in sections_of(report, rights) if one.on_paper]
    return {
        "report": report,
        "week": Week.parse(report.week),
        "scorecard": scorecard_of(report.quantitative, channel_names(report.brand_id)),
        "figures": key_figures(report),
        "sentences": sentences(report),
        "reading": reading_shown(report),
        "words": [one for one in sections if one.code in OF_PEOPLE],
        "diagnosed": part_of_report(diagnoses_of(report), brand=report.brand, events=events),
        "tables": [one for one in sections if one.code not in TOLD_OTHERWISE],
        "computed": in_time_of(moment_words(report.computed_at, zone), zone),
    }
