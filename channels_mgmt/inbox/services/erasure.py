"""What is held of members of the public: found, given out, erased.

What is erased loses its words and its name, never its place: who wrote, when and in which channel still
counts, so that no figure changes. The network's id of a message stays too: a file that is given again does
not bring the words back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any
from urllib.parse import unquote_plus

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, Value
from django.db.models.functions import Concat

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ENDED, Direction
from channels_mgmt.inbox.models import (
    Approval,
    Attachment,
    Directed,
    Interaction,
    InteractionEvent,
    Message,
    ModerationAct,
    Promise,
    SavedView,
)
from channels_mgmt.inbox.models.interaction import InteractionQuerySet
from channels_mgmt.inbox.services.attachments import copies_of, erase_attachments
from channels_mgmt.inbox.services.learning import forget
from channels_mgmt.protocol.services.uses import erase_reasons
from cmhub.lib.erased import ERASED
from cmhub.lib.text import fold, normalise_handle


@dataclass(frozen=True)
class Traces:
    """What a brand holds of one member of the public, known by the handle or name they wrote under."""

    brand: Brand
    handle: str
    messages: int
    interactions: int
    first: datetime | None
    last: datetime | None

    def __bool__(self) -> bool:
        return bool(self.messages)


def traces_of(brand: Brand, handle: str) -> Traces:
    key = normalise_handle(handle)
    written = Message.objects.filter(brand=brand, author_key=key, direction=Direction.IN)
    told: Any = written.aggregate(messages=Count("pk"), first=Min("sent_at"), last=Max("sent_at"))
    return Traces(brand, handle.strip(), interactions=concerned(brand, handle).count(), **told)


def concerned(brand: Brand, handle: str) -> InteractionQuerySet:
    """The interactions in which the person wrote."""
    key = normalise_handle(handle)
    wrote = Message.objects.filter(brand=brand, author_key=key, direction=Direction.IN)
    return Interaction.objects.filter(Q(author_key=key) | Q(pk__in=wrote.values("interaction")), brand=brand)


def copy_of(interactions: Iterable[Interaction], handle: str) -> list[dict[str, Any]]:
    """What is held, as JSON can say it: what the person wrote and was answered, and the notes made of it.

    What others wrote in the same interactions is theirs, and left out.
    """
    key = normalise_handle(handle)
    return [
        {
            "id": interaction.pk,
            "channel": interaction.channel.slug,
            "opened_at": interaction.opened_at.isoformat(),
            "state": interaction.state,
            "kind": interaction.kind,
            "theme": interaction.theme,
            "sentiment": interaction.sentiment,
            "language": interaction.language,
            "messages": [
                {
                    "id": message.external_id,
                    "direction": message.direction,
                    "sent_at": message.sent_at.isoformat(),
                    "text": message.text,
                    "url": message.url,
                    "pictures": copies_of(message.attachments.all()),
                }
                for message in interaction.messages.prefetch_related("attachments").order_by("sent_at", "pk")
                if message.direction == Direction.OUT or message.author_key == key
            ],
            "replies_not_published": list(
                interaction.approvals.filter(message=None).exclude(text="").values_list("text", flat=True)
            ),
            "moderation": [
                {
                    "act": act.act,
                    "reason": act.reason,
                    "rule": act.rule,
                    "at": act.at.isoformat(),
                    "text": act.text,
                    "url": act.url,
                    "words": act.words,
                    "reversed_at": act.reversed_at.isoformat() if act.reversed_at else None,
                    "appeal": act.appeal_words,
                    "appeal_state": act.appeal_state,
                }
                for act in interaction.moderation.order_by("at", "pk")
                if act.author_key == key
            ],
            "told_to_write_to": list(
                interaction.directions.filter(author_key=key).values_list("to_channel__slug", flat=True)
            ),
            "notes": list(interaction.events.exclude(note="").values_list("note", flat=True)),
        }
        for interaction in interactions
    ]


def erase_person(brand: Brand, handle: str) -> list[int]:
    """Takes name and words from all that the person wrote and was answered; the interactions' ids.

    Others who wrote in the same interactions keep theirs.
    """
    key, stranger = normalise_handle(handle), f"{ERASED}{token_hex(8)}"
    with transaction.atomic():
        everywhere = list(concerned(brand, handle).select_for_update().values_list("pk", flat=True))
        own = Interaction.objects.filter(pk__in=everywhere, author_key=key)
        ids = list(own.values_list("pk", flat=True))
        written = Message.objects.filter(brand=brand, author_key=key, direction=Direction.IN)
        answers = Message.objects.filter(interaction__in=ids, direction=Direction.OUT)
        erase_attachments(Attachment.objects.filter(Q(message__in=written) | Q(message__in=answers)))
        _blank_messages(written, author_key=Value(stranger))
        _blank_messages(answers)
        Message.objects.filter(brand=brand, addressee_key=key).update(addressee_key=stranger)
        _blank_interactions(ids, author_key=Value(stranger))
        _blank_approvals(everywhere)
        acts = ModerationAct.objects.filter(brand=brand, author_key=key)
        _blank_moderation(acts, author=ERASED, author_key=stranger)
        Directed.objects.filter(brand=brand, author_key=key).update(author_key=stranger)
        _forget_views(brand, handle)
        forget([brand.pk])
    return everywhere


def _forget_views(brand: Brand, handle: str) -> None:
    """Saved views, whoever keeps them, that are called by the person or look for them."""
    if sought := fold(handle.strip().lstrip("@")):
        whole = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
        views = SavedView.objects.filter(brand=brand).only("name", "query")
        named = [one.pk for one in views if whole.search(fold(f"{one.name} {unquote_plus(one.query)}"))]
        SavedView.objects.filter(pk__in=named).delete()


def erase_interactions(ids: Sequence[int]) -> None:
    """The same for all of these interactions and everybody in them: their time is over.

    Nothing any longer tells that two of them are of one person.
    """
    with transaction.atomic():
        locked = Interaction.objects.filter(pk__in=ids).select_for_update()
        found = list(locked.values_list("pk", flat=True))
        stranger = Concat(Value(ERASED), F("pk"))
        messages = Message.objects.filter(interaction__in=found)
        erase_attachments(Attachment.objects.filter(message__in=messages))
        of_interaction = Concat(Value(ERASED), F("interaction_id"))
        _blank_messages(messages.filter(direction=Direction.IN), author_key=of_interaction)
        _blank_messages(messages.filter(direction=Direction.OUT))
        messages.exclude(addressee_key="").update(addressee_key=of_interaction)
        _blank_interactions(found, author_key=stranger)
        _blank_approvals(found)
        acts = ModerationAct.objects.filter(interaction__in=found)
        _blank_moderation(acts, author=ERASED, author_key=of_interaction)
        Directed.objects.filter(interaction__in=found).update(author_key=of_interaction)
        forget(set(Interaction.objects.filter(pk__in=found).values_list("brand", flat=True)))


def _blank_approvals(ids: Sequence[int]) -> None:
    """Replies that wait, or waited, quote the public or name it."""
    blank = dict.fromkeys(("asked", "text", "doubt", "deviation", "words"), "")
    Approval.objects.filter(interaction__in=ids).update(**blank)
    Promise.objects.filter(interaction__in=ids).update(reason="")
    erase_reasons(ids)


def _blank_moderation(acts: Any, **more: Any) -> None:
    """The evidence, and what people wrote about it: what was done, when and why stays."""
    blank = dict.fromkeys(("text", "url", "rule", "words", "reversed_why", "appeal_words", "decision"), "")
    acts.update(**blank, **more)


def past(brand: Brand, before: datetime) -> InteractionQuerySet:
    """Interactions that ended, of which nothing was heard since `before`, and which are not erased yet."""
    return Interaction.objects.filter(brand=brand, state__in=ENDED, last_at__lt=before).exclude(author=ERASED)


def _blank_messages(messages: Any, **more: Any) -> None:
    inbound = {"author": ERASED, **more} if more else {}
    messages.update(text="", url="", conversation="", **inbound)


def _blank_interactions(ids: list[int], **more: Any) -> None:
    Interaction.objects.filter(pk__in=ids).update(author=ERASED, excerpt="", reason="", **more)
    InteractionEvent.objects.filter(interaction__in=ids).exclude(note="").update(note="")
