"""What competitors show of themselves in public: entered by hand or out of a file, beside the brand's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.models import Competitor
from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import Correction, MetricsRun, Snapshot

FIGURES = ("followers", "posts", "engagements")
"""What anybody can see of an account and count."""
BY_HAND = "hand"

Figures = Mapping[str, int]


def log_figures(
    *,
    competitor: Competitor,
    network: str,
    day: date,
    scope: str,
    figures: Figures,
    by: User,
    at: datetime | None = None,
) -> Snapshot:
    """Figures of a day, or of the seven days that end with it, as somebody saw them. What was said of that
    time before is corrected, and kept.
    """
    now = at or timezone.now()
    if day > now.date():
        raise ValidationError({"day": _("This day has not come yet.")})
    with transaction.atomic():
        Competitor.objects.select_for_update().get(pk=competitor.pk)
        row = store(
            Snapshot(
                brand_id=competitor.brand_id,
                competitor=competitor,
                network=network,
                scope=scope,
                day=day,
                source=Source.HAND,
                series=BY_HAND,
                figures=dict(figures),
                by=by,
                taken_at=now,
            )
        )
        record_of(
            competitor.brand,
            what=competitor,
            verb="competitor.figures",
            by=by,
            at=now,
            label=competitor.name,
            day=day.isoformat(),
        )
    return row


def store(said: Snapshot) -> Snapshot:
    """What one source says of one time, in place of what it said before, which becomes a correction."""
    same = Snapshot.objects.filter(
        competitor=said.competitor, network=said.network, scope=said.scope, day=said.day, series=said.series
    ).first()
    if same is None:
        said.save()
        return said
    changed = {
        name: same.figures[name]
        for name, value in said.figures.items()
        if name in same.figures and same.figures[name] != value
    }
    if changed:
        Correction.objects.create(
            snapshot=same,
            before=changed,
            run=same.run,
            by=same.by,
            source=same.source,
            taken_at=same.taken_at,
            corrected_at=said.taken_at,
        )
    if same.figures != {**same.figures, **said.figures}:
        left = {name: same.older.get(name, same.run_id) for name in same.figures if name not in said.figures}
        same.older = {name: run for name, run in left.items() if run is not None}
        same.figures = {**same.figures, **said.figures}
        same.run, same.by, same.taken_at = said.run, said.by, said.taken_at
        same.save()
    return same


def store_days(
    *,
    competitor: Competitor,
    network: str,
    days: Mapping[date, Figures],
    run: MetricsRun,
    at: datetime,
) -> None:
    """The days of a file, of which `run` tells."""
    for day, figures in sorted(days.items()):
        store(
            Snapshot(
                brand_id=competitor.brand_id,
                competitor=competitor,
                network=network,
                scope=Scope.DAY,
                day=day,
                source=Source.EXPORT,
                series=run.format,
                figures=dict(figures),
                run=run,
                taken_at=at,
            )
        )
