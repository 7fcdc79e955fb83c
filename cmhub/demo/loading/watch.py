"""What was seen on the web about two brands, one in Douala and one in Dakar, what departments say of it, and
what feeds brought there.

Safe to run again: a brand that has watched anything is left as it is. No feed is read: they are paused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.choices import DepartmentKind
from accounts.models import Contact, User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.acts import acknowledge, answer, take_note
from channels_mgmt.escalations.services.items import ask_about
from channels_mgmt.watch.choices import Nature, Topic, Where
from channels_mgmt.watch.models import Competitor, Item, Source
from channels_mgmt.watch.parsing import News
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.competitors import save_competitor
from channels_mgmt.watch.services.logging import log_item
from channels_mgmt.watch.services.reading import keep
from channels_mgmt.watch.services.sources import save_source


@dataclass(frozen=True)
class Asked:
    """What a department says of something that was seen, how long after; `question` where no rule asks it."""

    of: DepartmentKind
    received: timedelta
    question: str = ""
    answered: timedelta | None = None
    publishable: str = ""
    internal: str = ""
    noted: timedelta | None = None


@dataclass(frozen=True)
class Seen:
    """Something that was seen so long ago; `acknowledged` and `decided` are how long after."""

    before: timedelta
    title: str
    text: str
    nature: Nature = Nature.ROUTINE
    topic: Topic = Topic.REPUTATION
    network: str = ""
    place: str = ""
    of_competitor: bool = False
    acknowledged: timedelta | None = None
    decided: timedelta | None = None
    decision: str = ""
    is_idea: bool = False
    asked: Asked | None = None


@dataclass(frozen=True)
class Watch:
    """What one brand watches: `news` are titles, sentences and for how long they have been there."""

    by: str
    competitor: tuple[str, list[str]]
    press: str
    seen: tuple[Seen, ...]
    news: tuple[tuple[str, str, timedelta], ...]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WATCHED = {
    "nyongtel": Watch(
        by="cm@demo.example",
        competitor=("Wourifone", ["wourifone", "wouri fone"]),
        press="Le Quotidien du Littoral",
        seen=(
            Seen(
                9 * DAY,
                "Un hashtag réclame le remboursement des forfaits perdus",
                "Près de 300 messages en deux heures sous #RendezNosMégas, partis d’un compte de Bonabéri.",
                Nature.CRISIS_PRONE,
                network=Network.X,
                acknowledged=timedelta(minutes=11),
                decided=timedelta(minutes=52),
                decision="On reconnaît l’incident ce soir, et chaque client touché est crédité vendredi.",
                asked=Asked(
                    DepartmentKind.COMMUNICATION,
                    received=timedelta(minutes=8),
                    answered=timedelta(minutes=47),
                    publishable="L’incident du lundi est réglé ; les forfaits perdus seront rendus.",
                    internal="Aucun journaliste n’a appelé pour l’instant.",
                    noted=timedelta(minutes=55),
                ),
            ),
            Seen(
                6 * DAY,
                "Wourifone annonce la nuit illimitée à 200 F",
                "Offre lancée à Akwa ce matin, affiches à tous les carrefours.",
                Nature.STRATEGIC,
                Topic.COMPETITOR,
                place="Akwa, Douala",
                of_competitor=True,
                acknowledged=3 * HOUR,
                decided=7 * HOUR,
                decision="Pas de guerre des prix : le marketing prépare une offre pour étudiants.",
                asked=Asked(
                    DepartmentKind.SALES,
                    received=2 * HOUR,
                    question="Combien de clients d’Akwa nous ont demandé la nuit illimitée depuis lundi ?",
                    answered=5 * HOUR,
                    internal="Une trentaine en boutique, surtout des étudiants ; onze portabilités.",
                    noted=6 * HOUR,
                ),
            ),
            Seen(
                5 * DAY,
                "Une influenceuse de Douala montre comment économiser ses données",
                "Sa vidéo dépasse 40 000 vues : cinq réglages que nos abonnés demandent souvent.",
                topic=Topic.SECTOR,
                network=Network.TIKTOK,
                is_idea=True,
            ),
            Seen(
                3 * HOUR,
                "Le régulateur veut plafonner les frais de transfert d’argent",
                "Projet de décision mis en consultation jusqu’à la fin du mois.",
                Nature.STRATEGIC,
                Topic.REGULATION,
                place="art-regulation.example",
                asked=Asked(DepartmentKind.LEGAL, received=timedelta(minutes=25)),
            ),
            Seen(
                2 * HOUR,
                "Une école de Makepe remercie l’équipe pour la salle informatique",
                "Publication de la directrice, avec photos des élèves.",
                network=Network.FACEBOOK,
            ),
        ),
        news=(
            ("Wourifone recrute 120 téléconseillers à Douala", "Le centre ouvrira à Bali.", 5 * HOUR),
            ("Délestages : les antennes du Littoral sur batteries", "Les opérateurs s’équipent.", 9 * HOUR),
            ("Paiement mobile : un Camerounais sur deux s’en sert", "Selon une étude du secteur.", DAY),
            ("Un câble sous-marin de plus pour Kribi", "Mise en service attendue l’an prochain.", 2 * DAY),
        ),
    ),
    "kajoor-banque": Watch(
        by="",
        competitor=("Banque du Saloum", ["banque du saloum"]),
        press="La Gazette de Dakar",
        seen=(
            Seen(
                8 * DAY,
                "La Banque du Saloum supprime les frais de tenue de compte",
                "Annonce en première page, valable pour les moins de 25 ans.",
                Nature.STRATEGIC,
                Topic.COMPETITOR,
                place="gazette-dakar.example",
                of_competitor=True,
                acknowledged=2 * HOUR,
                decided=26 * HOUR,
                decision="Le comité d’offre en parle jeudi ; on rappelle que l’application est gratuite.",
            ),
            Seen(
                4 * HOUR,
                "Un faux conseiller appelle des clients de Pikine",
                "Trois témoignages dans un groupe : on leur demande leur code secret.",
                Nature.CRISIS_PRONE,
                network=Network.WHATSAPP,
                acknowledged=timedelta(minutes=9),
                asked=Asked(
                    DepartmentKind.COMMUNICATION,
                    received=timedelta(minutes=6),
                    answered=timedelta(minutes=40),
                    publishable="Aucun conseiller de la banque ne demande un code secret.",
                    internal="Plainte déposée ce matin au commissariat de Pikine.",
                ),
            ),
        ),
        news=(
            ("La Banque du Saloum ouvre une agence à Thiès", "Sa douzième au Sénégal.", 7 * HOUR),
            ("Bourse régionale : nouvelle séance de hausse", "Les valeurs bancaires en tête.", DAY),
        ),
    ),
}


def furnish(brand: Brand, people: Mapping[str, User], manager: User, *, at: datetime) -> None:
    told = WATCHED.get(brand.slug)
    if told is None or Item.objects.filter(brand=brand).exists():
        return
    by = people.get(told.by, manager)
    name, words = told.competitor
    competitor = save_competitor(brand=brand, name=name, words=words, by=manager, at=at - 20 * DAY)
    for seen in told.seen:
        _log(brand, seen, competitor, by, at - seen.before)
    _bring(brand, told, manager, at)


def _log(brand: Brand, seen: Seen, competitor: Competitor, by: User, at: datetime) -> None:
    link = seen.place if seen.place.endswith(".example") else ""
    where = Where.NETWORK if seen.network else Where.SITE if link else Where.OFFLINE
    item = log_item(
        brand=brand,
        title=seen.title,
        text=seen.text,
        url=f"https://{link}/" if link else "",
        where=where,
        network=seen.network,
        place=seen.place,
        seen_at=at - timedelta(minutes=6),
        topic=seen.topic,
        nature=seen.nature,
        competitor=competitor if seen.of_competitor else None,
        language="fr",
        by=by,
        key=_key(brand, seen.title),
        at=at,
    )
    telling = item.tellings.filter(expects=True).select_related("user").first()
    if telling:  # who has no access says so by telephone
        who: dict[str, Any] = {"by": telling.user or by, "telling": telling}
        if seen.acknowledged:
            acts.acknowledge(item=item, at=at + seen.acknowledged, **who)
        if seen.decided:
            acts.decide(item=item, words=seen.decision, at=at + seen.decided, **who)
    if seen.asked:
        _ask(item, seen.asked, by, at)
    if seen.is_idea:
        acts.make_idea(item=item, by=by, at=at + HOUR)


def _ask(item: Item, told: Asked, by: User, at: datetime) -> None:
    """A department is asked, where no rule has done so, and says what it has to say."""
    department = item.brand.company.departments.filter(closed_at=None, kind=told.of).first()
    asked = Escalation.objects.filter(item=item, department=department).first()
    if asked is None and told.question and department:
        asked = ask_about(item=item, question=told.question, department=department, by=by, at=at + HOUR)
    if asked is None:
        return
    contact = Contact.objects.filter(pk=(asked.turned_to or {}).get("contact") or 0).first()
    acknowledge(escalation=asked, by=None, contact=contact, via="link", at=at + told.received)
    if told.answered:
        words = {"publishable": told.publishable, "internal": told.internal}
        answer(escalation=asked, by=None, contact=contact, via="link", at=at + told.answered, **words)
    if told.noted:
        take_note(escalation=asked, by=by, at=at + told.noted)


def _bring(brand: Brand, told: Watch, manager: User, at: datetime) -> None:
    """A feed that is paused, and what it had brought."""
    host = f"https://{told.press.lower().replace(' ', '-')}.example"
    values = {"name": told.press, "template": f"{host}/rss", "topic": Topic.SECTOR, "language": "fr"}
    key = _key(brand, told.press)
    source = save_source(brand=brand, values=values, by=manager, key=key, paused=True, at=at - 20 * DAY)
    news = [
        News(_key(brand, title).hex, title, summary, f"{host}/{number}", at - before)
        for number, (title, summary, before) in enumerate(told.news, start=1)
    ]
    keep(source, news, at=at)
    Source.objects.filter(pk=source.pk).update(read_at=at, tried_at=at)


def _key(brand: Brand, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{brand.slug}/watch/{what}")
