"""What each page, file and link shows of a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.means import hours_of
from channels_mgmt.strategy.models import StrategyEvent, ValidationLink
from channels_mgmt.strategy.services.document import Document
from channels_mgmt.strategy.services.progress import standings_of


def parts_of(document: Document) -> list[dict[str, Any]]:
    """The sections in their order, each with its template and whether anything is written in it."""
    return [
        {
            "code": section.value,
            "label": section.label,
            "template": f"strategy/sections/{section.value}.html",
            "written": document.is_written(section),
            "missing": section in document.missing,
        }
        for section in Section
    ]


@dataclass(frozen=True)
class LinkEvent:
    """That a link was sent to somebody of the company, or cancelled."""

    at: datetime
    what: str
    by: User | None = None


def history_of(
    events: Iterable[StrategyEvent], links: Iterable[ValidationLink]
) -> list[StrategyEvent | LinkEvent]:
    """What happened to a version and to the links that were sent for it, the latest first."""
    told: list[StrategyEvent | LinkEvent] = list(events)
    for link in links:
        sent = _("Link sent to %(name)s (%(email)s)") % {"name": link.name, "email": link.email}
        told.append(LinkEvent(link.asked_at, sent, link.asked_by))
        if link.revoked_at:
            told.append(LinkEvent(link.revoked_at, _("Link to %(name)s cancelled") % {"name": link.name}))
    return sorted(told, key=lambda event: event.at, reverse=True)


def document_context(document: Document, brand: Brand, at: datetime) -> dict[str, Any]:
    """The version with the standing of its objectives, and its cadence beside the hours that are given."""
    hours, posts = hours_of(brand, at), document.posts_per_week
    return {
        "document": document,
        "strategy": document.strategy,
        "parts": parts_of(document),
        "standings": standings_of(brand, document.objectives, at),
        "posts_per_week": posts,
        "hours_given": hours,
        "hours_a_post": hours / float(posts) if hours and posts else None,
    }
