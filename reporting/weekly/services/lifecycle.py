"""Computed → completed by the CM → validated by the manager → published → read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import lines_of, record, write
from cmhub.lib.editions import locked
from reporting.weekly.choices import FROZEN, PASSAGES, State
from reporting.weekly.models import ReportReading, RevisionOffer, WeeklyReport
from reporting.weekly.qualitative import has_insight, is_read
from reporting.weekly.services import mails
from reporting.weekly.services.drawing import charts_for_ever
from reporting.weekly.services.following import ask_for_decisions
from reporting.weekly.services.sending import send_later
from reporting.weekly.services.words import hold, keep, take_in


def save_qualitative(
    *, report: WeeklyReport, qualitative: dict[str, Any], by: User, at: datetime | None = None
) -> WeeklyReport:
    """Takes in a half that was written elsewhere: the parts that it names are as it says from now on. What
    was completed is to be completed anew.

    Refused once published.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(report)
        take_in(held, qualitative, by=by, at=now)
        keep(held, by=by, at=now)
    return held


def complete(*, report: WeeklyReport, by: User, at: datetime | None = None) -> WeeklyReport:
    """The CM has written the qualitative half. Refused while it says too little."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _lock(report)
        _require_words(held)
        _pass(held, State.COMPLETED)
        held.completed_at, held.completed_by = now, by
        held.save(update_fields=["state", "completed_at", "completed_by"])
        _tell(held, "report.completed", by, now)
        mails.tell_completed(held, by, now)
    return held


def publish(
    *, report: WeeklyReport, by: User, seen: str | None = None, at: datetime | None = None
) -> WeeklyReport:
    """The manager validates the report and publishes it; from then on it never changes.

    Raises ValidationError where it is not as it was `seen`, the `version` that was shown, or cannot pass.
    """
    now = at or timezone.now()
    figures, charts = _drawn(report)
    with transaction.atomic():
        held = _lock(report)
        if seen is not None and held.version != seen:
            raise ValidationError(_("The report has changed since you opened it: read it again first."))
        _require_words(held)
        if held.ends_at > now:
            raise ValidationError(_("This week is not over: its report cannot be published yet."))
        if held.computed_at < held.ends_at:
            raise ValidationError(_("These figures are of some days of the week only: compute it again."))
        _pass(held, State.VALIDATED)
        held.validated_at, held.validated_by = now, by
        held.save(update_fields=["state", "validated_at", "validated_by"])
        _pass(held, State.PUBLISHED)
        held.published_at, held.published_by = now, by
        held.charts = charts if held.quantitative == figures else charts_for_ever(held)
        held.save(update_fields=["state", "published_at", "published_by", "charts"])
        ask_for_decisions(held, now)
        _tell(held, "report.published", by, now)
        send_later(held, now)
    return held


def _drawn(report: WeeklyReport) -> tuple[Any, Any]:
    """The figures of a completed report with their charts: drawing takes long, and whoever writes on the
    report would wait for it.
    """
    found = WeeklyReport.objects.select_related("brand").filter(pk=report.pk, state=State.COMPLETED).first()
    return (found.quantitative, charts_for_ever(found)) if found else (None, None)


def send_back(*, report: WeeklyReport, by: User, at: datetime | None = None) -> WeeklyReport:
    """The manager gives a completed report back to the CM."""
    with transaction.atomic():
        held = _lock(report)
        _pass(held, State.COMPUTED)
        held.save(update_fields=["state"])
        _tell(held, "report.sent_back", by, at)
        mails.tell_sent_back(held, by, at or timezone.now())
    return held


def note_reading(*, report: WeeklyReport, by: User, at: datetime | None = None) -> None:
    """Records that somebody who did not make it reads a published report: of each the first and the last
    time, and with the report who was the first of all.
    """
    now = at or timezone.now()
    if report.state not in FROZEN:
        return
    ReportReading.objects.bulk_create(
        [ReportReading(report=report, user=by, first_at=now, last_at=now)],
        update_conflicts=True,
        unique_fields=["report", "user"],
        update_fields=["last_at"],
    )
    WeeklyReport.objects.filter(pk=report.pk, state=State.PUBLISHED).update(
        state=State.READ, first_read_at=now, first_read_by=by
    )


def note_openings(*, reports: Iterable[WeeklyReport], by: User, at: datetime | None = None) -> None:
    """Puts on record that somebody opened these reports: once a person, report and hour."""
    now = at or timezone.now()
    hour = now.astimezone(UTC).strftime("%Y-%m-%dT%H")
    write(
        line
        for report in reports
        for line in lines_of(
            **_told(report, "report.read", by, now), once=f"report.read:{report.pk}:{by.pk}:{hour}"
        )
    )


def revise(*, report: WeeklyReport, what_changed: str, by: User, at: datetime | None = None) -> WeeklyReport:
    """A new draft of a published week, which says what it corrects; the published one stays."""
    now = at or timezone.now()
    if not what_changed.strip():
        raise ValidationError(_("Say what changes and why."))
    with transaction.atomic():
        held = _lock(report)
        latest = WeeklyReport.objects.filter(brand=held.brand_id, week=held.week).latest("revision")
        if held.state not in FROZEN or latest.state not in FROZEN:
            raise ValidationError(_("This week has a draft already."))
        draft = WeeklyReport(
            brand_id=held.brand_id,
            week=held.week,
            revision=latest.revision + 1,
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            time_zone=held.time_zone,
            quantitative=latest.quantitative,
            data_quality=latest.data_quality,
            qualitative=latest.qualitative,
            draft=latest.draft,
            what_changed=what_changed,
            computed_at=latest.computed_at,
        )
        draft.save()
        for offer in RevisionOffer.objects.filter(report=latest, closed_at=None):
            offer.close(by=by, at=now, revision=draft)
        _tell(draft, "report.revised", by, now)
    return draft


def _lock(report: WeeklyReport) -> WeeklyReport:
    return locked(WeeklyReport.objects.all(), report.pk)


def _pass(report: WeeklyReport, to: str) -> None:
    if to not in PASSAGES[report.state]:
        raise ValidationError(
            _("A report that is %(now)s cannot become %(to)s.")
            % {"now": report.get_state_display(), "to": State(to).label}
        )
    report.state = to


def _require_words(report: WeeklyReport) -> None:
    """Counting is not analysis: a person reads the numbers, and says what was learned."""
    read, learned = is_read(report.qualitative, report.draft), has_insight(report.qualitative)
    if not read and not learned:
        raise ValidationError(
            _("Counting is not analysis: write the reading of the week and at least one insight first.")
        )
    if not read:
        raise ValidationError(_("Write first what you read in the numbers, in French or in English."))
    if not learned:
        raise ValidationError(_("Add at least one insight first: what was learned."))


def _tell(report: WeeklyReport, verb: str, by: User, at: datetime | None) -> None:
    record(**_told(report, verb, by, at))


def _told(report: WeeklyReport, verb: str, by: User, at: datetime | None) -> dict[str, Any]:
    return {
        "verb": verb,
        "what": report,
        "by": by,
        "at": at or timezone.now(),
        "agency_id": report.brand.agency_id,
        "brand_id": report.brand_id,
        "label": report.week,
        "week": report.week,
        "revision": report.revision,
    }
