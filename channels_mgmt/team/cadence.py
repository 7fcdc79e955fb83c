"""How often each channel publishes: as was decided for it, else as the strategy says of its network."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from channels_mgmt.team.choices import ChannelState


class Plan(Protocol):
    """What a strategy says of one network, for accounts of one purpose; see `strategy.NetworkPlan`."""

    network: str
    purpose: str
    posts_per_week: Decimal | None


class Planned:
    """The plan of one channel, from a query that was given it as `planned`."""

    def __init__(self, channel: Any) -> None:
        self.network, self.purpose = channel.network, channel.purpose
        self.posts_per_week: Decimal | None = channel.planned


class Published(Protocol):
    """A channel, as far as its cadence goes."""

    pk: int
    network: str
    purpose: str
    state: str
    posts_per_week: Decimal | None


NONE_DUE = Decimal(0)


def cadence_of(channels: Iterable[Published], plans: Iterable[Plan]) -> dict[int, Decimal | None]:
    """Posts a week by the id of the channel; None where nothing was written anywhere.

    A channel's own cadence goes before the plan for its network and purpose. On one that is closed or
    dormant nothing is due.
    """
    planned = {(plan.network, plan.purpose): plan.posts_per_week for plan in plans}
    return {channel.pk: _cadence(channel, planned) for channel in channels}


def _cadence(channel: Published, planned: dict[tuple[str, str], Decimal | None]) -> Decimal | None:
    if channel.state != ChannelState.OPEN:
        return NONE_DUE
    if channel.posts_per_week is not None:
        return channel.posts_per_week
    return planned.get((channel.network, channel.purpose))
