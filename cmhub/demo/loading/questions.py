"""Questions to departments on the first brand: an outage that many ask about, one that waits for
information, one that went elsewhere.

Safe to run again: a brand where any interaction has joined a question is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.choices import DepartmentKind
from accounts.models import Contact, Department, User
from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import EscalationEvent
from channels_mgmt.escalations.services import acts, asking
from channels_mgmt.escalations.services.joining import join
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.relaying import relay_to
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Channel
from cmhub.demo.loading.readiness import CM, FIRST

OUTAGE = (
    ("Serge Mbappé", "Plus de réseau à Bonabéri depuis ce matin, que se passe-t-il ?"),
    ("Clarisse Ngo", "Bonjour, aucun réseau à Bonabéri depuis 7 h. C’est une panne ?"),
    ("Didier Kamga", "Panne de réseau chez moi à Bonabéri. Quand est-ce réparé ?"),
    ("Mama Solange", "Mes enfants ne peuvent pas m’appeler, pas de réseau à Bonabéri !"),
    ("Hervé T.", "Réseau coupé à Bonabéri, je perds des clients. Une heure de reprise ?"),
    ("Aïcha Bello", "Toujours pas de réseau à Bonabéri, on attend quoi ?"),
    ("Junior237", "Bonabéri sans réseau depuis ce matin, vous le savez au moins ?"),
    ("Thérèse Essomba", "Est-ce que la panne de réseau à Bonabéri est connue ?"),
    ("Landry Fotso", "Pas une barre de réseau à Bonabéri. Merci de répondre."),
    ("Grace Ashu", "Hello, no network in Bonabéri since this morning. Any news?"),
    ("Patrice Owona", "Panne à Bonabéri : combien de temps encore ?"),
    ("Nadège M.", "Le réseau de Bonabéri est mort, comme la semaine dernière."),
)
ASKED = (
    "Plusieurs abonnés de Bonabéri n’ont plus de réseau depuis ce matin. Quelle cause, et quand la reprise ?"
)
REPAIRED = (
    "Une coupure d’énergie a arrêté le site de Bonabéri. Le réseau revient progressivement, avant 14 h."
)
INSIDE = "Le groupe électrogène était à sec : le prestataire n’est pas passé. Ne pas le citer."
REPLY = (
    "Bonjour {prénom}, le réseau de Bonabéri revient : une coupure d’énergie en était la cause. "
    "Merci de votre patience."
)
BILL = "Ma facture d’octobre compte deux fois le forfait Internet, merci de corriger."
NEEDS_NUMBER = "Il nous faut le numéro de ligne et la date du prélèvement pour retrouver cette facture."
STOLEN = "Quelqu’un vend des cartes SIM à mon nom sur le marché central, que faites-vous ?"
LEGAL_MATTER = "C’est une usurpation d’identité : le service juridique doit dire quoi répondre."


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    joined = EscalationEvent.objects.filter(escalation__brand=brand, verb=Verb.JOINED)
    if brand.slug != FIRST or joined.exists():
        return
    by = people[CM]
    _outage(brand, by, at - timedelta(hours=3))
    _needs_information(brand, by, at - timedelta(hours=5))
    _elsewhere(brand, by, at - timedelta(hours=4))


def _outage(brand: Brand, by: User, at: datetime) -> None:
    """Twelve ask, one question is put, the answer has come, and a few of them have it."""
    wrote = [
        _write(brand, author, text, by, at + timedelta(minutes=2 * number), Kind.TECHNICAL_PROBLEM)
        for number, (author, text) in enumerate(OUTAGE)
    ]
    first, *others = wrote
    department = _department(brand, DepartmentKind.TECHNICAL)
    asked = open_escalation(
        interaction=first,
        question=ASKED,
        by=by,
        department=department,
        at=at + timedelta(minutes=30),
        key=_key(brand, "outage"),
    )
    join(escalation=asked, interactions=others, by=by, at=at + timedelta(minutes=33))
    said_at = at + timedelta(minutes=95)
    acts.answer(
        escalation=asked,
        by=None,
        contact=_contact(department),
        publishable=REPAIRED,
        internal=INSIDE,
        at=said_at,
    )
    told = {one.pk: REPLY.replace("{prénom}", one.author.split()[0]) for one in wrote[: len(wrote) // 3]}
    relay_to(
        escalation=asked,
        replies=told,
        by=by,
        key=_key(brand, "relayed"),
        at=said_at + timedelta(minutes=12),
    )


def _needs_information(brand: Brand, by: User, at: datetime) -> None:
    wrote = _write(brand, "Rosine Atangana", BILL, by, at, Kind.COMPLAINT)
    department = _department(brand, DepartmentKind.CUSTOMER_SERVICE)
    asked = open_escalation(
        interaction=wrote,
        question="Cette facture compte-t-elle deux fois le forfait ?",
        by=by,
        department=department,
        at=at + timedelta(minutes=10),
        key=_key(brand, "bill"),
    )
    asking.ask_back(
        escalation=asked,
        text=NEEDS_NUMBER,
        by=None,
        contact=_contact(department),
        at=at + timedelta(minutes=40),
        key=_key(brand, "number"),
    )


def _elsewhere(brand: Brand, by: User, at: datetime) -> None:
    wrote = _write(brand, "Blaise Nkoulou", STOLEN, by, at, Kind.COMPLAINT)
    asked = open_escalation(
        interaction=wrote,
        question="Que répondre à ce monsieur ?",
        by=by,
        department=_department(brand, DepartmentKind.CUSTOMER_SERVICE),
        at=at + timedelta(minutes=10),
        key=_key(brand, "stolen"),
    )
    transfer(
        escalation=asked,
        to=_department(brand, DepartmentKind.LEGAL),
        why=LEGAL_MATTER,
        by=by,
        at=at + timedelta(minutes=50),
    )


def _department(brand: Brand, kind: DepartmentKind) -> Department:
    found: Department = brand.company.departments.filter(closed_at=None, kind=kind).earliest("pk")
    return found


def _contact(department: Department) -> Contact | None:
    return department.contacts.filter(left_at=None).order_by("is_head", "position", "pk").first()


def _write(brand: Brand, author: str, text: str, by: User, at: datetime, kind: Kind) -> Interaction:
    official = Channel.objects.lively().filter(brand=brand, purpose=Purpose.OFFICIAL).earliest("pk")
    return log_interaction(
        brand=brand,
        channel=official,
        author=author,
        text=text,
        sent_at=at,
        kind=kind,
        by=by,
        key=_key(brand, f"{author} {text}"),
        at=at,
    )


def _key(brand: Brand, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo-questions:{brand.slug}:{name}")
