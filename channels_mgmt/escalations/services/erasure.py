"""What departments were asked and said about interactions and watch items whose words are erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product
from typing import Any

from django.db import transaction
from django.db.models import F, Func, Q, Value

from accounts.models import Notice, Notification
from accounts.services.erasure import erase_words
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import AnswerFile, Carried, Escalation, EscalationEvent, Remark
from channels_mgmt.escalations.services.attachments import erase_files
from channels_mgmt.escalations.services.history import lock_carrying
from channels_mgmt.escalations.services.notices import REMINDER, in_subject
from channels_mgmt.escalations.services.opening import first_words
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.watch.models import Item
from cmhub.lib.erased import ERASED
from cmhub.lib.quoted import Quoted
from cmhub.lib.scope import everything
from cmhub.lib.text import excerpt

LENGTHS = (2_000, 600, 90)
"""At which messages cut what they quote."""
ANSWERED_IN = ("publishable", "internal")
WRITTEN = ("publishable", "internal", "close_reason")
"""The words of an escalation besides its question."""


def copy_of(interactions: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The escalations that carry each interaction, or did, by its id, as JSON can say them.

    Of a question that was opened for somebody else, what the public may read of the answer: the rest tells
    of others.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Carried.objects.filter(interaction__in=interactions).select_related("escalation")
    opened_for = _opened_for(rows.values("escalation"))
    for row in rows.order_by("escalation__opened_at", "pk"):
        asked = row.escalation
        told = {"opened_at": asked.opened_at.isoformat(), "publishable": asked.publishable}
        if opened_for[asked.pk] == row.interaction_id:
            told |= {"question": asked.question, "internal": asked.internal}
        found.setdefault(row.interaction_id, []).append(told)
    return found


def copy_about(items: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The same about watch items, each of which has its questions for itself."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Escalation.objects.filter(item__in=items).order_by("opened_at", "pk")
    for pk, opened_at, *words in rows.values_list("item", "opened_at", "question", *ANSWERED_IN):
        told = dict(zip(("question", *ANSWERED_IN), words, strict=True))
        found.setdefault(pk, []).append({"opened_at": opened_at.isoformat(), **told})
    return found


def erase_about(items: Sequence[int]) -> None:
    """Takes the words from what departments were asked about these watch items, and from the messages."""
    with everything(), transaction.atomic():
        held = Item.objects.select_for_update(of=("self",)).filter(pk__in=items)
        list(held.order_by("pk").values_list("pk"))
        about = Escalation.objects.select_for_update(of=("self",), no_key=True).filter(item__in=items)
        _erase_whole(set(about.order_by("pk").values_list("pk", flat=True)))


def erase(interactions: Sequence[int]) -> None:
    """Takes the words from the escalations that carry or carried them, and from the messages that told of
    these; to be called while the words of the interactions are still there.

    Where others are part of a question, what names or quotes those who go, goes; a question that was asked
    for them is asked for who remains.
    """
    with everything(), transaction.atomic():  # who erases does not see what others were told
        held = Interaction.objects.select_for_update(of=("self",)).filter(pk__in=interactions)
        list(held.order_by("pk").values_list("pk"))
        about = Q(interaction__in=interactions) | Q(carried__interaction__in=interactions)
        concerned = set(Escalation.objects.filter(about).values_list("pk", flat=True))
        lock_carrying([], besides=concerned)
        shared = _shared(concerned, interactions)
        _erase_whole(concerned - shared.keys())
        opened_for = _opened_for(shared)
        for escalation in Escalation.objects.filter(pk__in=shared).order_by("pk"):
            mine = escalation.carried.filter(interaction__in=interactions)
            going = set(mine.values_list("interaction_id", flat=True))
            was_theirs = opened_for[escalation.pk] in going
            _erase_part(escalation, going, shared[escalation.pk], was_theirs=was_theirs)


def _opened_for(escalations: Any) -> dict[int, int]:
    """The interaction for which each was opened: the first that it carried."""
    rows = Carried.objects.filter(escalation__in=escalations).order_by("-joined_at", "-pk")
    return dict(rows.values_list("escalation_id", "interaction_id"))


def _shared(escalations: Collection[int], going: Collection[int]) -> dict[int, int]:
    """Those of which others are part whose words are there, each with the first of these who still waits."""
    there = Carried.objects.there().filter(escalation__in=escalations).exclude(interaction__in=going)
    others = there.exclude(interaction__author=ERASED).order_by(
        F("relayed_at").desc(nulls_last=True), "-joined_at", "-pk"
    )
    return dict(others.values_list("escalation_id", "interaction_id"))


def _erase_whole(escalations: Collection[int]) -> None:
    gone = Escalation.objects.filter(pk__in=escalations)
    for escalation in gone:
        _replace_in_messages(escalation, {escalation.question: ""})
        erase_words(f"escalation:{escalation.pk}:")
    erase_files(escalations)
    Remark.objects.filter(escalation__in=escalations).update(text=ERASED, internal="")
    worded = Q(details__has_key="why") | Q(verb=Verb.CLOSED)
    for event in EscalationEvent.objects.filter(worded, escalation__in=escalations):
        _erase_event(event)
    gone.exclude(close_reason="").update(close_reason=ERASED)
    gone.update(question=ERASED, publishable="", internal="")


def _erase_part(escalation: Escalation, going: Collection[int], remaining: int, *, was_theirs: bool) -> None:
    quoted = _words_of(going)
    changed = {}
    before = escalation.question
    if was_theirs or quoted.in_(before):
        escalation.question = first_words(Interaction.objects.get(pk=remaining))
        changed[before] = escalation.question
    for name in WRITTEN:
        changed |= _mask(escalation, name, quoted)
    escalation.save(update_fields=["question", *WRITTEN])
    for remark in Remark.objects.filter(escalation=escalation):
        changed |= _mask(remark, "text", quoted) | _mask(remark, "internal", quoted)
        remark.save(update_fields=["text", "internal"])
    for file in AnswerFile.objects.filter(escalation=escalation):
        if _mask(file, "name", quoted):
            file.save(update_fields=["name"])
    for event in EscalationEvent.objects.filter(escalation=escalation):
        why = str(event.details.get("why", ""))
        if event.details.get("interaction") in going or any(map(quoted.in_, (why, _reason(event)))):
            changed |= dict.fromkeys(filter(None, (why, _reason(event))), "…")
            _erase_event(event)
    _replace_in_messages(escalation, changed)


def _words_of(interactions: Collection[int]) -> Quoted:
    """Under which names the public wrote there, and what."""
    said = Message.objects.filter(interaction__in=interactions, direction=Direction.IN)
    own = Interaction.objects.filter(pk__in=interactions)
    names = {*said.values_list("author", flat=True), *own.values_list("author", flat=True)}
    texts = [*said.values_list("text", flat=True), *own.values_list("excerpt", flat=True)]
    return Quoted(names=names - {ERASED}, texts=texts)


def _mask(row: Escalation | Remark | AnswerFile, name: str, quoted: Quoted) -> dict[str, str]:
    """Takes what is quoted out of one text; the text before and after, where that changed it."""
    before = getattr(row, name)
    after = quoted.without(before)
    setattr(row, name, after)
    return {before: after} if after != before else {}


def _reason(event: EscalationEvent) -> str:
    return str(event.details.get("reason", "")) if event.verb == Verb.CLOSED else ""


def _erase_event(event: EscalationEvent) -> None:
    words = {"why"} & event.details.keys() | ({"reason"} if event.verb == Verb.CLOSED else set())
    if words:
        details = event.details | dict.fromkeys(words, ERASED)
        EscalationEvent.objects.filter(pk=event.pk).update(details=details)


def _replace_in_messages(escalation: Escalation, changed: dict[str, str]) -> None:
    """Messages that quote on a line of its own what was changed, waiting or sent, quote what stands there
    now; so do reminders of earlier times, which quoted questions.
    """
    keys = {f"escalation:{escalation.pk}:": "\n", f"{REMINDER}:{escalation.brand_id}:": "\n  "}
    texts = [(before, after) for before, after in changed.items() if before not in ("", ERASED)]
    for (before, after), length, (key, start) in product(texts, LENGTHS, keys.items()):
        old, new = (f"{start}{excerpt(text, length)}\n" for text in (before, after))
        mails = Notification.objects.filter(key__startswith=key, body__contains=old)
        mails.update(body=_replaced("body", old, new))
        notices = Notice.objects.filter(key__startswith=key, text__contains=old)
        notices.update(text=_replaced("text", old, new))
    for before, after in texts:
        old, new = in_subject(before), in_subject(after)
        own = f"escalation:{escalation.pk}:"
        mails = Notification.objects.filter(key__startswith=own, subject__contains=old)
        mails.update(subject=_replaced("subject", old, new))
        notices = Notice.objects.filter(key__startswith=own, title__contains=old)
        notices.update(title=_replaced("title", old, new))


def _replaced(field: str, old: str, new: str) -> Func:
    return Func(F(field), Value(old), Value(new), function="replace")
