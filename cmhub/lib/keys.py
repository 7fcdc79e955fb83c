"""The keys that forms carry, so that what is posted twice is done once."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from cmhub.lib.locks import advisory_lock
from cmhub.lib.scope import everything

M = TypeVar("M", bound=Model)


def made_with(key: UUID | None, model: type[M], **of: Any) -> M | None:
    """What an earlier post of the form with this key made, which is `of` what the caller says. Of two posts
    at once the second waits here until the transaction of the first has ended.

    Raises ValidationError where it was made of something else: the form is an old page's.
    """
    if key is None:
        return None
    with advisory_lock("form", key), everything():  # a key is used once, whoever may see for what
        made = model._default_manager.filter(key=key).first()
    if made is not None and any(getattr(made, name) != value for name, value in of.items()):
        raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
    return made
