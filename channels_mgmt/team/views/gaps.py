"""Cover gaps: of one brand, and of all brands of an agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import Right, load_agency, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.rota.cover import NOBODY, WORKING_HOURS, Gap
from channels_mgmt.team.rota.quality import Load, Quality
from channels_mgmt.team.services.cover import BrandCover, cover_of_brand, covers_of
from channels_mgmt.team.views.rota_days import gap_rows, span_words
from cmhub.lib.htmx import render_page

GAPS_SHOWN = 40


@requires(Right.TEAM_VIEW)
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """The coming four weeks: the gaps, weekends and evenings first, and how good the rota is."""
    brand, now = load_brand(request, slug), timezone.now()
    read = cover_of_brand(brand.pk, now)
    urgent = read.cover.by_urgency
    quality = read.quality
    context = {
        "cover": read.cover,
        "rows": gap_rows(urgent[:GAPS_SHOWN], read.place.zone),
        "more": max(0, len(urgent) - GAPS_SHOWN),
        "quality": quality,
        "nobody_hours": read.cover.hours(NOBODY),
        "loads": _with_names(quality),
    }
    return render_page(request, "team/rota/gaps.html", context)


def _with_names(quality: Quality) -> list[dict[str, Any]]:
    loads = quality.loads
    names = dict(User.objects.filter(pk__in=[load.user for load in loads]).values_list("pk", "name"))
    return [{"load": load, "name": names[load.user]} for load in loads if load.user in names]


@dataclass(frozen=True)
class BrandRow:
    """What the page of all brands shows of one."""

    brand: Brand
    read: BrandCover
    quality: Quality
    overburdened: list[Load]

    @property
    def most_urgent(self) -> Gap | None:
        return next(iter(self.read.cover.by_urgency), None)

    @property
    def words(self) -> str:
        gap = self.most_urgent
        return span_words((gap.start, gap.end), self.read.place.zone) if gap else ""

    @property
    def is_empty(self) -> bool:
        return bool(self.most_urgent and self.most_urgent.level == NOBODY)

    @property
    def nobody_hours(self) -> float:
        return self.read.cover.hours(NOBODY)

    @property
    def off_hours_gaps(self) -> int:
        """Gaps at weekends, on public holidays and in evenings."""
        return sum(1 for gap in self.read.cover.gaps if gap.part != WORKING_HOURS)

    @property
    def weight(self) -> tuple[float, float]:
        cover = self.read.cover
        share = cover.share_in_gaps
        return (-(cover.share_of_time if share is None else share), -cover.hours_in_gaps)


@requires(Right.AGENCY_MANAGE)
def all_gaps(request: HttpRequest) -> HttpResponse:
    """Every brand of an agency by the share of its arrivals that falls into gaps, the worst first."""
    agency, now = load_agency(request), timezone.now()
    seen = Brand.objects.granting(person_of(request), Right.ROTA_MANAGE)
    brands = {brand.pk: brand for brand in seen.filter(agency=agency, archived_at=None)}
    rows = rows_of(brands, covers_of(list(brands), now))
    people = {load.user for row in rows for load in row.overburdened}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    context = {
        "agency": agency,
        "rows": [
            {"row": row, "names": [names[load.user] for load in row.overburdened if load.user in names]}
            for row in rows
        ],
    }
    return render_page(request, "team/rota/all.html", context)


def rows_of(brands: Mapping[int, Brand], covers: Mapping[int, BrandCover]) -> list[BrandRow]:
    rows = []
    for pk, read in covers.items():
        quality = read.quality
        rows.append(BrandRow(brands[pk], read, quality, quality.overburdened))
    return sorted(rows, key=lambda row: (row.weight, row.brand.name))
