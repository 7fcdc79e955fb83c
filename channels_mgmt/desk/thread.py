"""The thread of an interaction: what the public sees, what only the house sees, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import pgettext_lazy

from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, InteractionEvent, Message
from channels_mgmt.inbox.models.attachment import pictures
from cmhub.lib.kept import kept
from cmhub.lib.states import STATES

SHOWN = 100
"""Messages and events of a long thread that are shown at first: the latest."""
LATEST = 1
"""Lines that always stand open at the end of a thread."""
FOLDED_FROM = 3
"""Earlier lines fold away from so many on."""


@dataclass(frozen=True)
class Happening:
    """One line of the thread: a message, a note of the house, or something that was done."""

    at: datetime
    type: str
    what: Any
    words: Any = ""
    icon: str = ""


LINES = {
    "taken": (pgettext_lazy("thread", "taken"), "user"),
    "handed_over": (pgettext_lazy("thread", "given to somebody else"), "users"),
    "released": (pgettext_lazy("thread", "released"), "user"),
    "classified": (pgettext_lazy("thread", "sorted"), "tag"),
    "closed": (pgettext_lazy("thread", "closed"), "circle-check"),
    "reopened": (pgettext_lazy("thread", "reopened"), "refresh"),
    "put_back": (pgettext_lazy("thread", "as before: an act on several was undone"), "undo"),
    "set_aside": (pgettext_lazy("thread", "set aside"), "archive"),
    "escalated": (pgettext_lazy("thread", "passed on to a department"), "escalate"),
    "joined_question": (
        pgettext_lazy("thread", "waits for the answer to a question that others ask"),
        "users",
    ),
    "department_answered": (pgettext_lazy("thread", "the department answered"), "reply"),
    "merged": (pgettext_lazy("thread", "another interaction joined to this one"), "messages"),
}
LINES |= {
    "approval_asked": (pgettext_lazy("thread", "a reply waits for approval"), "hourglass"),
    "approval_held": (pgettext_lazy("thread", "a crisis holds the approved reply"), "hourglass"),
    "approval_approved": (pgettext_lazy("thread", "the reply is approved"), "check"),
    "approval_changed": (pgettext_lazy("thread", "the reply is approved with changes"), "check"),
    "approval_sent_back": (pgettext_lazy("thread", "the reply is sent back"), "undo"),
    "approval_withdrawn": (pgettext_lazy("thread", "the reply waits no more"), "undo"),
    "approval_alone": (pgettext_lazy("thread", "published without approval"), "alert"),
    "satisfaction_noted": (pgettext_lazy("thread", "the person said whether it helped"), "thumb-up"),
    "promise_released": (pgettext_lazy("thread", "a promise is no longer owed"), "circle-x"),
}
LINES |= {
    "hidden": (pgettext_lazy("thread", "hidden from the public"), "shield"),
    "removed": (pgettext_lazy("thread", "removed"), "shield"),
    "author_warned": (pgettext_lazy("thread", "the author is warned"), "shield"),
    "author_banned": (pgettext_lazy("thread", "the author is banned"), "shield"),
    "refocused": (pgettext_lazy("thread", "the discussion is refocused"), "target"),
    "moderation_reversed": (pgettext_lazy("thread", "an act of moderation is reversed"), "undo"),
    "moderation_appealed": (pgettext_lazy("thread", "the person appeals against moderation"), "flag"),
    "appeal_upheld": (pgettext_lazy("thread", "the act of moderation stands"), "check"),
    "split": (pgettext_lazy("thread", "messages became an interaction of their own"), "messages"),
    "split_off": (pgettext_lazy("thread", "split off another interaction"), "messages"),
    "channel_changed": (pgettext_lazy("thread", "handed over to another account"), "arrow-right"),
    "directed": (pgettext_lazy("thread", "told to write on another account"), "arrow-right"),
    "arrived": (pgettext_lazy("thread", "has written on the other account"), "check"),
    "came_directed": (pgettext_lazy("thread", "comes from another account"), "arrow-right"),
}
TOLD_BY_A_MESSAGE = ("answered", "holding_reply", "logged", "message_logged")
"""Events of which the thread shows the message itself."""


def thread_of(interaction: Interaction, *, whole: bool = False) -> tuple[list[Happening], bool]:
    """The happenings in order, and whether earlier ones are left out."""
    if whole:
        messages, events = messages_of(interaction=interaction.pk), events_of(interaction=interaction.pk)
    else:
        messages, events = (
            latest_messages(interaction=interaction.pk),
            latest_events(interaction=interaction.pk),
        )
    more = not whole and (len(messages) > SHOWN or len(events) > SHOWN)
    happenings = sorted([*_messages(messages), *_events(events)], key=lambda h: h.at)
    return (happenings[-SHOWN:] if more else happenings), more


def folded(
    thread: list[Happening], waiting_since: datetime | None
) -> tuple[list[Happening], list[Happening]]:
    """What came before, and the end of the thread: from the message on for which the public waits, else from
    the last message; a few lines are not folded away.
    """
    said = [at for at, happening in enumerate(thread) if happening.type == "message"]
    asked = [at for at in said if waiting_since and thread[at].at >= waiting_since]
    begins = min(asked[0] if asked else said[-1] if said else 0, max(len(thread) - LATEST, 0))
    return (thread[:begins], thread[begins:]) if begins >= FOLDED_FROM else ([], thread)


@kept
def messages_of(interaction: int) -> QuerySet[Message]:
    """Latest first."""
    messages = Message.objects.filter(interaction=interaction).as_shown().annotate(pictures=pictures())
    return messages.order_by("-sent_at", "-pk")


@kept
def latest_messages(interaction: int) -> QuerySet[Message]:
    return messages_of.build(interaction)[: SHOWN + 1]


@kept
def events_of(interaction: int) -> QuerySet[InteractionEvent]:
    """Latest first, with the name of who did each as `by_name`; not those that a message tells."""
    events = InteractionEvent.objects.filter(interaction=interaction).exclude(verb__in=TOLD_BY_A_MESSAGE)
    return events.annotate(by_name=F("by__name")).order_by("-at", "-pk")


@kept
def latest_events(interaction: int) -> QuerySet[InteractionEvent]:
    return events_of.build(interaction)[: SHOWN + 1]


def _messages(messages: Iterable[Message]) -> list[Happening]:
    # The list comes latest first; in the thread a message in comes before a message out of the same instant.
    in_order = sorted(messages, key=lambda m: (m.sent_at, m.direction == Direction.OUT, m.pk))
    return [Happening(message.sent_at, "message", message) for message in in_order]


def _events(events: Iterable[InteractionEvent]) -> list[Happening]:
    happenings = []
    for event in reversed(list(events)):
        if event.verb == "note":
            happenings.append(Happening(event.at, "note", event))
            continue
        if event.verb in LINES:
            happenings.append(Happening(event.at, "event", event, *LINES[event.verb]))
        elif event.to_state:
            look = STATES[event.to_state]
            happenings.append(Happening(event.at, "event", event, look.label, look.icon))
    return happenings
