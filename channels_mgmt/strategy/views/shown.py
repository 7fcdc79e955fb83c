"""What each page, file and link shows of a version."""

from datetime import datetime
from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.means import hours_of
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
