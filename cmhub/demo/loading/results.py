"""What people read of the accounts, and counted of competitors. Safe to run again."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from channels_mgmt.watch.models import Competitor
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.plan import Audience, BrandPlan
from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import Snapshot
from reporting.metrics.services.competitors import log_figures

DAY = timedelta(days=1)
WEEKS_COUNTED = 8
COUNTED_ON = ((Network.FACEBOOK, 214_000, 9, 5_100), (Network.INSTAGRAM, 38_500, 4, 1_900))
"""Of a competitor: a network, and what a week has there: followers, posts, engagements."""


def record_accounts(brand: Brand, plan: BrandPlan, people: Mapping[str, User]) -> None:
    """The figures of accounts that the story tells."""
    channels = {channel.slug: channel for channel in brand.channels.all()}
    rows = [of_account(day, channels[day.channel], people[MANAGER]) for day in plan.audience]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def of_account(day: Audience, channel: Channel, by: User) -> Snapshot:
    counted = ("followers", "reach", "impressions", "likes", "comments", "shares")
    return Snapshot(
        brand_id=channel.brand_id,
        channel=channel,
        network=channel.network,
        scope=Scope.DAY,
        day=day.at.date(),
        source=Source.HAND,
        series="hand",
        figures={name: getattr(day, name) for name in counted},
        by=by,
        taken_at=day.at,
    )


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """What somebody counted of the competitors, on each Monday of the last weeks."""
    competitors = list(Competitor.objects.watched().filter(brand=brand))
    if not competitors or Snapshot.objects.filter(competitor__in=competitors).exists():
        return
    monday = at - timedelta(days=at.weekday())
    for competitor in competitors:
        for network, followers, posts, engagements in COUNTED_ON:
            for ago in range(WEEKS_COUNTED):
                seen = monday - ago * 7 * DAY
                log_figures(
                    competitor=competitor,
                    network=network,
                    day=(seen - DAY).date(),
                    scope=Scope.WEEK,
                    figures={
                        "followers": int(followers * 0.996**ago),
                        "posts": posts + (ago % 3) - 1,
                        "engagements": engagements - 90 * (ago % 4),
                    },
                    by=people[MANAGER],
                    at=seen,
                )
