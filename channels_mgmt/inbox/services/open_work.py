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
from channels_mgmt.team.open_work import Item, Whose, source_of

NAME = "interactions"


def item(one: Interaction) -> Item:
    url = reverse("desk:interaction", args=[one.pk])
    return Item(NAME, one.pk, one.brand, one.channel, url, "message", one.excerpt, author=one.author)


def move(one: Interaction, *, to: User | None, by: User, at: datetime) -> None:
    if to is None:
        release(interaction=one, by=by, at=at)
    else:
        hand_over(interaction=one, to=to, by=by, at=at)


def open_on(channels: Collection[int]) -> dict[int, int]:
    unfinished = Interaction.objects.unfinished().filter(channel__in=channels).order_by()
    return dict(unfinished.values_list("channel").annotate(Count("pk")))


def words(number: int) -> str:
    return ngettext("%(n)d interaction", "%(n)d interactions", number) % {"n": number}


def held_by(whose: Whose) -> InteractionQuerySet:
    here = Interaction.objects.unfinished().filter(holder=whose.user, brand__in=whose.brands)
    if whose.channels is not None:
        here = here.filter(channel__in=whose.channels)
    return here.select_related("brand", "channel").order_by("brand", "opened_at")


SOURCE = source_of(name=NAME, words=words, rows=held_by, item=item, move=move, open_on=open_on)
