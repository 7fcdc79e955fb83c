"""What accounts are called beside one another."""

from __future__ import annotations

from channels_mgmt.team.models import Channel


def channel_names(brand: int) -> dict[str, str]:
    """By slug, with network and purpose, in the active language: accounts often share a name."""
    channels = Channel.objects.filter(brand=brand).only("slug", "name", "network", "purpose")
    return {channel.slug: str(channel) for channel in channels}
