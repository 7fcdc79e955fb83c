"""What a campaign's posts earned, from the figures of their networks that stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.text import capfirst

from channels_mgmt.publishing.choices import CampaignMetric
from channels_mgmt.publishing.models import Campaign, CampaignCost, CampaignResult
from reporting.metrics.models import Snapshot


@dataclass(frozen=True)
class Earned:
    """Of a campaign's published posts: how many have figures, what these add up to, and the pooled rate.

    None where no post has the figure. Reach is of people, who see several posts: the widest of one post
    stands for none of the others.
    """

    posts: int
    with_figures: int
    engaged: int | None
    shown: int | None
    rate: float | None
    widest: int | None


@dataclass(frozen=True)
class Line:
    """One result: the figure, its target where it has one, and what one of it cost where that is known."""

    metric: str
    label: str
    value: int | None
    target: int | None = None
    until: Any = None
    by_hand: bool = False
    cost: Decimal | None = None

    @property
    def share(self) -> float | None:
        """Of the target, as a fraction of 1."""
        return self.value / self.target if self.value is not None and self.target else None


def earned_by(campaign: Campaign) -> Earned:
    both = Q(engaged__isnull=False, shown__gt=0)
    standing = Snapshot.objects.standing().filter(brand=campaign.brand_id, post__campaign=campaign)
    found = standing.aggregate(
        with_figures=Count("pk"),
        engaged_in_all=Sum("engaged"),
        shown_in_all=Sum("shown"),
        engaged_of=Sum("engaged", filter=both),
        shown_of=Sum("shown", filter=both),
        widest=Max("reach"),
    )
    return Earned(
        posts=campaign.posts.published().count(),
        with_figures=found["with_figures"],
        engaged=found["engaged_in_all"],
        shown=found["shown_in_all"],
        rate=found["engaged_of"] / found["shown_of"] if found["shown_of"] else None,
        widest=found["widest"],
    )


def lines_of(campaign: Campaign, earned: Earned, cost: CampaignCost | None = None) -> list[Line]:
    """The results, those of the posts first; `cost` is given for who may see it."""
    spent = cost.amount if cost else None
    counted = {one.metric: one for one in CampaignResult.objects.standing().filter(campaign=campaign)}
    from_posts = {CampaignMetric.ENGAGEMENTS: earned.engaged, CampaignMetric.SHOWN: earned.shown}
    lines = []
    for metric in CampaignMetric:
        row = counted.get(metric.value)
        value = from_posts.get(metric, row.value if row else None)
        is_aim = metric == campaign.metric
        if value is None and not is_aim and metric not in from_posts:
            continue
        lines.append(
            Line(
                metric=metric.value,
                label=str(capfirst(metric.label)),
                value=value,
                target=campaign.target if is_aim else None,
                until=row.day if row else None,
                by_hand=metric not in from_posts,
                cost=cost_per(spent, value),
            )
        )
    return lines


def cost_per(spent: Decimal | None, count: int | None) -> Decimal | None:
    """What one result cost; None without a cost, and of nothing."""
    return spent / count if spent is not None and count else None
