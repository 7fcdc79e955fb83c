"""How an act on a watch item is begun, and how it is told."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.watch.choices import PASSAGES, State, Verb
from channels_mgmt.watch.models import Item, ItemEvent

NEEDED = ("brand__agency", "brand__company", "competitor", "logged_by", "decided_by")
"""What acts, messages and the page read besides the item itself."""


def hold(item: Item) -> Item:
    """The item as it is now, kept from others until the transaction ends."""
    return Item.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=item.pk)


def pass_to(item: Item, state: State) -> None:
    """Takes a held item to another state. Raises ValidationError for a passage that there is not."""
    if state not in PASSAGES[item.state]:
        raise ValidationError(
            _("What is “%(from)s” cannot become “%(to)s”.")
            % {"from": item.get_state_display(), "to": state.label},
            code="passage",
        )
    item.state = state


def tell(
    item: Item, verb: Verb, *, by: User | None, at: datetime, to_state: str = "", **details: Any
) -> ItemEvent:
    """One line of the item's timeline."""
    return ItemEvent.objects.create(item=item, verb=verb, by=by, at=at, to_state=to_state, details=details)


def audit(verb: str, item: Item, *, by: User | None, at: datetime, **details: Any) -> None:
    record(
        verb=verb,
        what=item,
        by=by,
        at=at,
        agency_id=item.brand.agency_id,
        brand_id=item.brand_id,
        **details,
    )
