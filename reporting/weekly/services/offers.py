"""What came in after a report was published is offered as a revision: shown first, and made by a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.outbox import wake_sender
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from cmhub.lib.editions import locked
from cmhub.lib.locks import advisory_lock
from cmhub.lib.weeks import Week
from reporting.diagnoses.services.diagnosing import keep_diagnoses
from reporting.diagnoses.services.staffing import keep_reading
from reporting.figures.comparison import without_comparison
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import RevisionOffer, WeeklyReport
from reporting.weekly.models.report import WeeklyReportQuerySet
from reporting.weekly.services import lifecycle, mails
from reporting.weekly.services.computing import provisional_report, with_computed
from reporting.weekly.services.drafts import redraft

log = logging.getLogger(__name__)
LOOKED_BACK = timedelta(weeks=5)
"""How old a week may be to be looked at again each night: it is in the mean of the last report still."""
MISSED = timedelta(days=2)
"""So many nights may pass in which nobody works: a week that leaves them meanwhile is not lost."""
OTHERS = ("qualitative", "staffing", "diagnoses")
"""What a revision takes over of an offer beside its figures."""


def ask_for_offer(*, report: WeeklyReport, by: User | None, at: datetime | None = None) -> RevisionOffer:
    """Notes that somebody wants to know whether a published report still says what the rows say."""
    now = at or timezone.now()
    if report.state not in FROZEN:
        raise ValidationError(_("This week has a draft: compute it again."))
    unanswered = RevisionOffer.objects.filter(report=report, closed_at=None)
    offer = unanswered.first()
    if offer is None:
        try:
            with transaction.atomic():
                return RevisionOffer.objects.create(
                    brand_id=report.brand_id, report=report, asked_by=by, asked_at=now
                )
        except IntegrityError:
            # Whose wish came first may be served by now.
            return unanswered.first() or ask_for_offer(report=report, by=by, at=at)
    if by is not None and offer.computed_at is not None:
        offer.again, offer.asked_at, offer.asked_by = True, now, by
        offer.save(update_fields=["again", "asked_at", "asked_by"])
    return offer


def finish_offer(*, offer: RevisionOffer, at: datetime | None = None) -> None:
    """Works it out. One that somebody waits for is over where that fails, and can be asked for again; what
    was found before stays.
    """
    now = at or timezone.now()
    try:
        work_out(offer=offer, at=now)
    except (OperationalError, InterfaceError):
        raise  # of the database, not of the offer: it stays to be done
    except Exception:
        log.exception("what came in after the report %s could not be worked out", offer.report_id)
        with transaction.atomic():
            RevisionOffer.objects.failed().filter(report=offer.report_id).delete()
            waiting = RevisionOffer.objects.unfinished().filter(pk=offer.pk)
            waiting.filter(computed_at=None).update(closed_at=now)
            waiting.update(again=False)


def work_out(*, offer: RevisionOffer, at: datetime | None = None) -> bool:
    """Computes the week anew; whether it would say something else. One that would not goes by itself.

    The managers are written to of what nobody had asked for, their board alone says so of old weeks: a file
    can be of a hundred of them.
    """
    now, report = at or timezone.now(), offer.report
    fresh = provisional_report(brand=_as_it_was(report), week=Week.parse(report.week), at=now)
    with transaction.atomic(), advisory_lock("revision_offer", offer.pk):
        held = RevisionOffer.objects.select_for_update().filter(pk=offer.pk).first()
        if held is None or held.closed_at is not None or (held.computed_at and held.computed_at > now):
            return False
        RevisionOffer.objects.failed().filter(report=report).delete()
        known, held.computed_at = held.quantitative, now
        # Asked for once more while this was worked out: what came in meanwhile may not be in it.
        held.again = held.asked_at != offer.asked_at
        held.quantitative, held.data_quality = _plain(fresh.quantitative), _plain(fresh.data_quality)
        held.others = _plain({name: getattr(fresh, name) for name in OTHERS})
        held.save(update_fields=["computed_at", "again", "quantitative", "data_quality", "others"])
        if has_later(report) or not _is_news(held, report):
            held.delete()
            return False
        is_recent = report.ends_at > now - LOOKED_BACK
        if held.asked_by_id is None and is_recent and settled(known) != settled(held.quantitative):
            mails.offer_revision(report, now)
            wake_sender()
    return True


def _as_it_was(report: WeeklyReport) -> Brand:
    """The brand in the time in which the week was counted: that it is at home elsewhere now came in late by
    no file.
    """
    brand = copy(report.brand)
    brand.time_zone = report.time_zone
    return brand


def _is_news(offer: RevisionOffer, report: WeeklyReport) -> bool:
    """To who asks, whatever is different; of itself only what arrived late, and was not left before."""
    if offer.asked_by_id is not None:
        return without_comparison(offer.quantitative) != without_comparison(report.quantitative)
    left = RevisionOffer.objects.filter(report=report, closed_by__isnull=False, revision=None).first()
    known = [report.quantitative, *([left.quantitative] if left else [])]
    return settled(offer.quantitative) not in [settled(figures) for figures in known]


def settled(quantitative: dict[str, Any]) -> dict[str, Any]:
    """What was over with the week: it changes only where something of that week comes in later. Answers and
    closings go on, and are no reason to correct a report.
    """
    opened = quantitative.get("interactions", {})
    authors = quantitative.get("responsiveness", {}).get("by_author", {})
    return {
        "interactions": {name: opened.get(name) for name in ("opened", "people", "by_day", "by_channel")},
        "replies": {name: told["replies"] for name, told in authors.items()},
        "publishing": quantitative.get("publishing"),
        "audience": quantitative.get("audience", {}).get("by_channel"),
        "time": quantitative.get("workload", {}).get("by_duty"),
        "watch": quantitative.get("watch", {}).get("by_nature"),
        "moderation": quantitative.get("moderation", {}).get("total"),
        "asked": quantitative.get("escalations", {}).get("opened"),
        "satisfaction": quantitative.get("responsiveness", {}).get("satisfaction"),
    }


def has_later(report: WeeklyReport) -> bool:
    """Whether a revision of the week follows this one, be it a draft."""
    later = WeeklyReport.objects.filter(brand=report.brand_id, week=report.week, revision__gt=report.revision)
    return later.exists()


def make_revision(
    *, offer: RevisionOffer, seen: str, what_changed: str, by: User, at: datetime | None = None
) -> WeeklyReport:
    """The offer becomes a draft with the figures that were shown, and the words of what is published.

    Raises ValidationError where the figures are not those of `seen`, the `version` that was shown.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _lock(offer)
        if held.version != seen:
            raise ValidationError(_("The figures have changed since you looked: look again."))
        draft = lifecycle.revise(report=held.report, what_changed=what_changed, by=by, at=now)
        draft.quantitative, draft.data_quality = held.quantitative, held.data_quality
        draft.computed_at = held.computed_at or now
        draft.qualitative = with_computed(draft, held.others["qualitative"])
        redraft(draft)
        draft.save(update_fields=["quantitative", "data_quality", "qualitative", "draft", "computed_at"])
        kept_with: dict[str, Any] = {"week": draft.week, "revision": draft.revision, "at": now}
        keep_reading(brand=draft.brand, staffing=held.others["staffing"], **kept_with)
        keep_diagnoses(brand=draft.brand, findings=held.others["diagnoses"], **kept_with)
        held.close(by=by, at=now, revision=draft)
    return draft


def leave(*, offer: RevisionOffer, by: User, at: datetime | None = None) -> None:
    """The report stays as it was published; what changed is offered again only if more does."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _lock(offer)
        held.close(by=by, at=now)
        report = held.report
        told = {"label": report.week, "week": report.week}
        record_of(report.brand, what=report, verb="report.offer_left", by=by, at=now, **told)


def _lock(offer: RevisionOffer) -> RevisionOffer:
    held = locked(RevisionOffer.objects.select_related("report__brand"), offer.pk)
    if held.closed_at is not None or held.waits:
        raise ValidationError(_("These differences are settled already: load the page again."))
    return held


def note_changed(*, at: datetime | None = None) -> list[int]:
    """Of the weeks that ended lately the published reports, each to be looked at; and what was asked for and
    not done yet.
    """
    now = at or timezone.now()
    recent = WeeklyReport.objects.filter(ends_at__gt=now - LOOKED_BACK, brand__archived_at=None)
    return [ask_for_offer(report=report, by=None, at=now).pk for report in _last_and_published(recent)]


def note_late(*, brand: Brand, weeks: Iterable[Week], at: datetime) -> None:
    """Something of these weeks came in: of those that are older than what each night looks at, the published
    reports are to be looked at once more. The hourly task finds them.
    """
    older = [str(week) for week in weeks if week.end(brand.time_zone) <= at - LOOKED_BACK + MISSED]
    if not older:
        return
    reports = _last_and_published(WeeklyReport.objects.filter(brand=brand, week__in=older))
    offers = [RevisionOffer(brand=brand, report=report, asked_at=at) for report in reports]
    # What one that stands says is no longer all.
    RevisionOffer.objects.filter(report__in=reports, closed_at=None).update(again=True, asked_at=at)
    RevisionOffer.objects.bulk_create(offers, ignore_conflicts=True)


def _last_and_published(reports: WeeklyReportQuerySet) -> list[WeeklyReport]:
    """Of each week the last revision, where that is published."""
    last = reports.only("brand_id", "week", "revision", "state").newest_of_each_week()
    return [report for report in last if report.state in FROZEN]


def unfinished() -> list[int]:
    """The offers that somebody waits for and that no worker has worked out."""
    asked = RevisionOffer.objects.unfinished()
    return list(asked.order_by("asked_at").values_list("pk", flat=True))


def has_failed(report: WeeklyReport) -> bool:
    """Whether the last try to compute the week anew came to nothing."""
    return RevisionOffer.objects.failed().filter(report=report).exists()


def standing_offer(report: WeeklyReport) -> RevisionOffer | None:
    return RevisionOffer.objects.filter(report=report, closed_at=None).first()


def _plain(figures: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back, to be compared with what it gave."""
    return dict(json.loads(json.dumps(figures, cls=DjangoJSONEncoder)))
