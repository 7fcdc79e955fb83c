"""The passages of an interaction from one state to another."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import ENDED, PASSAGES, State
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.history import lock, tell
from channels_mgmt.inbox.signals import ended

MOVED = ("state", "closed_at", "reopened", "reason")


def may_move(interaction: Interaction, to: str) -> bool:
    return to in PASSAGES[interaction.state]


def move(
    *,
    interaction: Interaction,
    to: str,
    by: User | None,
    at: datetime | None = None,
    note: str = "",
    verb: str = "moved",
    reason: str = "",
) -> Interaction:
    """Takes the interaction, brought up to date in place, into the state `to`, and tells of it.

    Nothing happens where it is there already. Raises ValidationError where no passage leads there.
    """
    with transaction.atomic():
        lock(interaction)
        move_held(interaction, to=to, by=by, at=at or timezone.now(), note=note, verb=verb, reason=reason)
    return interaction


def move_held(
    interaction: Interaction,
    *,
    to: str,
    by: User | None,
    at: datetime,
    verb: str,
    note: str = "",
    reason: str = "",
) -> None:
    """The same with an interaction that the caller has locked, as it stands."""
    if interaction.state == to:
        return
    before = interaction.state
    enter(interaction, to=to, at=at, reason=reason)
    interaction.save(update_fields=MOVED)
    tell(interaction, verb=verb, by=by, at=at, from_state=before, note=note)
    if to in ENDED:
        ended.send(Interaction, interaction=interaction, by=by, at=at)


def enter(interaction: Interaction, *, to: str, at: datetime, reason: str = "") -> None:
    """Sets the state and what hangs on it (MOVED), without saving: for acts that do more than move."""
    if interaction.state == to:
        return
    if not may_move(interaction, to):
        raise ValidationError(
            _("An interaction that is “%(from)s” cannot become “%(to)s”.")
            % {"from": interaction.get_state_display(), "to": State(to).label},
            code="passage",
        )
    put(interaction, to=to, at=at, reason=reason)


def put(interaction: Interaction, *, to: str, at: datetime, reason: str = "") -> None:
    """The same whatever the table of passages says: messages, which come in any order, are not asked."""
    if interaction.state == to:
        return
    if to == State.REOPENED and interaction.state in ENDED:
        interaction.reopened += 1
    interaction.state = to
    interaction.closed_at = max(at, interaction.opened_at) if to == State.CLOSED else None
    interaction.reason = reason
