"""What a URL asks of a brand's posts and their figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import PERIODS, period, period_label
from channels_mgmt.publishing.choices import PostFormat
from channels_mgmt.publishing.models import Campaign
from channels_mgmt.strategy.choices import Category

ALL = "all"
USUAL = "90d"
NONE = "none"
"""Of posts that have no category, format or campaign."""
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(24)]
DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]
ORDERS = {
    "reach": pgettext_lazy("order of posts", "Reach"),
    "engaged": pgettext_lazy("order of posts", "Engagements"),
    "rate": pgettext_lazy("order of posts", "Engagement rate of the post"),
    "comments": pgettext_lazy("order of posts", "Comments"),
}
Q = TypeVar("Q", bound=QuerySet[Any])


@dataclass(frozen=True)
class Chip:
    name: str
    label: str


class ResultFilters:
    """What of the brand's posts is looked at. What the URL says that makes no sense is left out."""

    def __init__(self, query: QueryDict, *, brand: Brand) -> None:
        self.zone = ZoneInfo(brand.time_zone)
        self.channels = {one.slug: one for one in brand.channels.all()}
        self.campaigns = {str(one.pk): one.name for one in Campaign.objects.filter(brand=brand)}
        self.by = one_of(query.get("by", ""), ORDERS) or "reach"
        self.channel = one_of(query.get("channel", ""), self.channels)
        self.network = one_of(query.get("network", ""), Network.values)
        self.category = one_of(query.get("category", ""), [*Category.values, NONE])
        self.format = one_of(query.get("format", ""), [*PostFormat.values, NONE])
        self.campaign = one_of(query.get("campaign", ""), [*self.campaigns, NONE])
        self.hour = one_of(query.get("hour", ""), dict(HOURS))
        self.day = one_of(query.get("day", ""), dict(DAYS))
        self.since, self.until = day_of(query.get("since", "")), day_of(query.get("until", ""))
        asked = query.get("period", "")
        self.span = period(asked or USUAL, brand) if asked != ALL else None
        self.period = asked if asked == ALL or (asked and self.span) else USUAL
        if self.since or self.until:
            self.span, self.period = self._chosen_days(), ""

    def _chosen_days(self) -> tuple[datetime, datetime]:
        start, last = self.since or date(1970, 1, 1), self.until or date(9000, 1, 1)
        return (
            datetime.combine(start, time(), self.zone),
            datetime.combine(last + timedelta(days=1), time(), self.zone),
        )

    @property
    def has_more(self) -> bool:
        """Whether a filter is set that the form keeps folded away."""
        more = (self.network, self.category, self.format, self.campaign, self.hour, self.day)
        return any(more) or bool(self.since or self.until)

    def apply(self, rows: Q, prefix: str = "post__") -> Q:
        """Rows of posts, or of what has one, narrowed."""
        asked: dict[str, Any] = {}
        if self.span:
            asked[f"{prefix}published_at__gte"], asked[f"{prefix}published_at__lt"] = self.span
        if self.channel:
            asked["channel"] = self.channels[self.channel]
        if self.network:
            asked["channel__network"] = self.network
        for name, nothing in (("category", ""), ("format", ""), ("campaign", None)):
            if said := getattr(self, name):
                asked[prefix + name] = nothing if said == NONE else said
        if self.hour:
            rows = rows.alias(hour=ExtractHour(f"{prefix}published_at", tzinfo=self.zone))
            asked["hour"] = int(self.hour)
        if self.day:
            rows = rows.alias(week_day=ExtractIsoWeekDay(f"{prefix}published_at", tzinfo=self.zone))
            asked["week_day"] = int(self.day)
        return rows.filter(**asked)

    def chips(self) -> list[Chip]:
        """What narrows the posts beside the usual period, in words."""
        labels = {
            "period": "" if self.period in ("", USUAL) else self.period_label,
            "since": _("from %(day)s") % {"day": written(self.since)} if self.since else "",
            "until": _("until %(day)s") % {"day": written(self.until)} if self.until else "",
            "channel": str(self.channels[self.channel]) if self.channel else "",
            "network": str(Network(self.network).label) if self.network else "",
        } | {select["name"]: select["chosen"] for select in self.selects()[1:] if select["name"] != "channel"}
        return [Chip(name, str(capfirst(label))) for name, label in labels.items() if label]

    @property
    def period_label(self) -> str:
        return _("all the time") if self.period == ALL else period_label(self.period) if self.period else ""

    def selects(self) -> list[dict[str, Any]]:
        """The form's fields of choice, the first of which has no "all" of its own."""
        periods = [(code, label) for code, label in PERIODS.items() if code != "today"]
        channels = [(slug, str(one)) for slug, one in self.channels.items()]
        offered: list[tuple[str, Any, Any, Iterable[tuple[Any, Any]]]] = [
            ("period", _("Period"), None, [*periods, (ALL, _("all the time"))]),
            ("channel", _("Channel"), _("All channels"), channels),
            ("network", _("Network"), _("All networks"), Network.choices),
            ("category", _("Category"), _("All categories"), with_none(Category.choices)),
            ("format", pgettext_lazy("post", "Format"), _("All formats"), with_none(PostFormat.choices)),
            ("campaign", _("Campaign"), _("All campaigns"), with_none(self.campaigns.items())),
            ("hour", _("Hour"), _("All hours"), HOURS),
            ("day", _("Day of the week"), _("All days"), DAYS),
        ]
        return [
            {
                "name": name,
                "label": label,
                "all": every,
                "options": options(choices, current),
                "chosen": next((str(word) for value, word in choices if str(value) == current), ""),
            }
            for name, label, every, given in offered
            for choices, current in [(list(given), getattr(self, name))]
        ]


def written(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def with_none(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [*choices, (NONE, _("none"))]


def one_of(asked: str, known: Iterable[str]) -> str:
    return asked if asked in known else ""


def day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2004 <= day.year < 9000 else None


def options(choices: Iterable[tuple[Any, Any]], current: str) -> list[dict[str, Any]]:
    return [
        {"value": str(value), "label": capfirst(str(label)), "current": str(value) == current}
        for value, label in choices
    ]
