"""What the findings say on a page: words, picture and rows of each, those that are raised first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.names import channel_names
from cmhub.lib.moments import date_words
from cmhub.lib.weeks import Week
from reporting.annotations.marks import on_time_line
from reporting.annotations.services.timeline import Event
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.rules.dormant import SHOWN
from reporting.diagnoses.rules.rule import Evidence, Rule, Table, Thresholds, Unit
from reporting.diagnoses.rules.words import number, share
from reporting.diagnoses.services.diagnosing import Standing, advice_of

WEEKS_TOLD = 12
"""Of its past, beside each diagnosis."""
ORDER = (True, None, False)
LACKING = ("without_cadence", "without_target")
"""Where evidence lists accounts by their slugs alone."""


def cards_of(
    findings: Iterable[Mapping[str, Any]],
    *,
    brand: Brand,
    rights: Collection[str],
    past: Mapping[str, Standing],
    changed: Collection[str] = (),
    events: Sequence[Event] = (),
) -> list[dict[str, Any]]:
    """A card for each finding, as `diagnoses/_card.html` shows it, with the events on pictures over time."""
    names = channel_names(brand.pk)
    known = [{**one, "evidence": named(one["evidence"], names)} for one in findings if one["code"] in RULES]
    ordered = sorted(known, key=lambda one: ORDER.index(one["raised"]))
    return [card_of(one, brand.slug, rights, past.get(one["code"]), changed, events) for one in ordered]


def named(evidence: Evidence, names: Mapping[str, str]) -> Evidence:
    """The evidence with accounts under the names that tell them apart, in the active language."""
    found = dict(evidence)
    if "channels" in found:
        found["channels"] = [
            {**one, "name": names.get(one["channel"], one["name"])} for one in found["channels"]
        ]
    for lacking in LACKING:
        if lacking in found:
            found[lacking] = [names.get(slug, slug) for slug in found[lacking]]
    return found


def card_of(
    finding: Mapping[str, Any],
    slug: str,
    rights: Collection[str],
    standing: Standing | None,
    changed: Collection[str],
    events: Sequence[Event],
) -> dict[str, Any]:
    rule, evidence, thresholds = RULES[finding["code"]], finding["evidence"], finding["thresholds"]
    is_known = finding["raised"] is not None
    since, table = finding.get("since"), rule.table(evidence)
    return {
        "code": rule.code,
        "label": rule.label,
        "meaning": rule.meaning,
        "raised": finding["raised"],
        "state": state_of(finding["raised"], rule.icon),
        "told": rule.told(evidence, thresholds) if is_known else [],
        "advice": advice_of(finding),
        "since": date_words(date.fromisoformat(since)) if since else "",
        "picture": picture_of(rule, evidence, thresholds, events),
        "columns": table.columns,
        "rows": rows_of(table, source_of(rule, slug, rights, "")),
        "thresholds": [
            {"label": label, "value": words, "is_changed": f"{rule.code}.{name}" in changed}
            for name, label, words in threshold_words(rule, thresholds)
        ],
        "source": source_of(rule, slug, rights, rule.source.query if rule.source else ""),
        "weeks": weeks_of(standing),
    }


def picture_of(
    rule: Rule, evidence: Evidence, thresholds: Thresholds, events: Sequence[Event]
) -> dict[str, Any] | None:
    picture = rule.picture(evidence, thresholds)
    return on_time_line(picture, events) if picture and "days" in picture else picture


def days_drawn(at: datetime, zone: str) -> tuple[date, date]:
    """The days that pictures over time go back to from an instant, and its own."""
    last = at.astimezone(ZoneInfo(zone)).date()
    return last - SHOWN - timedelta(days=1), last


def state_of(raised: bool | None, icon: str = "alert") -> dict[str, str]:
    """In a word, an icon and a tone."""
    if raised is None:
        return {"tone": "wait", "icon": "note", "label": _("too little data")}
    if raised:
        return {"tone": "danger", "icon": icon, "label": pgettext("diagnosis", "raised")}
    return {"tone": "good", "icon": "circle-check", "label": pgettext("diagnosis", "not raised")}


def threshold_words(rule: Rule, held: Mapping[str, float]) -> list[tuple[str, Any, str]]:
    """Name, label and value of each threshold that was held against the evidence."""
    found = []
    for one in rule.thresholds:
        value = held.get(one.name, one.value)
        found.append((one.name, one.label, value_words(one.unit, value)))
    return found


def value_words(unit: str, value: float) -> str:
    if unit == Unit.SHARE:
        return share(value, 0 if round(value * 100, 6).is_integer() else 1)
    if unit == Unit.FACTOR:
        return _("× %(number)s") % {"number": number(value)}
    return number(value)


def source_of(rule: Rule, slug: str, rights: Collection[str], query: str) -> str:
    """The address of the rows behind it, where the reader may open it."""
    source = rule.source
    if source is None or source.right not in rights:
        return ""
    url = reverse(source.url_name, args=[slug])
    return f"{url}?{query}" if query else url


def rows_of(table: Table, url: str) -> list[dict[str, Any]]:
    """Each row with the names of its columns, and the address of what it is made of."""
    hrefs = [f"{url}?{query}" if url else "" for query in table.queries] or [""] * len(table.rows)
    return [
        {"href": href, "cells": list(zip(table.columns, row, strict=True))}
        for href, row in zip(hrefs, table.rows, strict=True)
    ]


def weeks_of(standing: Standing | None) -> list[dict[str, Any]]:
    """How the last weeks with a report were, the oldest first."""
    weeks = standing.weeks[-WEEKS_TOLD:] if standing else []
    return [{"week": week, "raised": raised, "state": state_of(raised)} for week, raised in weeks]


def names_raised(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of those that are raised, in their order."""
    raised = {one["code"] for one in findings if one["raised"]}
    return [str(rule.label) for code, rule in RULES.items() if code in raised]


def part_of_report(
    findings: Sequence[Mapping[str, Any]], *, brand: Brand, events: Sequence[Event] = ()
) -> dict[str, Any] | None:
    """What the weekly report shows of them: None for a report from before there were diagnoses."""
    if not findings:
        return None
    cards = cards_of(findings, brand=brand, rights=(), past={}, events=events)
    return {
        "raised": [card for card in cards if card["raised"]],
        "unknown": [str(card["label"]) for card in cards if card["raised"] is None],
    }


def matrix_of(brands: Iterable[tuple[Any, Any]], code: str = "") -> list[dict[str, Any]]:
    """A row for each brand with its last reading, those with most diagnoses first; with a code only those
    where it is raised.
    """
    rows = [_matrix_row(brand, reading) for brand, reading in brands]
    if code:
        rows = [row for row in rows if code in row["raised"]]
    return sorted(rows, key=lambda row: (-len(row["raised"]), row["brand"].name.casefold()))


def _matrix_row(brand: Any, reading: Any) -> dict[str, Any]:
    if reading is None:
        return {"brand": brand, "week": "", "raised": [], "cells": []}
    cells = []
    for code, rule in RULES.items():
        raised = True if code in reading.raised else None if code in reading.unknown else False
        cells.append(
            {"code": code, "label": rule.label, "raised": raised, "state": state_of(raised, rule.icon)}
        )
    week = Week.parse(reading.week).short_label()
    return {"brand": brand, "week": week, "raised": reading.raised, "cells": cells}
