"""Interactions as the rows of a list show them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse

from channels_mgmt.brands.choices import Purpose
from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.presence import Other


def rows_of(interactions: Iterable[Any]) -> list[dict[str, Any]]:
    """What `{% inbox_row %}` shows of each `Interaction`, which has its texts (`with_texts`)."""
    page = reverse("desk:interaction", args=[0])
    return [
        {
            "pk": row.pk,
            "href": page.replace("/0/", f"/{row.pk}/"),
            "author": name_shown(row.author),
            "text": words_shown(row.excerpt, row.author),
            "network": row.channel_network,
            "channel": f"{row.channel_name} · {Purpose(row.channel_purpose).label}",
            "kind": row.kind,
            "state": row.state,
            "at": row.rests_since,
            "waiting": row.asks_since,
            "priority": row.raised_priority,
            "holder": row.holder_name or "",
            "count": row.message_count,
            "language": row.language,
        }
        for row in interactions
    ]


def to_select(rows: Iterable[dict[str, Any]], picked: Collection[int] | None) -> None:
    """Gives each row a box, ticked where it is among the picked, or where all are (None)."""
    for row in rows:
        row |= {"pick": row["pk"], "picked": picked is None or row["pk"] in picked}


def with_others(rows: Iterable[dict[str, Any]], here: Mapping[int, list[Other]]) -> None:
    """Marks the rows that others have open, each with one of them: who writes counts more."""
    for row in rows:
        for other in here.get(row["pk"], []):
            row["answering" if other.answers else "watching"] = other.name
