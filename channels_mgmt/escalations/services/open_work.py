"""The escalations that somebody opened and nobody else follows, as open work that changes hands.

Who follows an escalation is who holds its interaction: it changes hands with that. One of a watch item is
followed by all who watch the brand.
"""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.beginning import interaction_of
from channels_mgmt.inbox.services.sorting import hand_over
from channels_mgmt.team.open_work import Item, Whose, source_of

NAME = "escalations"


def item(one: Escalation) -> Item:
    url = reverse("escalations:detail", args=[one.pk])
    return Item(NAME, one.pk, one.brand, interaction_of(one).channel, url, "escalate", one.question)


def move(one: Escalation, *, to: User | None, by: User, at: datetime) -> None:
    """To nobody, it waits for whoever works on the brand, as does what comes back from the department."""
    interaction = interaction_of(one)
    if to is not None and not interaction.is_over:
        hand_over(interaction=interaction, to=to, by=by, at=at)


def words(number: int) -> str:
    return ngettext("%(n)d escalation", "%(n)d escalations", number) % {"n": number}


def followed_by(whose: Whose) -> EscalationQuerySet:
    here = (
        Escalation.objects.unfinished()
        .filter(Q(interaction__holder=None) | Q(interaction__holder=whose.user), opened_by=whose.user)
        .filter(brand__in=whose.brands, item=None)
    )
    if whose.channels is not None:
        here = here.filter(interaction__channel__in=whose.channels)
    return here.select_related("brand", "interaction__brand", "interaction__channel").order_by("answer_by")


SOURCE = source_of(name=NAME, words=words, rows=followed_by, item=item, move=move)
