"""How far each objective has come, and what its target asks for, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.metrics import Point, Series, Unit, metrics, series_of
from channels_mgmt.strategy.models import Objective, OwnMetricValue
from channels_mgmt.strategy.outlook import Outlook, Pace, outlook, progress
from cmhub.lib.moments import date_words
from cmhub.lib.numbers import MINUS, number_words, percent_words, plural_number
from cmhub.lib.weeks import Week


@dataclass(frozen=True)
class Standing:
    """An objective with what is known of its figure.

    Held against the target is the last whole week, as the weekly report has it; what the week that goes on
    says so far stands beside it, and counts only where there is no whole week yet.
    """

    objective: Objective
    label: str
    unit: Unit
    own_unit: str
    series: Series
    outlook: Outlook

    @property
    def actual(self) -> Point | None:
        known = counted(self.series)
        return known[-1] if known else None

    @property
    def so_far(self) -> Point | None:
        """What the week that goes on says, beside a whole one."""
        last = self.series[-1] if self.series else None
        return last if last is not self.actual else None

    @property
    def progress(self) -> float | None:
        """The part of the way that is done: below 0 where the figure went the other way, above 1 beyond."""
        actual = self.actual.value if self.actual else None
        return progress(actual, float(self.objective.start), float(self.objective.target))

    @property
    def way_words(self) -> str:
        return "" if self.progress is None else way_words(self.progress)

    @property
    def shown_progress(self) -> int:
        """For a bar, which has two ends."""
        return round(100 * min(1.0, max(0.0, self.progress or 0.0)))

    @property
    def start_words(self) -> str:
        return self._words(self.objective.start)

    @property
    def target_words(self) -> str:
        return self._words(self.objective.target)

    @property
    def actual_words(self) -> str:
        return self._words(self.actual.value) if self.actual else ""

    @property
    def period_words(self) -> str:
        """Of when the figure is: the week, or the day for which somebody entered it."""
        if self.actual is None:
            return ""
        if self.is_own:
            return _("on %(day)s") % {"day": date_words(self.actual.day)}
        if self.actual.goes_on:
            return _("this week so far")
        return Week.of(self.actual.day).label()

    @property
    def so_far_words(self) -> str:
        return self._words(self.so_far.value) if self.so_far else ""

    @property
    def values(self) -> list[float]:
        return [point.value for point in self.series]

    @property
    def is_own(self) -> bool:
        return not self.objective.metric

    @property
    def goes_against_the_good(self) -> bool:
        """Whether the target is the way that is for the worse."""
        known = metrics.get(self.objective.metric)
        return known is not None and known.good != self.objective.direction

    @property
    def sentence(self) -> str:
        """What the target asks for, held against the past."""
        told = {
            "past": self._change(self.outlook.past),
            "asked": self._change(self.outlook.asked),
            "times": number_words(self.outlook.times or 0, 1),
        }
        return SENTENCES[self.outlook.pace]() % told

    def _words(self, value: Decimal | float) -> str:
        return self.unit.words(value, self.own_unit)

    def _change(self, value: float | None) -> str:
        if value is None:
            return ""
        sign = MINUS if value < 0 else "+"
        if self.unit is Unit.RATE:
            points = abs(value) * 100
            told = ngettext("%(points)s point", "%(points)s points", plural_number(round(points, 1)))
            return sign + told % {"points": number_words(points, 1)}
        if self.unit is Unit.SECONDS:
            return sign + _("%(minutes)s min") % {"minutes": number_words(abs(value) / 60, 1)}
        # Without its unit: “per month” does not go with “a week”.
        return sign + number_words(abs(value), 1)


SENTENCES = {
    Pace.REACHED: lambda: _("The target is reached."),
    Pace.OVER: lambda: _("The day has passed, and the target was not reached."),
    Pace.UNKNOWN: lambda: _(
        "It asks for %(asked)s a week; too few weeks are known to say whether that is possible."
    ),
    Pace.IN_REACH: lambda: _("In reach: it asks for %(asked)s a week, and the past weeks gave %(past)s."),
    Pace.AMBITIOUS: lambda: _(
        "Ambitious: it asks for %(asked)s a week, %(times)s times what the past weeks gave (%(past)s)."
    ),
    Pace.DREAM: lambda: _(
        "A dream unless something changes: it asks for %(asked)s a week, %(times)s times what the past weeks "
        "gave (%(past)s)."
    ),
    Pace.AGAINST: lambda: _(
        "A dream unless something changes: it asks for %(asked)s a week, and the past weeks gave %(past)s, "
        "not that way."
    ),
}


def standings_of(brand: Brand, objectives: Iterable[Objective], at: datetime) -> list[Standing]:
    """Each objective with its figure; the product's are read at once, and the brand's own."""
    wanted = list(objectives)
    known = series_of(brand, {one.metric for one in wanted if one.metric}, at) if wanted else {}
    entered = values_of([one.own_metric_id for one in wanted if one.own_metric_id], brand.agency.day_of(at))
    today = brand.agency.day_of(at)
    return [
        _standing(one, known.get(one.metric, []) if one.metric else entered.get(one.own_metric_id, []), today)
        for one in wanted
    ]


def label_of(one: Objective) -> str:
    """What the figure of an objective is called; the code of one that is not known any more."""
    if one.own_metric:
        return one.own_metric.name
    known = metrics.get(one.metric)
    return str(capfirst(known.label)) if known else one.metric


def unit_of(one: Objective) -> Unit:
    known = metrics.get(one.metric)
    return known.unit if known else Unit.OWN


def _standing(one: Objective, series: Series, today: date) -> Standing:
    return Standing(
        objective=one,
        label=label_of(one),
        unit=unit_of(one),
        own_unit=one.own_metric.unit if one.own_metric else "",
        series=series,
        outlook=outlook(
            counted(series), start=float(one.start), target=float(one.target), due=one.due, today=today
        ),
    )


def counted(series: Series) -> Series:
    """The whole weeks of a series; where there is none yet, what there is."""
    return [point for point in series if not point.goes_on] or series


def values_of(own_metrics: list[int], until: date) -> dict[int | None, Series]:
    """What was entered for the brand's own figures by a day, by their ids, in one query."""
    found: dict[int | None, Series] = {}
    if not own_metrics:
        return found
    rows = OwnMetricValue.objects.filter(metric__in=own_metrics, day__lte=until).order_by("day")
    for metric, day, value in rows.values_list("metric", "day", "value"):
        found.setdefault(metric, []).append(Point(day, float(value)))
    return found


def way_words(progress: float) -> str:
    """“33 % du chemin”; of what has moved away from its target how far back it is."""
    if progress < 0:
        return _("%(share)s of the way backwards") % {"share": percent_words(-progress)}
    return _("%(share)s of the way") % {"share": percent_words(progress)}
