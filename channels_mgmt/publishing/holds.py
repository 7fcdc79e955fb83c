"""Why a brand publishes nothing of what it has planned: rooms above say so, a crisis for one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand


@dataclass(frozen=True)
class Hold:
    """A written reason, whose it is, since when, and where it is told of."""

    reason: str
    by: str
    since: datetime
    url: str = ""


Source = Callable[[Brand, datetime], Hold | None]

sources: list[Source] = []
"""What rooms above add, in their `AppConfig.ready`."""


def holds_on(brand: Brand, at: datetime) -> list[Hold]:
    """Every reason for which nothing planned is published at that instant."""
    return [hold for source in sources if (hold := source(brand, at))]


def refuse_while_held(brand: Brand, at: datetime) -> None:
    """For whatever is about to publish or to plan. Raises ValidationError with the first reason.

    What was published already is a fact, and is recorded all the same.
    """
    for hold in holds_on(brand, at):
        told = _("Publishing is suspended: %(reason)s")
        raise ValidationError(told % {"reason": hold.reason}, code="suspended")
