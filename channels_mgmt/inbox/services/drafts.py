"""What somebody wants to reply, and how it is recorded once it was published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.promises import promise
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.uses import note_use


@dataclass(frozen=True)
class Draft:
    """What somebody wants to reply.

    `promised_for` is when a holding reply says that the answer will come; `used` the version of the
    protocol that it follows, `deviation` why it says something else; `doubt` what makes its author want a
    second look.
    """

    text: str
    holding: bool = False
    promised_for: datetime | None = None
    used: EntryVersion | None = None
    deviation: str = ""
    in_doubt: bool = False
    doubt: str = ""


def record_reply(
    *,
    interaction: Interaction,
    draft: Draft,
    by: User,
    key: UUID | None,
    seen: int | None = None,
    told_by: User | None = None,
    at: datetime,
) -> Message:
    """The reply as it was published, with what it promises and what of the protocol it used. It is the work
    of `by`, also where somebody else tells that it was published.
    """
    message = answer_interaction(
        interaction=interaction,
        text=draft.text,
        by=by,
        at=at,
        holding=draft.holding,
        key=key,
        seen=seen,
        told_by=told_by,
    )
    if draft.used:
        note_use(
            version=draft.used,
            interaction=interaction.pk,
            by=by,
            text=message.text,
            why=draft.deviation,
            at=at,
        )
    if draft.holding and draft.promised_for:
        promise(interaction=interaction, message=message, due_at=draft.promised_for, by=by, at=at)
    return message
