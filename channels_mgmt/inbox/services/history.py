"""How an act on an interaction is begun, and how it is told."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ENDED
from channels_mgmt.inbox.models import Interaction, InteractionEvent


def lock(interaction: Interaction) -> Interaction:
    """Brings the interaction up to date, in place, and keeps others from it until the transaction ends.

    Raises ValidationError where it has become part of another one meanwhile.
    """
    try:
        interaction.refresh_from_db(from_queryset=Interaction.objects.select_for_update())
    except Interaction.DoesNotExist as gone:
        raise ValidationError(
            _("This interaction has become one with an earlier one: look for it in the inbox."), code="merged"
        ) from gone
    return interaction


def refuse_ended(interaction: Interaction) -> None:
    if interaction.state in ENDED:
        raise ValidationError(
            _("This interaction is over (%(state)s): reopen it first.")
            % {"state": interaction.get_state_display()},
            code="ended",
        )


def tell(
    interaction: Interaction,
    *,
    verb: str,
    by: User | None,
    at: datetime,
    from_state: str = "",
    note: str = "",
    **details: Any,
) -> InteractionEvent:
    """The line in the interaction's thread and the one in the agency's record."""
    moved = bool(from_state) and from_state != interaction.state
    event = InteractionEvent.objects.create(
        brand_id=interaction.brand_id,
        interaction=interaction,
        at=at,
        by=by,
        verb=verb,
        from_state=from_state if moved else "",
        to_state=interaction.state if moved else "",
        note=note,
        details=details,
    )
    record(
        verb=f"interaction.{verb}",
        what=interaction,
        by=by,
        at=at,
        # An act on an interaction has not always its brand at hand: the database finds the agency.
        agency_id=Subquery(Brand.objects.filter(pk=interaction.brand_id).values("agency_id")),
        brand_id=interaction.brand_id,
        **details,
    )
    return event
