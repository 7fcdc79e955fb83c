"""Moderation: what is hidden or removed and who is warned or banned, with its reason and its evidence."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import (
    ABUSIVE,
    AGAINST_AUTHORS,
    BY_A_RULE,
    TAKES_AWAY,
    Act,
    Direction,
    Ground,
    State,
)
from channels_mgmt.inbox.models import Interaction, Message, ModerationAct
from channels_mgmt.inbox.opinions import is_only_opinion
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.states import MOVED, enter
from channels_mgmt.inbox.signals import ended
from cmhub.lib.keys import made_with
from cmhub.lib.text import written

KEPT = 20_000
"""Characters of evidence: more than any network lets somebody write, less than an attack."""

STATES = {Act.HIDE: State.HIDDEN, Act.REMOVE: State.REMOVED}
VERBS = {
    Act.HIDE: "hidden",
    Act.REMOVE: "removed",
    Act.WARN: "author_warned",
    Act.BAN: "author_banned",
}


class OnlyAnOpinionError(ValidationError):
    """What is to be taken away is only a negative opinion: who means it all the same says so."""


def moderate(
    *,
    interaction: Interaction,
    act: str,
    reason: str,
    by: User,
    key: UUID,
    rule: str = "",
    message: Message | None = None,
    despite_opinion: bool = False,
    at: datetime | None = None,
) -> ModerationAct:
    """Hides, removes, warns or bans, for a reason; once for a `key`. One `message` of the public, or all.

    What leaves nothing of the public to be seen hides or removes the interaction; an abusive reason confirms
    then that it was abuse. Raises OnlyAnOpinionError unless `despite_opinion`, and ValidationError in words
    for a rule that is missing, for what is over, for a message of elsewhere.
    """
    now, rule = at or timezone.now(), _checked(act, reason, rule)
    with transaction.atomic():
        lock(interaction)
        if kept := made_with(key, ModerationAct, interaction_id=interaction.pk):
            return kept
        concerned = _concerned(interaction, message)
        text = "\n\n".join(each.text for each in concerned)[:KEPT]
        takes_away = act in TAKES_AWAY
        opinion = act != Act.WARN and is_only_opinion(interaction, text)
        if opinion and not despite_opinion:
            told = _("This is only a negative opinion, and that is no reason. Say so if you mean it.")
            raise OnlyAnOpinionError(told, code="opinion")
        whole = takes_away and (message is None or _is_all(interaction, message))
        if takes_away and interaction.state in STATES.values():
            refuse_ended(interaction)
        done = ModerationAct.objects.create(
            brand_id=interaction.brand_id,
            interaction=interaction,
            message=message,
            whole=whole,
            act=act,
            reason=reason,
            rule=rule,
            text=text,
            url=next((each.url for each in concerned if each.url), ""),
            author=message.author if message else interaction.author,
            author_key=message.author_key if message else interaction.author_key,
            despite_opinion=opinion,
            confirms_abuse=whole and reason in ABUSIVE,
            kind_before=interaction.kind if whole and reason in ABUSIVE else "",
            by=by,
            at=now,
            key=key,
        )
        _carry_out(interaction, done, by=by, at=now)
    return done


def refocus(
    *,
    interaction: Interaction,
    words: str,
    by: User,
    key: UUID,
    at: datetime | None = None,
) -> ModerationAct:
    """Records the words that brought a discussion back to its subject. Nothing is removed."""
    now, said = at or timezone.now(), written(words, _("Write the words that you said to the public."))
    with transaction.atomic():
        lock(interaction)
        if kept := made_with(key, ModerationAct, interaction_id=interaction.pk):
            return kept
        done = ModerationAct.objects.create(
            brand_id=interaction.brand_id,
            interaction=interaction,
            act=Act.REFOCUS,
            words=said,
            author=interaction.author,
            author_key=interaction.author_key,
            by=by,
            at=now,
            key=key,
        )
        tell(interaction, verb="refocused", by=by, at=now, note=said, moderation=done.pk)
    return done


def reverse(*, act: ModerationAct, by: User, why: str, at: datetime | None = None) -> ModerationAct:
    """The act was wrong, or holds no more: what it took away is open again. Once reversed it stays so.

    Raises ValidationError without a reason, while an appeal waits, and for what took nothing from anybody.
    """
    now, reason = at or timezone.now(), written(why, _("Say why it is reversed."))[:300]
    with transaction.atomic():
        interaction, held = hold(act)
        if held.reversed_at:
            return held
        if held.act == Act.REFOCUS:
            raise ValidationError(_("A refocused discussion took nothing away."), code="refocus")
        if held.appeal_state == "open":
            raise ValidationError(_("An appeal waits: decide on it."), code="appealed")
        undo(held, interaction, by=by, why=reason, at=now)
    return held


def undo(held: ModerationAct, interaction: Interaction, *, by: User, why: str, at: datetime) -> None:
    """Reverses an act that the caller holds, with its interaction."""
    before = interaction.state
    # Never before the act, though the clock was put back since.
    held.reversed_by, held.reversed_at, held.reversed_why = by, max(at, held.at), why
    held.save(update_fields=["reversed_by", "reversed_at", "reversed_why"])
    others = ModerationAct.objects.standing().filter(interaction=interaction, whole=True)
    if held.whole and before in STATES.values() and not others.exists():
        if held.confirms_abuse and interaction.kind == Kind.ABUSE:
            interaction.kind = held.kind_before
        enter(interaction, to=State.REOPENED, at=at)
        interaction.save(update_fields=[*MOVED, "kind"])
    tell(
        interaction,
        verb="moderation_reversed",
        by=by,
        at=at,
        from_state=before,
        note=why,
        moderation=held.pk,
    )


def hold(act: ModerationAct) -> tuple[Interaction, ModerationAct]:
    """The act with its interaction, both kept from others until the transaction ends."""
    interaction = lock(act.interaction)
    held = ModerationAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    held.interaction = interaction
    return interaction, held


def refuse_reopening(interaction: Interaction) -> None:
    """What moderation took away comes back by reversing the act, with its reason, and in no other way."""
    if interaction.state not in STATES.values():
        return
    if ModerationAct.objects.standing().filter(interaction=interaction, whole=True).exists():
        told = _("It was moderated: the act is reversed, with a reason, by who reviews moderation.")
        raise ValidationError(told, code="moderated")


def _checked(act: str, reason: str, rule: str) -> str:
    """The rule's words, where act and reason are such as there are."""
    if act not in AGAINST_AUTHORS:
        raise ValidationError(_("Say what is done."), code="act")
    if reason not in Ground.values:
        raise ValidationError(_("Say why it is moderated."), code="reason")
    if reason in BY_A_RULE:
        return written(rule, _("Write the rule that it breaks, in its own words."))[:300]
    return written(rule, "")[:300] if rule.strip() else ""


def _concerned(interaction: Interaction, message: Message | None) -> list[Message]:
    """The messages of the public that the act is about, in their order."""
    received = Message.objects.filter(interaction=interaction, direction=Direction.IN)
    if message is None:
        return list(received.filter(author_key=interaction.author_key).order_by("sent_at", "pk"))
    found = list(received.filter(pk=message.pk))
    if not found:
        raise ValidationError(_("This message is not of this interaction."), code="message")
    return found


def _is_all(interaction: Interaction, message: Message) -> bool:
    """Whether nothing of the public is left to be seen once this message is taken away."""
    gone = ModerationAct.objects.standing().filter(interaction=interaction, act__in=TAKES_AWAY)
    left = Message.objects.filter(interaction=interaction, direction=Direction.IN).exclude(pk=message.pk)
    return not left.exclude(pk__in=gone.exclude(message=None).values("message")).exists()


def _carry_out(interaction: Interaction, done: ModerationAct, *, by: User, at: datetime) -> None:
    before = interaction.state
    if done.whole:
        enter(interaction, to=STATES[Act(done.act)], at=at, reason=str(done.get_reason_display())[:200])
        if done.confirms_abuse:
            interaction.kind = Kind.ABUSE
        interaction.save(update_fields=[*MOVED, "kind"])
    tell(
        interaction,
        verb=VERBS[Act(done.act)],
        by=by,
        at=at,
        from_state=before,
        note=done.rule,
        moderation=done.pk,
        reason=done.reason,
        despite_opinion=done.despite_opinion,
    )
    if done.whole:
        ended.send(Interaction, interaction=interaction, by=by, at=at)
