"""What a report's slugs are called."""

from __future__ import annotations

from channels_mgmt.team.models import Channel


def channel_names(brand: int) -> dict[str, str]:
    """By slug, in the active language: with network and purpose, since accounts often share a name."""
    channels = Channel.objects.filter(brand=brand).only("slug", "name", "network", "purpose")
    return {channel.slug: str(channel) for channel in channels}
