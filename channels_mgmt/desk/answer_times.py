"""By when the public is answered: as the strategy in force says of a channel's network and purpose."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from channels_mgmt.desk.board import LONG
from channels_mgmt.inbox.filters import WAITED
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.strategy.models import NetworkPlan, Strategy
from channels_mgmt.team.models import Channel
from cmhub.lib.kept import kept

USUAL = WAITED[LONG]
"""In which the public is answered where the strategy does not say how soon: what waits longer shows on the
manager's board.
"""


def with_minutes(channels: QuerySet[Any]) -> QuerySet[Any]:
    """With the `minutes` in which the strategy in force wants the public answered on each, or None."""
    plans = NetworkPlan.objects.filter(
        strategy__in=Strategy.objects.in_force().filter(brand=OuterRef(OuterRef("brand"))),
        network=OuterRef("network"),
        purpose=OuterRef("purpose"),
    )
    return channels.annotate(minutes=Subquery(plans.order_by().values("response_minutes")[:1]))


@kept
def on_channel(channel: int) -> QuerySet[Any]:
    return with_minutes(Channel.objects.filter(pk=channel).only("pk"))


def answer_by(since: datetime, minutes: int | None) -> datetime:
    """When who has waited since then should have an answer; the clock does not stop at night."""
    return since + (USUAL if minutes is None else timedelta(minutes=minutes))


def answer_due(shown: Interaction) -> datetime | None:
    """By when an interaction is to be answered; None where nobody waits for the brand's own people."""
    if not shown.asks_since:
        return None
    (channel,) = on_channel(channel=shown.channel_id)
    return answer_by(shown.asks_since, channel.minutes)
