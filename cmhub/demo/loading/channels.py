"""What is said of the channels beside their names: decisions, territories, credentials, cadence, states, and
who held some of them before. Safe to run again.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import Assignment, Channel, NetworkSetup
from channels_mgmt.team.services.assignments import change_assignment
from channels_mgmt.team.services.channels import change_channel, lay_dormant, open_channel
from channels_mgmt.team.services.closing import close_channel
from channels_mgmt.team.services.networks import decide_network, others_of

UNDECIDED = {("ouarsenis-energie", Network.FACEBOOK), ("nyongtel", Network.LINKEDIN)}
"""What nobody has decided on yet, so that the board shows it."""
SPOKEN_TO = {"loumalo-whatsapp": "CI", "loumalo-support": "SN"}
OWN_CADENCE = {
    "demarches-simplifiees-youtube": (
        Decimal("0.5"),
        "Une vidéo toutes les deux semaines : le tournage en décide.",
    ),
    "es-ain-safsaf-x": (Decimal(7), "Chaque jour de la saison, à la demande du club."),
}
DORMANT = {
    "loumalo": (Network.TIKTOK, "Pas assez de vidéos pour tenir une cadence : à reprendre à la rentrée.")
}
CLOSED = {
    "kajoor-banque": (
        Network.INSTAGRAM,
        "Peu d’abonnés, et aucune question en six mois : tout est sur Facebook.",
    )
}
KEPT_AT_CLIENTS = ("kajoor-banque", "ouarsenis-energie")
CHANGED = {"nyongtel-instagram": timedelta(weeks=3), "loumalo-instagram": timedelta(weeks=4)}
"""How long after the beginning the hours on a channel changed, so that there is a history to read."""


def tell_channels(brand: Brand, by: User, *, at: datetime) -> None:
    if NetworkSetup.objects.filter(brand=brand).exists():
        return
    channels = list(brand.channels.select_related("brand__agency"))
    _decide(brand, channels, by, at)
    for channel in channels:
        _describe(channel, by, at)
    _lay_to_rest(brand, by, at)
    for channel in channels:
        if channel.slug in CHANGED:
            _change_hours(channel, by, at)


def _decide(brand: Brand, channels: list[Channel], by: User, at: datetime) -> None:
    for network in sorted({channel.network for channel in channels}):
        if (brand.slug, network) in UNDECIDED:
            continue
        others = others_of(channel for channel in channels if channel.network == network)
        setup = Setup.SEPARATE if others else Setup.SINGLE
        decide_network(brand=brand, network=network, setup=setup, by=by, at=at)


def _describe(channel: Channel, by: User, at: datetime) -> None:
    brand = channel.brand
    lead = Assignment.objects.filter(channel=channel, is_lead=True).select_related("user").first()
    place = (
        "Chez le client, coffre de la direction de la communication"
        if brand.slug in KEPT_AT_CLIENTS
        else f"Coffre partagé de la maison, dossier {brand.name}"
    )
    said: dict[str, Any] = {
        "credentials_holder": lead.user if lead and channel.purpose == Purpose.OFFICIAL else by,
        "credentials_place": place,
    }
    if not channel.handle:  # the first account came with the brand
        said["handle"] = f"@{channel.slug.replace('-', '_')}"
        said["url"] = f"https://reseaux.example/{channel.network}/{channel.slug}"
    if country := SPOKEN_TO.get(channel.slug):
        said["territory"] = brand.territories.get(country=country)
    if own := OWN_CADENCE.get(channel.slug):
        said["posts_per_week"], said["cadence_words"] = own
    change_channel(channel=channel, by=by, at=at, **said)


def _lay_to_rest(brand: Brand, by: User, at: datetime) -> None:
    """Accounts that there were: one dormant by decision, one closed, each with the reason."""
    for told, rest in ((DORMANT, lay_dormant), (CLOSED, close_channel)):
        if brand.slug in told:
            network, reason = told[brand.slug]
            channel = open_channel(
                brand=brand,
                network=network,
                purpose=Purpose.OFFICIAL,
                slug=f"{brand.slug}-{network}",
                by=by,
                at=at,
            )
            rest(channel=channel, reason=reason, by=by, at=at + timedelta(days=2))


def _change_hours(channel: Channel, by: User, at: datetime) -> None:
    lead = Assignment.objects.filter(channel=channel, is_lead=True).select_related("brand__agency").first()
    if lead is None or lead.hours_per_week < 2:
        return
    day = channel.brand.agency.day_of(at) + CHANGED[channel.slug]
    hours = lead.hours_per_week - 1
    change_assignment(assignment=lead, by=by, from_day=day, hours_per_week=hours, at=at)
