"""The people around two brands: communities of the sector, those who speak of the brand, a meeting.

Safe to run again: a brand that follows any community is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Ambassador, Community
from channels_mgmt.publishing.relation_choices import (
    Answer,
    Counted,
    Kind,
    Occasion,
    Owner,
    Presence,
    Relation,
    Way,
)
from channels_mgmt.publishing.services import ambassadors, communities, events

DAY = timedelta(days=1)
LOOKED_AFTER = {"nyongtel": "cm@demo.example"}
"""The brands that are shown so, and who looks after their people."""

PLACES = (
    {
        "name": "Forfaits et bons plans Douala",
        "network": Network.FACEBOOK,
        "url": "https://www.facebook.com/groups/forfaits.douala",
        "owner": Owner.PUBLIC,
        "owner_name": "Un administrateur bénévole",
        "presence": Presence.MEMBER,
        "members": 18_400,
        "counted_how": Counted.SEEN,
        "language": "fr",
        "public": "Étudiants et petits commerçants qui comparent les forfaits.",
        "tone": "On se tutoie, on répond avec des captures d’écran.",
        "rules": "Une offre par marque et par semaine, annoncée comme telle.",
        "not_done": "Démentir un client en public, parler d’un concurrent.",
    },
    {
        "name": "Télécoms Cameroun : entraide",
        "network": Network.WHATSAPP,
        "owner": Owner.COMPANY,
        "owner_name": "Association de consommateurs",
        "presence": Presence.REFUSED,
        "members": 900,
        "counted_how": Counted.TOLD,
        "language": "fr",
        "public": "Des clients de tous les opérateurs.",
        "not_done": "Les comptes de marque n’y entrent pas.",
        "visit_days": 30,
    },
    {
        "name": "Club NyongTel",
        "network": Network.TELEGRAM,
        "owner": Owner.OWN,
        "presence": Presence.ADMIN,
        "members": 2_150,
        "counted_how": Counted.SEEN,
        "language": "fr",
        "public": "Nos clients les plus actifs.",
        "visit_days": 3,
    },
)


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    who = people.get(LOOKED_AFTER.get(brand.slug, ""))
    if who is None or Community.objects.filter(brand=brand).exists():
        return
    _follow(brand, who, at)
    known = _know(brand, who, at)
    _meet(brand, who, known, at)


def key(brand: Brand, words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/relations/{brand.slug}/{words}")


def _follow(brand: Brand, who: User, at: datetime) -> None:
    for number, place in enumerate(PLACES):
        values = {**place, "counted_on": (at - 20 * DAY).date()}
        followed = communities.save_community(
            brand=brand, values=values, by=who, key=key(brand, str(place["name"])), at=at - 40 * DAY
        )
        if place["presence"] != Presence.REFUSED:
            communities.visit(
                community=followed,
                by=who,
                key=key(brand, f"visite {number}"),
                seen="On y demande si le forfait nuit revient." if number == 0 else "",
                at=at - (16 - 7 * number) * DAY,
            )


def _know(brand: Brand, who: User, at: datetime) -> list[Ambassador]:
    """Somebody with whom it goes well, whom one is to call today, and somebody who was only spotted."""
    influencer = ambassadors.save_ambassador(
        brand=brand,
        values={
            "name": "Clarisse Mbappè",
            "kind": Kind.INFLUENCER,
            "state": Relation.ACTIVE,
            "topics": ["études", "bons plans"],
            "about": "Vidéos courtes sur la vie étudiante à Douala.",
            "consented_on": (at - 60 * DAY).date(),
            "consent_how": "Accord écrit, par courriel",
            "private": "+237 6 55 00 11 22",
            "looked_after_by": who,
            "next_on": at.date(),
        },
        by=who,
        key=key(brand, "clarisse"),
        at=at - 60 * DAY,
    )
    member = ambassadors.save_ambassador(
        brand=brand,
        values={"name": "Papa Wouri", "kind": Kind.MEMBER, "topics": ["réseau"], "looked_after_by": who},
        by=who,
        key=key(brand, "papa"),
        at=at - 9 * DAY,
    )
    for one, network, handle, audience in (
        (influencer, Network.TIKTOK, "@clarisse.etudes", 41_200),
        (influencer, Network.INSTAGRAM, "@clarisse.etudes", 12_900),
        (member, Network.FACEBOOK, "papawouri", 3_100),
    ):
        ambassadors.save_account(
            ambassador=one, network=network, handle=handle, audience=audience, by=who, at=at - 9 * DAY
        )
    ambassadors.log_contact(
        ambassador=influencer,
        way=Way.CALL,
        words="Elle présentera l’offre étudiants, et dira que c’est un partenariat.",
        next_on=at.date(),
        by=who,
        key=key(brand, "appel"),
        at=at - 12 * DAY,
    )
    ambassadors.log_relay(
        ambassador=influencer,
        on=(at - 6 * DAY).date(),
        url="https://www.tiktok.com/@clarisse.etudes/video/7300000000000000001",
        reach=23_000,
        words="Vidéo sur l’offre étudiants",
        by=who,
        key=key(brand, "relais"),
        at=at - 5 * DAY,
    )
    return [influencer, member]


def _meet(brand: Brand, who: User, known: list[Ambassador], at: datetime) -> None:
    begins = (at - 4 * DAY).replace(hour=15, minute=0, second=0, microsecond=0)
    met = events.save_event(
        brand=brand,
        values={
            "title": "Rencontre des membres à Bonanjo",
            "kind": Occasion.MEETUP,
            "place": "Agence de Bonanjo, Douala",
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=2),
        },
        by=who,
        key=key(brand, "rencontre"),
        at=at - 20 * DAY,
    )
    events.invite(event=met, ambassadors=known, names=["Association des étudiants"], by=who, at=at - 15 * DAY)
    for invitation in met.invitations.filter(ambassador=known[0]):
        events.answer(invitation=invitation, said=Answer.ACCEPTED, by=who, at=at - 10 * DAY)
        events.mark(invitation=invitation, came=True, by=who, at=begins)
    events.write_notes(
        event=met, notes="Tous demandent une carte des zones couvertes.", by=who, at=begins + DAY
    )
    events.add_follow_up(
        event=met,
        what="Publier la carte des zones couvertes",
        who=who,
        due_on=(at + 2 * DAY).date(),
        by=who,
        key=key(brand, "carte"),
        at=begins + DAY,
    )
