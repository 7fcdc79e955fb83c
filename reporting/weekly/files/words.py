"""What people wrote in a report, as sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.weekly.choices import AREAS, Progress
from reporting.weekly.experiments import in_words
from reporting.weekly.files.tables import Cell, Section
from reporting.weekly.models import WeeklyReport
from reporting.weekly.qualitative import resolved
from reporting.weekly.shown import Decision, decisions_shown, reading_shown, with_trend
from reporting.weekly.theme_list import CHANGES

T, C, N, S = Cell.TEXT, Cell.COUNT, Cell.NUMBER, Cell.SECONDS
Words = Mapping[str, Any]


def word_sections(report: WeeklyReport) -> Iterable[Section]:
    """As they are read now: what was erased of the public is gone, and what was decided since is told."""
    words, reading = resolved(report.qualitative), reading_shown(report)
    if reading["text"]:
        yield Section("reading", reading["title"], [(_("Text"), T)], [[reading["text"]]])
    yield _decisions(decisions_shown([report], may_decide=())[report.pk])
    yield _insights(words)
    yield _recommendations(words)
    yield _experiments(words)
    yield _errata(words)
    yield _themes(words)
    yield _frustrations(words)


def _decisions(shown: Iterable[Decision]) -> Section:
    """Those of the report and, as on its page, those of earlier ones that are open."""
    columns = [
        (_("Text"), T),
        (pgettext("decision", "Asked when"), T),
        (pgettext("decision", "Answer"), T),
        (pgettext("decision", "In a word"), T),
    ]
    rows = [
        [
            one.text,
            pgettext("decision", "asked earlier") if one.is_earlier else "",
            str(one.row.get_answer_display()) if one.row else "",
            one.row.words if one.row else "",
        ]
        for one in shown
    ]
    return Section("decisions", _("Decisions asked"), columns, rows)


def _insights(words: Words) -> Section:
    columns = [(_("About"), T), (_("Text"), T), (_("Quotation"), Cell.QUOTATIONS)]
    rows = [
        [str(label), one["text"], _quoted(one)]
        for area, label in AREAS.items()
        for one in words["insights"][area]
    ]
    return Section("insights", _("What was learned"), columns, rows)


def _quoted(insight: Words) -> list[str]:
    quotations = [one["words"] for one in insight.get("quotations", []) if one["words"]]
    return quotations or [insight["quote"]] if insight.get("quote") else quotations


def _recommendations(words: Words) -> Section:
    columns = [
        (_("Text"), T),
        (pgettext("recommendation", "Owner"), T),
        (_("Due"), Cell.DAY),
        (_("State"), T),
        (pgettext("recommendation", "Outcome"), T),
    ]
    rows = []
    for one in words["recommendations"]:
        now = one.get("now") or {}
        due = date.fromisoformat(one["due"]) if one.get("due") else ""
        state = str(Progress(now["progress"]).label) if now else ""
        rows.append([one["text"], one.get("owner", ""), due, state, now.get("outcome", "")])
    return Section("recommendations", _("Recommendations"), columns, rows)


def _experiments(words: Words) -> Section:
    columns = [(_("Name"), T), (pgettext("experiment", "Result"), T), (_("What was learned"), T)]
    rows = [[one["name"], one["words"], one["learned"]] for one in in_words(words["experiments"])]
    return Section("experiments", pgettext("publishing", "Tests"), columns, rows)


def _errata(words: Words) -> Section:
    rows = [[one.get("text", ""), one.get("stood_seconds")] for one in words["errata"]]
    return Section("errata", _("Errors made and corrected"), [(_("Text"), T), (_("Stood"), S)], rows)


def _themes(words: Words) -> Section:
    columns = [
        (_("Theme"), T),
        (_("This week"), C),
        (_("Week before"), C),
        (_("Mean of four weeks"), N),
        (pgettext("difference", "Change"), T),
    ]
    rows = []
    for one in words["themes"]:
        change, _icon = CHANGES.get(one.get("change") or "", ("", ""))
        rows.append([one["theme"], one["count"], one["before"], one.get("mean"), str(change)])
    return Section("themes", _("Themes"), columns, rows)


def _frustrations(words: Words) -> Section:
    columns = [
        (_("Persona"), T),
        (pgettext("persona", "Frustration"), T),
        (_("This week"), C),
        (_("Mean of four weeks"), N),
        (pgettext("difference", "Change"), T),
    ]
    rows = [
        [one["name"], one["frustration"], one["count"], one["before"], str(one["trend"])]
        for one in map(with_trend, words.get("frustrations", []))
    ]
    return Section("frustrations", _("Frustrations of personas"), columns, rows)
