"""What a crisis is about: which interactions are on its matter, and whether a reply to one is held."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q

from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.statements import is_a_statement
from channels_mgmt.inbox.approval_reasons import Wait
from channels_mgmt.inbox.choices import Direction, Reason
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.models.message import SEARCH_CONFIG
from channels_mgmt.protocol.models import EntryVersion

SEARCHED = SearchVector("text", config=SEARCH_CONFIG)


def held_by(interaction: Interaction, beforehand: EntryVersion | None, at: datetime) -> Iterable[Wait]:
    """Why a reply to the interaction waits because of a crisis: for `approval_reasons.sources`.

    Of what was approved `beforehand`, holding texts go out that were written before the opening, and approved
    statements: nobody lets their own words out by writing them into the protocol. Read from the database at
    each reply, and never from the cache: nothing that was written after the opening goes out beside it.
    """
    crises = crises_on(interaction)
    if beforehand and crises:
        crises = [one for one in crises if beforehand.written_at > one.opened_at]
        if crises and is_a_statement(beforehand):
            return []
    return [Wait(Reason.CRISIS, max(crisis.opened_at for crisis in crises))] if crises else []


def crises_on(interaction: Interaction) -> list[Crisis]:
    """The running crises, no drills, on whose matter the interaction is, the gravest first."""
    running = Crisis.objects.running().real().filter(brand=interaction.brand_id)
    found = list(running.order_by("-level", "opened_at"))
    return [crisis for crisis in found if is_on(crisis, interaction)]


def is_on(crisis: Crisis, interaction: Interaction) -> bool:
    if crisis.holds_whole_brand or crisis.interaction_id == interaction.pk:
        return True
    if crisis.channels and interaction.channel_id not in crisis.channels:
        return False
    if not (crisis.themes or crisis.words):
        return True
    if interaction.theme and interaction.theme.casefold() in {one.casefold() for one in crisis.themes}:
        return True
    said = Message.objects.filter(interaction=interaction.pk, direction=Direction.IN)
    return bool(crisis.words) and said.annotate(found=SEARCHED).filter(found=any_of(crisis.words)).exists()


def on_matter(crisis: Crisis) -> Q:
    """The same for many interactions of the brand at once."""
    matter = Q()
    if crisis.channels:
        matter &= Q(channel__in=crisis.channels)
    if crisis.themes or crisis.words:
        said = Q()
        for theme in crisis.themes:
            said |= Q(theme__iexact=theme)
        if crisis.words:
            messages = Message.objects.filter(interaction=OuterRef("pk"), direction=Direction.IN)
            said |= Q(Exists(messages.annotate(found=SEARCHED).filter(found=any_of(crisis.words))))
        matter &= said
    if crisis.interaction_id and crisis.says_its_matter:
        matter |= Q(pk=crisis.interaction_id)
    return matter


def any_of(words: Iterable[str]) -> SearchQuery:
    """Any of these words or expressions, in French and without accents, as the search of the inbox has it."""
    first, *others = (SearchQuery(word, config=SEARCH_CONFIG, search_type="phrase") for word in words)
    query = first
    for other in others:
        query |= other
    return query
