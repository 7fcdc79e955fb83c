"""Every figure that a network reports, named once: its unit, and over what it may be summed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(StrEnum):
    """What a value is counted in."""

    COUNT = "count"
    """A whole number, negative where a network takes back more than it adds."""
    RATE = "rate"
    """A fraction of 1."""
    SECONDS = "seconds"


class Over(StrEnum):
    """What several days' figures of one thing make together."""

    SUM = "sum"
    LAST = "last"
    """A stock: the latest one stands."""
    NOTHING = "nothing"
    """People who came on two days are counted on both, and a rate of rates is none."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. `days` says what several days make, `sums_over_posts` whether posts add up."""

    name: str
    label: str | Promise
    unit: Unit = Unit.COUNT
    days: Over = Over.SUM
    sums_over_posts: bool = True

    @property
    def sums_over_days(self) -> bool:
        return self.days is Over.SUM


def people(name: str, label: str | Promise) -> Metric:
    """Distinct people: neither days nor posts add up."""
    return Metric(name, label, days=Over.NOTHING, sums_over_posts=False)


def rate(name: str, label: str | Promise) -> Metric:
    return Metric(name, label, Unit.RATE, Over.NOTHING, sums_over_posts=False)


ALL = (
    Metric("views", pgettext_lazy("metric", "views")),
    Metric("impressions", pgettext_lazy("metric", "impressions")),
    people("reach", pgettext_lazy("metric", "reach")),
    people("organic_reach", pgettext_lazy("metric", "organic reach")),
    people("viewers", pgettext_lazy("metric", "viewers")),
    Metric("engagements", pgettext_lazy("metric", "engagements, as the network counts them")),
    Metric("reactions", pgettext_lazy("metric", "reactions")),
    Metric("likes", pgettext_lazy("metric", "likes")),
    Metric("comments", pgettext_lazy("metric", "comments")),
    Metric("replies", pgettext_lazy("metric", "replies in private")),
    Metric("shares", pgettext_lazy("metric", "shares")),
    Metric("sends", pgettext_lazy("metric", "shares by link or message")),
    Metric("saves", pgettext_lazy("metric", "saves")),
    Metric("clicks", pgettext_lazy("metric", "clicks")),
    Metric("link_clicks", pgettext_lazy("metric", "clicks on a link")),
    Metric("other_clicks", pgettext_lazy("metric", "other clicks")),
    Metric("profile_clicks", pgettext_lazy("metric", "clicks on the profile")),
    Metric("hashtag_clicks", pgettext_lazy("metric", "clicks on a hashtag")),
    Metric("permalink_clicks", pgettext_lazy("metric", "clicks on the post")),
    Metric("detail_expands", pgettext_lazy("metric", "openings of the details")),
    Metric("visits", pgettext_lazy("metric", "visits of the profile")),
    Metric("follows", pgettext_lazy("metric", "new followers")),
    Metric("unfollows", pgettext_lazy("metric", "lost followers")),
    Metric("net_follows", pgettext_lazy("metric", "growth in followers")),
    Metric("followers", pgettext_lazy("metric", "followers"), days=Over.LAST, sums_over_posts=False),
    Metric("posts", pgettext_lazy("metric", "posts published")),
    Metric("leads", pgettext_lazy("metric", "leads")),
    Metric("video_views", pgettext_lazy("metric", "video views")),
    Metric("media_views", pgettext_lazy("metric", "media views")),
    Metric("media_engagements", pgettext_lazy("metric", "engagements with media")),
    Metric("watch_seconds", pgettext_lazy("metric", "time watched"), Unit.SECONDS),
    Metric(
        "average_watch_seconds",
        pgettext_lazy("metric", "mean time watched"),
        Unit.SECONDS,
        Over.NOTHING,
        sums_over_posts=False,
    ),
    rate("engagement_rate", _("engagement rate, as the network gives it")),
    rate("click_rate", _("click rate, as the network gives it")),
    rate("audience_share", _("share of the audience")),
)
METRICS = {metric.name: metric for metric in ALL}
