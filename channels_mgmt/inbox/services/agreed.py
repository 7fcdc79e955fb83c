"""What the response protocol offers for an interaction: answers that fit, filled in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from accounts.models import User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.inbox.choices import Direction, Language
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.search import matching
from channels_mgmt.protocol.variables import fill, left_open
from channels_mgmt.team.models import Channel
from cmhub.lib.erased import ERASED
from cmhub.lib.moments import as_zone, date_words, time_words
from cmhub.lib.numbers import id_in
from cmhub.lib.working_time.written import week_words

READ_BACK = 3
"""The last messages of the public that say what an interaction is about."""
ANSWERED_IN: dict[str, str] = {Language.ENGLISH: "en", Language.PIDGIN: "en"}
"""Languages of the public that are answered in English; the others are answered in French."""


@dataclass(frozen=True)
class Offer:
    """An answer ready to be sent, but for what is missing; and because of which words it fits."""

    version: EntryVersion
    text: str
    language: str
    missing: tuple[str, ...]
    words: tuple[str, ...] = ()


def offers_for(interaction: Interaction, *, by: User, at: datetime, limit: int = 3) -> list[Offer]:
    """The agreed answers that fit what was last written, the best first."""
    said = interaction.messages.filter(direction=Direction.IN).order_by("-sent_at", "-pk")
    text = "\n".join([*said.values_list("text", flat=True)[:READ_BACK], interaction.theme])
    matches = matching(
        interaction.brand, text, interaction.kind, language_of(interaction), at=at, limit=limit
    )
    if not matches:
        return []
    service = _customer_service(interaction)
    offers = []
    for match in matches:
        text, missing = fill(match.answer, _values(interaction, service, by, match.language, at))
        offers.append(Offer(match.version, text, match.language, missing, match.words))
    return offers


def offer_of(interaction: Interaction, version: EntryVersion, *, by: User, at: datetime) -> Offer:
    """One answer of the protocol in the interaction's language, ready to be sent."""
    language, answer = version.answer_in(language_of(interaction))
    service = _customer_service(interaction)
    text, missing = fill(answer, _values(interaction, service, by, language, at))
    return Offer(version, text, language, missing)


def filled(
    text: str, interaction: Interaction, *, by: User, language: str, at: datetime
) -> tuple[str, tuple[str, ...]]:
    """Any text with what the machine knows in place of what is in braces; and the names of what it lacks."""
    if not left_open(text):
        return text, ()
    return fill(text, _values(interaction, _customer_service(interaction), by, language, at))


def usable(asked: str, interaction: Interaction, at: datetime) -> EntryVersion | None:
    """The version of the brand's protocol with this id, or what has replaced it, if it may be used today."""
    version = in_use(id_in(asked), interaction)
    today = interaction.brand.agency.day_of(at)
    return version if version and version.is_valid_on(today) else None


def in_use(pk: int, interaction: Interaction) -> EntryVersion | None:
    """The version that counts now of the situation that this version is of; none for another brand's."""
    of_brand = EntryVersion.objects.filter(brand=interaction.brand_id)
    return of_brand.in_use().filter(entry__in=of_brand.filter(pk=pk).values("entry")).first()


def followed_by(text: str, interaction: Interaction, at: datetime) -> EntryVersion | None:
    """The version of the brand's protocol of which a text is the answer, word for word, if it counts now."""
    today = interaction.brand.agency.day_of(at)
    versions = EntryVersion.objects.filter(brand=interaction.brand_id).in_use()
    return next((one for one in versions if one.is_valid_on(today) and one.is_said_by(text)), None)


def language_of(interaction: Interaction) -> str:
    return ANSWERED_IN.get(interaction.language, "fr")


def _values(
    interaction: Interaction, service: Channel | None, by: User, language: str, at: datetime
) -> dict[str, str]:
    local = at.astimezone(as_zone(interaction.brand.time_zone))
    open_at = service or interaction.channel
    author = "" if interaction.author == ERASED else interaction.author.strip()
    with translation.override(language):
        return {
            "first_name": first_name(author),
            "name": author,
            "brand": interaction.brand.name,
            "signature": first_name(by.name),
            "hours": ", ".join(week_words(open_at.hours)),
            "direct_line": (service.handle or service.url) if service else "",
            "date": date_words(local.date(), weekday=True, year=False),
            "time": time_words(local),
        }


def first_name(author: str) -> str:
    """The first of several words, as names are written in these countries; a handle stays whole."""
    first, *rest = author.split() or [""]
    return first if rest and first.isalpha() else author


def _customer_service(interaction: Interaction) -> Channel | None:
    """Where the public is answered on its own matters, on the network of the interaction if it can be."""
    there = Channel.objects.lively().filter(brand=interaction.brand_id, purpose=Purpose.CUSTOMER_SERVICE)
    found = list(there.order_by("pk"))
    same = (one for one in found if one.network == interaction.channel.network)
    return next(same, found[0] if found else None)
