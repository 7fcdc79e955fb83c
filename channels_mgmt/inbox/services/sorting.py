"""Sorting interactions: what they are, who holds them, whether they are over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Interaction, InteractionEvent
from channels_mgmt.inbox.services import states
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.moderation import refuse_reopening
from channels_mgmt.inbox.signals import classified
from channels_mgmt.inbox.suggestions.learning import TAUGHT
from cmhub.lib.text import written

TAKEN_FROM = (State.NEW, State.REOPENED)


def classify(
    *,
    interaction: Interaction,
    by: User,
    kind: str | None = None,
    theme: str | None = None,
    sentiment: str | None = None,
    language: str | None = None,
    priority: int | None = None,
    at: datetime | None = None,
) -> Interaction:
    """Sets what is given and leaves the rest; an empty text takes a value away."""
    now = at or timezone.now()
    asked = {
        "kind": kind,
        "theme": " ".join(theme.split()) if theme else theme,
        "sentiment": sentiment,
        "language": language,
        "priority": priority,
    }
    with transaction.atomic():
        lock(interaction)
        changed = {
            name: [getattr(interaction, name), value]
            for name, value in asked.items()
            if value is not None and value != getattr(interaction, name)
        }
        if not changed:
            return interaction
        for name, (_before, value) in changed.items():
            setattr(interaction, name, value)
        interaction.save(update_fields=list(changed))
        tell(interaction, verb="classified", by=by, at=now, changed=changed)
        if changed.keys() & set(TAUGHT):
            classified.send(Interaction, interaction=interaction, by=by, at=now)
    return interaction


def hold(
    *, interaction: Interaction, by: User, instead_of: User | None = None, at: datetime | None = None
) -> Interaction:
    """The person takes the interaction, from nobody or from `instead_of`; refused where another has it."""
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if interaction.holder_id == by.pk:
            return interaction
        refuse_ended(interaction)
        if interaction.holder and interaction.holder != instead_of:
            raise ValidationError(
                _("%(name)s has just taken this interaction.") % {"name": interaction.holder.name},
                code="held",
            )
        before, taken_from = interaction.state, interaction.holder_id
        interaction.holder = by
        if interaction.state in TAKEN_FROM:
            states.enter(interaction, to=State.IN_PROGRESS, at=now)
        interaction.save(update_fields=["holder", *states.MOVED])
        tell(interaction, verb="taken", by=by, at=now, from_state=before, taken_from=taken_from)
    return interaction


def hand_over(*, interaction: Interaction, to: User, by: User, at: datetime | None = None) -> Interaction:
    """Somebody in charge gives the interaction to another person, whoever held it."""
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if interaction.holder_id == to.pk:
            return interaction
        refuse_ended(interaction)
        taken_from, interaction.holder = interaction.holder_id, to
        interaction.save(update_fields=["holder"])
        tell(interaction, verb="handed_over", by=by, at=now, to=to.pk, taken_from=taken_from)
    return interaction


def release(*, interaction: Interaction, by: User, at: datetime | None = None) -> Interaction:
    """Nobody holds the interaction any more."""
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if interaction.holder_id is None:
            return interaction
        held_by = interaction.holder_id
        interaction.holder = None
        interaction.save(update_fields=["holder"])
        tell(interaction, verb="released", by=by, at=now, held_by=held_by)
    return interaction


def close(
    *, interaction: Interaction, by: User | None, note: str = "", at: datetime | None = None
) -> Interaction:
    return states.move(
        interaction=interaction, to=State.CLOSED, by=by, at=at, note=note.strip(), verb="closed"
    )


def reopen(*, interaction: Interaction, by: User, note: str = "", at: datetime | None = None) -> Interaction:
    refuse_reopening(interaction)
    return states.move(
        interaction=interaction, to=State.REOPENED, by=by, at=at, note=note.strip(), verb="reopened"
    )


def set_aside(*, interaction: Interaction, by: User, reason: str, at: datetime | None = None) -> Interaction:
    """Says that nothing is to be answered, and why: it leaves the figures of answering."""
    reason = written(reason, _("Say why it is set aside."))[:200]
    return states.move(
        interaction=interaction,
        to=State.SET_ASIDE,
        by=by,
        at=at,
        note=reason,
        verb="set_aside",
        reason=reason,
    )


def note(
    *, interaction: Interaction, by: User, text: str, key: UUID | None = None, at: datetime | None = None
) -> InteractionEvent:
    """A note that the public never sees. A second post of `key` gives the note of the first."""
    now = at or timezone.now()
    text = written(text, _("Write the note first."))
    details: dict[str, Any] = {"key": str(key)} if key else {}
    with transaction.atomic():
        lock(interaction)
        if key and (kept := interaction.events.filter(verb="note", details__key=str(key)).first()):
            return kept
        return tell(interaction, verb="note", by=by, at=now, note=text, **details)
