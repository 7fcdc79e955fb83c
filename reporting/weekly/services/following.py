"""What becomes of recommendations, and of decisions that were asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from cmhub.lib.editions import locked
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN, Answer, Progress
from reporting.weekly.models import DecisionAsked, FrustrationTheme, Recommendation, WeeklyReport
from reporting.weekly.qualitative import with_rows
from reporting.weekly.services.decision_mails import tell_team


def follow_up(
    *,
    recommendation: Recommendation,
    edition: int,
    progress: str,
    outcome: str,
    by: User,
    at: datetime | None = None,
) -> Recommendation:
    """How far it is, and what came of it. Drafts tell it from now on; published reports stay as they are.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        drafts = _drafts_since(recommendation)
        held = locked(Recommendation.objects.select_related("brand"), recommendation.pk, edition)
        settled = progress != Progress.OPEN
        if settled and not outcome.strip():
            raise ValidationError({"outcome": _("Say what came of it.")})
        held.progress, held.outcome = progress, outcome.strip()
        held.settled_at, held.settled_by = (now, by) if settled else (None, None)
        held.edition += 1
        held.full_clean()
        held.save()
        _renew(drafts, held.brand)
        record_of(
            held.brand,
            what=held,
            verb="recommendation.followed_up",
            by=by,
            at=now,
            label=held.week,
            week=held.week,
        )
    return held


def _drafts_since(one: Recommendation) -> list[WeeklyReport]:
    """Locked before the row is, as whoever writes on a draft does."""
    drafts = WeeklyReport.objects.filter(brand=one.brand_id, week__gte=one.week).exclude(state__in=FROZEN)
    return list(drafts.select_for_update(of=("self",)).order_by("pk"))


def _renew(drafts: list[WeeklyReport], brand: Brand) -> None:
    for draft in drafts:
        draft.qualitative = with_rows(draft.qualitative, brand, Week.parse(draft.week))
        draft.edition += 1
        draft.save(update_fields=["qualitative", "edition"])


def answer(
    *,
    decision: DecisionAsked,
    edition: int,
    said: str,
    words: str,
    by: User,
    at: datetime | None = None,
) -> DecisionAsked:
    """Yes, no or later, with a word; the team is told. Another answer takes the place of the one before.

    Raises ValidationError as long as the report that asks is not published, ChangedMeanwhileError for an
    edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(DecisionAsked.objects.select_related("brand__agency", "by"), decision.pk, edition)
        if held.asked_at is None:
            raise ValidationError(_("The report that asks for it is not published yet."))
        held.answer, held.words = Answer(said), words.strip()
        held.answered_at, held.answered_by = now, by
        held.edition += 1
        held.full_clean()
        held.save()
        record_of(
            held.brand, what=held, verb="decision.answered", by=by, at=now, label=held.week, week=held.week
        )
        tell_team(held, at=now)
    return held


def ask_for_decisions(report: WeeklyReport, at: datetime) -> None:
    """What a report asks for is asked from its publication on."""
    named = [one["id"] for one in report.qualitative["decisions_asked"] if "id" in one]
    DecisionAsked.objects.filter(pk__in=named, asked_at=None).update(asked_at=at)


def tie(*, brand: Brand, persona: UUID, theme: str, by: User, at: datetime | None = None) -> FrustrationTheme:
    """From the next computing on, this theme tells of the frustration of that persona; once."""
    now = at or timezone.now()
    with transaction.atomic():
        tied, is_new = FrustrationTheme.objects.get_or_create(
            brand=brand, persona=persona, theme=theme.strip(), defaults={"by": by, "at": now}
        )
        if is_new:
            record_of(brand, what=tied, verb="frustration.tied", by=by, at=now)
    return tied


def untie(*, tied: FrustrationTheme, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        held = FrustrationTheme.objects.select_for_update(of=("self",)).filter(pk=tied.pk).first()
        if held is None:
            return
        record_of(held.brand, what=held, verb="frustration.untied", by=by, at=at or timezone.now())
        held.delete()
