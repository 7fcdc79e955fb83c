"""The diagnoses of a brand: judged now for its page, and kept week by week with its report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week
from reporting.diagnoses.judging import RULES, judge_all
from reporting.diagnoses.models import DiagnosisReading, StaffingReading
from reporting.diagnoses.rules.rule import Finding
from reporting.diagnoses.services.facts import facts_of
from reporting.diagnoses.services.gathering import Material, gather
from reporting.diagnoses.services.thresholds import thresholds_set

HISTORY_WEEKS = 52


def diagnose(brand: Brand, at: datetime) -> list[Finding]:
    """As the rows of a brand give it at an instant."""
    return diagnose_from(gather(brand, at), at)


def diagnose_from(material: Material, at: datetime) -> list[Finding]:
    return judge_all(facts_of(material, at), thresholds_set(material.brand).values)


@dataclass(frozen=True)
class Standing:
    """One diagnosis through the weeks: since which Monday it has been as it is, and how each week was."""

    since: date | None
    weeks: Sequence[tuple[Week, bool | None]]


def with_history(findings: Iterable[Finding], past: Mapping[str, Standing]) -> list[dict[str, Any]]:
    """The findings as the report has them: with the day since when each has been raised."""
    told = []
    for one in findings:
        standing = past.get(one.code)
        since = standing.since if standing and one.raised else None
        told.append({**one.as_json(), "since": since_of(one, since)})
    return told


def since_of(finding: Finding, kept: date | None) -> str | None:
    """What the evidence says by itself, such as the last post, else the first week in a row."""
    own = finding.evidence.get("since")
    if finding.raised and own:
        return str(own)
    return kept.isoformat() if kept else None


def history_of(brand: Brand, *, until: Week) -> dict[str, Standing]:
    """Each diagnosis by its code in the weeks that were kept before `until`, the oldest first; the last
    revision of a week counts.
    """
    rows = (
        DiagnosisReading.objects.filter(brand=brand, week__lt=str(until))
        .filter(week__gte=str(until - HISTORY_WEEKS))
        .order_by("week", "revision")
        .values_list("week", "raised", "unknown")
    )
    weeks = {week: (raised, unknown) for week, raised, unknown in rows}
    return {
        code: standing_of(
            [
                (Week.parse(week), True if code in raised else None if code in unknown else False)
                for week, (raised, unknown) in weeks.items()
            ],
            until,
        )
        for code in RULES
    }


def standing_of(weeks: Sequence[tuple[Week, bool | None]], until: Week) -> Standing:
    """A week that was raised is one with those before it that were raised too; one without report ends it."""
    since, expected = None, until
    for week, raised in reversed(weeks):
        expected = expected.previous
        if week != expected or not raised:
            break
        since = week.monday
    return Standing(since or until.monday, weeks)


def diagnoses_for_report(material: Material, week: Week, at: datetime) -> list[dict[str, Any]]:
    """The report's `diagnoses`, without the words of the advice."""
    findings = diagnose_from(material, at)
    return with_history(findings, history_of(material.brand, until=week))


def keep_diagnoses(
    *, brand: Brand, week: str, revision: int, findings: Sequence[Mapping[str, Any]], at: datetime
) -> DiagnosisReading:
    """Keeps what a draft of the report says, for it, for its history and for the manager's board."""
    reading, _made = DiagnosisReading.objects.update_or_create(
        brand=brand,
        week=week,
        revision=revision,
        defaults={
            "findings": list(findings),
            "computed_at": at,
            "raised": [one["code"] for one in findings if one["raised"]],
            "unknown": [one["code"] for one in findings if one["raised"] is None],
        },
    )
    return reading


def kept_diagnoses(*, brand: Brand, week: str, revision: int) -> list[dict[str, Any]]:
    """Those of a revision of the week's report, else of the last one before it."""
    rows = DiagnosisReading.objects.filter(brand=brand, week=week, revision__lte=revision)
    found = rows.order_by("-revision").first()
    return found.findings if found else []


def with_advice(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """With what to do, in the active language; of what cannot be told, what is missing to tell."""
    return [{**one, "advice": advice_of(one)} for one in findings if one["code"] in RULES]


def advice_of(finding: Mapping[str, Any]) -> str:
    rule, raised = RULES[finding["code"]], finding["raised"]
    if raised is None:
        return rule.unknown(finding["evidence"], finding["thresholds"])
    return rule.advice(finding["evidence"]) if raised else ""


class KeptLast(NamedTuple):
    """Of a brand, what was kept with its last report: whether its team is too small, and what is raised."""

    brand_id: int
    week: str
    is_overloaded: bool | None
    raised: list[str] | None


def kept_last(user: User, brands: Collection[int]) -> list[KeptLast]:
    """Of each of these brands that has a report; one query."""
    newest = DiagnosisReading.objects.filter(brand=OuterRef("brand")).order_by("-week", "-revision")
    rows = StaffingReading.objects.visible_to(user).filter(brand__in=brands).last_of_each()
    last_raised = Subquery(newest.values("raised")[:1])
    return [KeptLast(*row) for row in rows.values_list("brand_id", "week", "is_overloaded", last_raised)]
