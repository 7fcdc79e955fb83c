"""The escalations that somebody opened and nobody else follows, as open work that changes hands.

Who follows an escalation is who holds its interaction: it changes hands with that.
"""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.inbox.services.sorting import hand_over
from channels_mgmt.team.open_work import Item, Source, Whose

NAME = "escalations"


def followed(whose: Whose) -> list[Item]:
    return [
        Item(
            kind=NAME,
            pk=one.pk,
            brand=one.brand,
            channel=one.interaction.channel,
            url=reverse("escalations:detail", args=[one.pk]),
            icon="escalate",
            text=one.question,
        )
        for one in _rows(whose)
    ]


def give(*, whose: Whose, to: User | None, by: User, at: datetime) -> list[int]:
    """To nobody, they wait for whoever works on the brand, as does what comes back from the department."""
    moved = list(_rows(whose))
    for escalation in moved:
        if to is not None and not escalation.interaction.is_over:
            hand_over(interaction=escalation.interaction, to=to, by=by, at=at)
    return [escalation.pk for escalation in moved]


def words(number: int) -> str:
    return ngettext("%(n)d escalation", "%(n)d escalations", number) % {"n": number}


def _rows(whose: Whose) -> EscalationQuerySet:
    here = (
        Escalation.objects.unfinished()
        .filter(Q(interaction__holder=None) | Q(interaction__holder=whose.user), opened_by=whose.user)
        .filter(brand__in=whose.brands)
    )
    if whose.channels is not None:
        here = here.filter(interaction__channel__in=whose.channels)
    return here.select_related("brand", "interaction__brand", "interaction__channel").order_by("answer_by")


SOURCE = Source(name=NAME, words=words, of=followed, give=give)
