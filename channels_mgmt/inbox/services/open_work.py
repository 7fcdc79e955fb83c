"""The interactions that somebody holds, as open work that changes hands with an assignment."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.models.interaction import InteractionQuerySet
from channels_mgmt.inbox.services.sorting import hand_over, release
from channels_mgmt.team.open_work import Item, Source, Whose

NAME = "interactions"


def held(whose: Whose) -> list[Item]:
    return [
        Item(
            kind=NAME,
            pk=one.pk,
            brand=one.brand,
            channel=one.channel,
            url=reverse("desk:interaction", args=[one.pk]),
            icon="message",
            text=one.excerpt,
            author=one.author,
        )
        for one in _rows(whose)
    ]


def give(*, whose: Whose, to: User | None, by: User, at: datetime) -> list[int]:
    moved = list(_rows(whose))
    for interaction in moved:
        if to is None:
            release(interaction=interaction, by=by, at=at)
        else:
            hand_over(interaction=interaction, to=to, by=by, at=at)
    return [interaction.pk for interaction in moved]


def open_on(channels: Collection[int]) -> dict[int, int]:
    unfinished = Interaction.objects.unfinished().filter(channel__in=channels).order_by()
    return dict(unfinished.values_list("channel").annotate(Count("pk")))


def words(number: int) -> str:
    return ngettext("%(n)d interaction", "%(n)d interactions", number) % {"n": number}


def _rows(whose: Whose) -> InteractionQuerySet:
    here = Interaction.objects.unfinished().filter(holder=whose.user, brand__in=whose.brands)
    if whose.channels is not None:
        here = here.filter(channel__in=whose.channels)
    return here.select_related("brand", "channel").order_by("brand", "opened_at")


SOURCE = Source(name=NAME, words=words, of=held, give=give, open_on=open_on)
