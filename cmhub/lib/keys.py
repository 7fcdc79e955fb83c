"""The keys that forms carry, so that what is posted twice is done once."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from cmhub.lib.scope import everything

M = TypeVar("M", bound=Model)


def made_with(key: UUID | None, model: type[M]) -> M | None:
    """What an earlier post of the form with this key made: also somewhere else, which the caller refuses."""
    with everything():  # a key is used once, whoever may see for what
        return model._default_manager.filter(key=key).first() if key else None
