"""The revisions of a week: each that was published stays readable, and says what took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from reporting.weekly.choices import FROZEN
from reporting.weekly.models import WeeklyReport


@dataclass(frozen=True)
class Revisions:
    """One revision that is read, among those of its week that the reader may see, the newest first."""

    shown: WeeklyReport
    every: Sequence[WeeklyReport]

    @property
    def is_last(self) -> bool:
        return self.shown.revision == self.every[0].revision

    @property
    def replaced_by(self) -> WeeklyReport | None:
        """The newest published one, where that came later."""
        return next((one for one in self.every if one.state in FROZEN and self._is_later(one)), None)

    @property
    def corrected_by(self) -> WeeklyReport | None:
        """The draft that is to take its place."""
        return next((one for one in self.every if one.state not in FROZEN and self._is_later(one)), None)

    @property
    def before(self) -> WeeklyReport | None:
        """The one that this one corrects."""
        return next((one for one in self.every if one.revision < self.shown.revision), None)

    @property
    def rows(self) -> list[tuple[WeeklyReport, str, str]]:
        """Each with where it is read, and where what it corrects; empty of the first."""
        first = self.every[-1]
        return [
            (
                one,
                address(one, is_last=place == 0),
                "" if one is first else address(one, "weekly:differences", is_last=place == 0),
            )
            for place, one in enumerate(self.every)
        ]

    def _is_later(self, other: WeeklyReport) -> bool:
        return other.revision > self.shown.revision


def address(report: WeeklyReport, page: str = "weekly:report", *, is_last: bool = False) -> str:
    """The last one is read without saying which."""
    path = reverse(page, args=[report.brand.slug, report.week])
    return path if is_last else f"{path}?revision={report.revision}"


def replacement_of(report: WeeklyReport) -> WeeklyReport | None:
    """The newest published revision of the week, where it came after this one."""
    later = WeeklyReport.objects.published().filter(brand=report.brand_id, week=report.week)
    known = later.filter(revision__gt=report.revision).only("revision", "published_at")
    return known.order_by("-revision").first()
