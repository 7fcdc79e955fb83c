"""What was moderated on the first brand in its last days, and somebody who was told to write elsewhere.

Safe to run again: a brand where anything was moderated is left as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Act, Ground
from channels_mgmt.inbox.models import Interaction, ModerationAct
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.moderation import moderate, refocus
from channels_mgmt.inbox.services.moving import direct
from channels_mgmt.team.models import Channel
from cmhub.demo.loading.readiness import CM, FIRST


@dataclass(frozen=True)
class Case:
    """What somebody of the public wrote so long ago, and what was done about it ten minutes later."""

    before: timedelta
    author: str
    text: str
    reason: Ground
    acts: tuple[Act, ...]


CASES = (
    Case(
        timedelta(hours=50),
        "Fils_du_237",
        "Bande d’idiots, vous êtes tous des incapables, allez vous faire voir !",
        Ground.INSULT,
        (Act.HIDE, Act.WARN),
    ),
    Case(
        timedelta(hours=27),
        "Fils_du_237",
        "Toujours les mêmes imbéciles au clavier. Crétins !",
        Ground.INSULT,
        (Act.HIDE, Act.BAN),
    ),
    Case(
        timedelta(hours=6),
        "Gain_Facile_CM",
        "FÉLICITATIONS ! Vous gagnez 500 000 FCFA. Envoyez votre code secret au numéro en bio.",
        Ground.FRAUD,
        (Act.REMOVE, Act.BAN),
    ),
)
ASIDE = "Moi je dis que c’est la faute du match de dimanche. L’arbitre était acheté !"
BACK = "Restons sur le sujet : ici, on parle de la couverture à Bonabéri. Où en êtes-vous chez vous ?"
PRIVATE = "Bonjour, mon transfert de 25 000 F est bloqué depuis hier. Voici mon numéro…"
WRITE_THERE = "Bonjour, pour protéger vos données, écrivez s’il vous plaît à notre compte Service client."
THERE = "Bonjour, on m’a dit de vous écrire ici pour mon transfert de 25 000 F."


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    if brand.slug != FIRST or ModerationAct.objects.filter(brand=brand).exists():
        return
    by, official = people[CM], _channel(brand, Purpose.OFFICIAL)
    for number, case in enumerate(CASES):
        written = _write(official, case.author, case.text, by, at - case.before, Kind.ABUSE)
        for act in case.acts:
            moderate(
                interaction=written,
                act=act,
                reason=case.reason,
                by=by,
                key=_key(brand, f"{number} {act}"),
                at=at - case.before + timedelta(minutes=10),
            )
    aside = _write(official, "Rigobert Song", ASIDE, by, at - timedelta(hours=4), Kind.OTHER)
    refocus(interaction=aside, words=BACK, by=by, key=_key(brand, "aside"), at=at - timedelta(hours=3))
    _send_elsewhere(brand, official, by, at - timedelta(hours=2))


def _send_elsewhere(brand: Brand, official: Channel, by: User, at: datetime) -> None:
    """Who wrote in public of what is private was told where to write, and has."""
    service = _channel(brand, Purpose.CUSTOMER_SERVICE, official.network)
    written = _write(official, "Estelle Manga", PRIVATE, by, at, Kind.COMPLAINT)
    direct(
        interaction=written,
        to_channel=service,
        told=Draft(WRITE_THERE),
        by=by,
        key=_key(brand, "elsewhere"),
        at=at + timedelta(minutes=8),
    )
    _write(service, "Estelle Manga", THERE, by, at + timedelta(minutes=20), Kind.COMPLAINT)


def _channel(brand: Brand, purpose: Purpose, network: str = "") -> Channel:
    channels = brand.channels.open().filter(purpose=purpose).order_by("pk")
    return channels.filter(network=network).first() or channels.earliest("pk")


def _write(channel: Channel, author: str, text: str, by: User, at: datetime, kind: Kind) -> Interaction:
    return log_interaction(
        brand=channel.brand,
        channel=channel,
        author=author,
        text=text,
        by=by,
        sent_at=at,
        kind=kind,
        language="fr",
        key=_key(channel.brand, text),
        at=at + timedelta(minutes=2),
    )


def _key(brand: Brand, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{brand.slug}/moderation/{what}")
