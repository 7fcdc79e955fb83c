"""Interactions as the rows of a list show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from channels_mgmt.inbox.models import Interaction


def rows_of(interactions: Iterable[Interaction]) -> list[dict[str, Any]]:
    """What `{% inbox_row %}` shows of each interaction, which has its texts (`with_texts`)."""
    page = reverse("desk:interaction", args=[0])
    return [
        {
            "href": page.replace("/0/", f"/{row.pk}/"),
            "author": row.author,
            "text": row.excerpt,
            "network": row.channel.network,
            "channel": row.channel.name,
            "kind": row.kind,
            "state": row.state,
            "at": row.rests_since,
            "waiting": row.asks_since,
            "priority": row.raised_priority,
            "holder": row.holder.name if row.holder else "",
            "count": row.message_count,
            "language": row.language,
        }
        for row in interactions
    ]
