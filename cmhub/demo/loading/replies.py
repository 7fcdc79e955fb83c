"""Replies of the last hours: some wait for a second person, some promise an answer.

Safe to run again: a brand that has had any is left as it is.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Approval, Interaction, Message, Promise
from channels_mgmt.inbox.services.approval_rules import set_rule
from channels_mgmt.inbox.services.approvals import approve, send_back
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from cmhub.demo.loading.readiness import CM, FIRST, JUNIOR, MANAGER, STRATEGIST

OPEN = (State.NEW, State.IN_PROGRESS, State.REOPENED)
SINCE = timedelta(hours=10)
HOLDING = "Bonjour, nous avons bien reçu votre message. Nous nous renseignons et revenons vers vous {by}."
DOUBTED = "Bonjour, nous sommes désolés de ce désagrément. Pouvez-vous nous écrire en privé votre numéro ?"
DOUBT = "La personne est connue et très suivie : faut-il répondre en public ?"
SENT_BACK = "Répondez en privé d’abord, et dites quand nous la rappelons."
LEARNING = "Bonjour, merci de nous avoir prévenus. L’équipe technique vérifie votre zone et vous répond."
PLAIN = "Bonjour, votre demande est prise en compte ; le remboursement arrive sous 48 heures."


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """One promise on each brand; on the first, replies in every state of approval."""
    if Promise.objects.filter(brand=brand).exists():
        return
    open_ones = _open_ones(brand, at)
    _promise(brand, next(open_ones, None), people[CM], at - timedelta(minutes=50), at + timedelta(hours=5))
    if brand.slug != FIRST:
        return
    manager, strategist = people[MANAGER], people[STRATEGIST]
    set_rule(brand=brand, by=manager, approver=strategist, backup=manager, minutes=60, at=at)
    _promise(brand, next(open_ones, None), people[CM], at - timedelta(hours=9), at - timedelta(hours=1))
    _ask(brand, next(open_ones, None), people[JUNIOR], Draft(LEARNING), at - timedelta(minutes=12))
    _ask(brand, next(open_ones, None), people[CM], _doubted(DOUBTED), at - timedelta(minutes=25))
    back = _ask(brand, next(open_ones, None), people[CM], _doubted(DOUBTED), at - timedelta(minutes=90))
    let = _ask(brand, next(open_ones, None), people[CM], _doubted(PLAIN), at - timedelta(minutes=70))
    if back:
        send_back(approval=back, by=strategist, words=SENT_BACK, at=at - timedelta(minutes=60))
    if let:
        approve(approval=let, by=strategist, at=at - timedelta(minutes=40))


def _open_ones(brand: Brand, at: datetime) -> Iterator[Interaction]:
    """What waits on the official accounts since before the first reply, the latest first; each once."""
    waiting = Interaction.objects.filter(
        brand=brand, state__in=OPEN, channel__purpose=Purpose.OFFICIAL, last_at__lt=at - SINCE
    )
    return iter(waiting.order_by("-last_at", "pk")[:6])


def _promise(brand: Brand, interaction: Interaction | None, by: User, at: datetime, due: datetime) -> None:
    if interaction is None:
        return
    said = "avant ce soir" if due > at + timedelta(hours=4) else "dans l’heure"
    draft = Draft(HOLDING.format(by=said), holding=True, promised_for=due)
    _reply(brand, interaction, draft, by, at)


def _ask(
    brand: Brand, interaction: Interaction | None, by: User, draft: Draft, at: datetime
) -> Approval | None:
    if interaction is None:
        return None
    asked = _reply(brand, interaction, draft, by, at)
    return asked if isinstance(asked, Approval) else None


def _doubted(text: str) -> Draft:
    return Draft(text, in_doubt=True, doubt=DOUBT)


def _reply(
    brand: Brand, interaction: Interaction, draft: Draft, by: User, at: datetime
) -> Message | Approval:
    key = uuid5(NAMESPACE_URL, f"replies/{brand.slug}/{interaction.pk}")
    return reply(interaction=interaction, draft=draft, by=by, key=key, at=at)
