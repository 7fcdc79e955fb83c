"""People find that several interactions are one."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Interaction, InteractionEvent, Message, WaitingEpisode
from channels_mgmt.inbox.services.history import refuse_ended, tell
from channels_mgmt.inbox.services.placing import (
    TOLD_BY_FIRST,
    lock_all,
    pin,
    refuse_channels,
    take_name_of_first,
)
from channels_mgmt.inbox.services.states import MOVED, put
from channels_mgmt.inbox.services.waiting import TOLD_BY_MESSAGES, recount, told_state
from channels_mgmt.inbox.signals import interactions_merged

FILLED = ("kind", "theme", "language", "sentiment")
"""What one that goes says of itself where the one that stays says nothing."""
BEGUN = (State.WAITING_ESCALATED, State.WAITING_APPROVAL, State.IN_PROGRESS)
"""States that one of several gives to all, the strongest first."""


def merge(
    *, into: Interaction, others: Collection[Interaction], by: User, at: datetime | None = None
) -> Interaction:
    """The messages of `others`, and all that hangs on them, move to `into`, which is brought up to date.

    What waits is counted anew over all messages, and threading leaves them together. A split takes apart
    again what was put together wrongly. Raises ValidationError where one is of another brand, over, or on a
    channel on which the person does not work.
    """
    now = at or timezone.now()
    others = [other for other in others if other.pk != into.pk]
    if not others:
        raise ValidationError(_("Choose at least one other interaction."), code="none")
    if any(other.brand_id != into.brand_id for other in others):
        raise ValidationError(_("Interactions of two brands are never one."), code="brand")
    with transaction.atomic():
        held = lock_all([into, *others])
        for each in held.values():
            refuse_ended(each)
        refuse_channels(by, into.brand, {each.channel for each in held.values()})
        into.refresh_from_db()
        gone = [held[other.pk] for other in others]
        before = into.state
        states = {into.state, *(each.state for each in gone)}
        _move_all(into, gone, at=now)
        _take_over(into, gone)
        recount(into)
        take_name_of_first(into)
        state = next((state for state in BEGUN if state in states), None) or told_state(into)
        into.refresh_from_db(fields=["state"])  # what follows a merge may have moved it
        put(into, to=state, at=now)
        into.save(
            update_fields=[
                *TOLD_BY_MESSAGES, *TOLD_BY_FIRST, *MOVED, *FILLED, "holder", "priority",
            ]
        )  # fmt: skip
        tell(
            into,
            verb="merged",
            by=by,
            at=now,
            from_state=before,
            absorbed=[each.pk for each in gone],
        )
        _forget([each.pk for each in gone])
    return into


def _forget(emptied: list[int]) -> None:
    """In one statement: Django would delete from the tables of what hangs on them too, which only grow."""
    with connection.cursor() as cursor:
        cursor.execute("delete from inbox_interaction where id = any(%s)", [emptied])


def _move_all(into: Interaction, gone: list[Interaction], *, at: datetime) -> None:
    ids = [each.pk for each in gone]
    Message.objects.filter(interaction__in=ids).update(interaction=into)
    pin(into)
    survivors = dict.fromkeys(ids, into.pk)
    interactions_merged.send(Interaction, brand=into.brand, survivors=survivors, at=at)
    InteractionEvent.objects.filter(interaction__in=ids).update(interaction=into)
    WaitingEpisode.objects.filter(interaction__in=ids).delete()


def _take_over(into: Interaction, gone: list[Interaction]) -> None:
    for each in sorted(gone, key=lambda one: (one.opened_at, one.pk)):
        for name in FILLED:
            setattr(into, name, getattr(into, name) or getattr(each, name))
        into.holder_id = into.holder_id or each.holder_id
    into.priority = max(into.priority, *(each.priority for each in gone))
    into.reopened = max(into.reopened, *(each.reopened for each in gone))
