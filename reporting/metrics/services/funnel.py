"""The site's funnel by week: what is said of it, and what stands beside the work of those weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.publishing.models import Post
from cmhub.lib.keys import made_with
from cmhub.lib.locks import advisory_lock
from cmhub.lib.weeks import Week
from reporting.metrics.choices import Source, Stage
from reporting.metrics.models import FunnelFigure, FunnelFile
from reporting.metrics.readers.site import (
    Answers,
    Figures,
    SiteReading,
    guessed,
    guessed_each,
    opened,
    read_site,
)

MAX_BYTES = 4 * 1024 * 1024
LINES_SEEN = 50
STEPS = (
    (Stage.LEADS, (Stage.VISITORS, Stage.VISITS)),
    (Stage.CUSTOMERS, (Stage.LEADS,)),
    (Stage.PROMOTERS, (Stage.CUSTOMERS,)),
)
"""Of what each step is a rate: of visitors where they are known, else of visits."""


@dataclass(frozen=True)
class Step:
    """How many of one stage come to the next: `rate` is None where one is not known, or nobody was there."""

    stage: Stage
    of: Stage
    rate: float | None


@dataclass
class FunnelWeek:
    """One week: figures by stage, and what was published and received in it."""

    week: Week
    figures: dict[str, FunnelFigure] = field(default_factory=dict)
    posts: int = 0
    interactions: int = 0

    def value(self, stage: str) -> int | None:
        row = self.figures.get(stage)
        return row.value if row else None

    def share_from_communities(self, stage: str) -> float | None:
        row = self.figures.get(stage)
        if row is None or row.from_communities is None or not row.value:
            return None
        return row.from_communities / row.value

    @property
    def steps(self) -> list[Step]:
        return [step_to(self, stage, before) for stage, before in STEPS]

    @property
    def is_known(self) -> bool:
        return any(self.value(stage) is not None for stage in Stage.values)


def step_to(week: FunnelWeek, stage: Stage, before: tuple[Stage, ...]) -> Step:
    of = next((one for one in before if week.value(one) is not None), before[0])
    value, base = week.value(stage), week.value(of)
    return Step(stage, of, value / base if value is not None and base else None)


def funnel_of(brand: Brand, weeks: Iterable[Week]) -> list[FunnelWeek]:
    """These weeks, the oldest first."""
    found = {week.monday: FunnelWeek(week) for week in sorted(weeks)}
    if not found:
        return []
    first, last = min(found), max(found)
    for row in FunnelFigure.objects.standing().filter(brand=brand, week__range=(first, last)):
        if row.value is not None and row.week in found:
            found[row.week].figures[row.stage] = row
    zone = ZoneInfo(brand.time_zone)
    begins, ends = Week.of(first).start(zone), Week.of(last).end(zone)
    posts = Post.objects.published().filter(brand=brand, published_at__gte=begins, published_at__lt=ends)
    opened_ones = Interaction.objects.filter(brand=brand, opened_at__gte=begins, opened_at__lt=ends)
    for rows, moment, name in ((posts, "published_at", "posts"), (opened_ones, "opened_at", "interactions")):
        by_week = rows.annotate(begun=TruncWeek(moment, tzinfo=zone)).order_by().values_list("begun")
        for begun, number in by_week.annotate(n=Count("pk")):
            if begun.date() in found:
                setattr(found[begun.date()], name, number)
    return list(found.values())


def enter_week(
    *,
    brand: Brand,
    week: Week,
    figures: Mapping[str, tuple[int | None, int | None]],
    by: User,
    at: datetime | None = None,
) -> int:
    """What a person says of a week, by stage: how many, and how many of them from communities. What differs
    from what stands is written; None takes a figure back. How many figures that is.

    Raises ValidationError in words.
    """
    now = at or timezone.now()
    if week.end(brand.time_zone) > now:
        raise ValidationError(_("This week is not over yet."))
    with transaction.atomic(), advisory_lock("funnel", brand.pk):
        written = write(brand, {week.monday: figures}, source=Source.HAND, file=None, by=by, at=now)
        if written:
            record_of(brand, what=brand, verb="funnel.entered", by=by, at=now, week=str(week), count=written)
    return written


def write(
    brand: Brand,
    weeks: Mapping[date, Mapping[str, tuple[int | None, int | None]]],
    *,
    source: Source,
    file: FunnelFile | None,
    by: User,
    at: datetime,
) -> int:
    """Appends what differs from what stands; how many figures that is."""
    standing = {
        (row.week, row.stage): (row.value, row.from_communities)
        for row in FunnelFigure.objects.standing().filter(brand=brand, week__in=list(weeks))
    }
    new = [
        FunnelFigure(
            brand=brand,
            week=monday,
            stage=stage,
            value=value,
            from_communities=part,
            source=source,
            file=file,
            by=by,
            at=at,
        )
        for monday, figures in weeks.items()
        for stage, (value, part) in figures.items()
        if standing.get((monday, stage), (None, None)) != (value, part)
    ]
    for row in new:
        row.full_clean(exclude=["brand", "file", "by"])
    FunnelFigure.objects.bulk_create(new)
    return len(new)


def history_of(brand: Brand, week: Week) -> list[FunnelFigure]:
    """All that was ever said of a week, the latest first."""
    rows = FunnelFigure.objects.filter(brand=brand, week=week.monday).select_related("by", "file")
    return list(rows.order_by("-pk")[:100])


def give_file(
    *, brand: Brand, name: str, content: bytes, by: User, key: UUID, at: datetime | None = None
) -> FunnelFile:
    """Keeps a file until a person has said what its columns hold; those of the last file with the same
    columns are what is proposed. Raises TableError for what is no table.
    """
    with opened(content) as table:
        header = table.header
        seen = [row.values for _number, row in zip(range(LINES_SEEN), table.rows, strict=False)]
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        if known := made_with(key, FunnelFile, brand_id=brand.pk):
            return known
        FunnelFile.objects.filter(brand=brand, taken_at=None).update(content=None)
        return FunnelFile.objects.create(
            brand=brand,
            name=name[:200],
            header=header,
            content=content,
            answers=proposed(brand, header, seen).as_kept(),
            by=by,
            at=now,
            key=key,
        )


def proposed(brand: Brand, header: list[str], seen: list[list[str]]) -> Answers:
    """As the brand's last file of these columns was read, else as their names tell."""
    alike = FunnelFile.objects.filter(brand=brand, header=header, taken_at__isnull=False)
    if last := alike.order_by("-taken_at").first():
        return Answers.of(last.answers)
    columns = guessed(header)
    place = header.index(columns["when"]) if "when" in columns else None
    return Answers(columns, guessed_each([] if place is None else [row[place] for row in seen if row[place]]))


def preview(file: FunnelFile, answers: Answers, *, today: date) -> SiteReading:
    return read_site(bytes(file.content or b""), answers, today=today)


def take_file(
    *, file: FunnelFile, answers: Answers, today: date, by: User, at: datetime | None = None
) -> tuple[int, int]:
    """Takes the weeks of a file in, and lets it go; how many weeks it has, and how many figures are new or
    corrected. Raises ValidationError where there is nothing to take.
    """
    now = at or timezone.now()
    with transaction.atomic(), advisory_lock("funnel", file.brand_id):
        held = FunnelFile.objects.select_for_update(of=("self",)).select_related("brand").get(pk=file.pk)
        if held.content is None:
            raise ValidationError(_("This file was taken in already, or another was given since."))
        reading = preview(held, answers, today=today)
        if not reading.weeks:
            raise ValidationError(_("The file holds no whole week that is over: nothing was taken in."))
        weeks: dict[date, Figures] = reading.weeks
        written = write(held.brand, weeks, source=Source.EXPORT, file=held, by=by, at=now)
        held.content, held.taken_at, held.weeks = None, now, len(weeks)
        held.answers = answers.as_kept()
        held.save(update_fields=["content", "taken_at", "weeks", "answers"])
        record_of(held.brand, what=held.brand, verb="funnel.imported", by=by, at=now, count=written)
    return len(weeks), written
