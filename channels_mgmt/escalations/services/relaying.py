"""One answer to all who asked: a reply for each of them, by the way that every reply takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services.ending import leave_unrelayed
from channels_mgmt.escalations.services.history import lock_carrying
from channels_mgmt.inbox.choices import APPROVED, ENDED, ApprovalState
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services.agreed import followed_by
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from cmhub.lib.keys import made_with

AT_ONCE = 20
"""Replies of one request; what is left goes with the next one."""


@dataclass
class Outcome:
    """What became of each, by the interaction's id: `sent` now or before; `waiting` for a second person;
    `left_out` and `refused` with the reason.
    """

    sent: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def relay_to(
    *,
    escalation: Escalation,
    replies: Mapping[int, str],
    by: User,
    key: UUID,
    at: datetime | None = None,
) -> Outcome:
    """Sends each interaction of `replies`, by id, its text: at once, or once a second person has approved it.

    Each is an act of its own: what fails or is cut off leaves the others sent, and doing it again sends what
    is left, nothing twice, whoever does it at the same time. Those whose interaction is over or was answered
    meanwhile are left out. The escalation is relayed once nobody waits for its answer any more.
    """
    now = at or timezone.now()
    outcome = Outcome()
    for pk, text in sorted(replies.items()):
        try:
            with transaction.atomic():
                _relay_one(escalation, pk, text, outcome, by=by, key=uuid5(key, str(pk)), at=now)
        except ValidationError as error:
            outcome.refused[pk] = " ".join(error.messages)
    return outcome


def with_second_person(interactions: Collection[int]) -> set[int]:
    """Those to which a reply waits for approval, or is approved and not published yet."""
    undecided = Q(state=ApprovalState.ASKED) | Q(state__in=APPROVED, message=None)
    waiting = Approval.objects.filter(undecided, interaction__in=interactions)
    return set(waiting.values_list("interaction_id", flat=True))


def to_publish(interactions: Collection[int]) -> list[Approval]:
    """The replies to these interactions that were approved and that nobody has published yet."""
    approved = Approval.objects.filter(state__in=APPROVED, message=None, interaction__in=interactions)
    return list(approved.select_related("interaction__channel").order_by("pk"))


def needs_it_no_more(interaction: Interaction) -> str:
    """Why somebody is not given the answer, in words; empty for who waits for it."""
    if interaction.state in ENDED:
        return _("the interaction was ended")
    if interaction.state == InteractionState.ANSWERED and interaction.waiting_since is None:
        return _("it was answered already")
    return ""


def _relay_one(
    escalation: Escalation, pk: int, text: str, outcome: Outcome, *, by: User, key: UUID, at: datetime
) -> None:
    found = Interaction.objects.select_for_update(of=("self",)).select_related("channel", "brand__agency")
    interaction = found.filter(pk=pk, brand=escalation.brand_id).first()
    row = Carried.objects.filter(escalation=escalation, interaction=pk).first()
    if interaction is None or row is None or row.left_at is not None:
        outcome.left_out[pk] = _("it is no part of this question any more")
        return
    if row.relayed_at is not None or made_with(key, Message, interaction_id=interaction.pk):
        outcome.sent.append(pk)
        return
    lock_carrying([pk], besides=[escalation.pk])  # the reply settles all that carry it
    held = Escalation.objects.select_related("brand").get(pk=escalation.pk)
    if held.state != State.ANSWERED:
        raise ValidationError(_("The question has gone on meanwhile: load the page again."), code="passage")
    if why := needs_it_no_more(interaction):
        leave_unrelayed(held, interaction, by=by, why=why, at=at)
        outcome.left_out[pk] = why
        return
    if with_second_person([pk]):
        outcome.waiting.append(pk)
        return
    draft = Draft(text, used=followed_by(text, interaction, at))
    done = reply(interaction=interaction, draft=draft, by=by, key=key, at=at)
    (outcome.sent if isinstance(done, Message) else outcome.waiting).append(pk)
