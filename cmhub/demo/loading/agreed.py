"""What was used of each brand's protocol in its last days, what deviated, and what has no answer yet.

Safe to run again: what is there is left.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.choices import DepartmentKind
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersion, Gap
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.protocol.services.gaps import not_needed, note_gap
from channels_mgmt.protocol.services.uses import note_use

STRATEGIST, CM, JUNIOR = "strategist@demo.example", "cm@demo.example", "junior@demo.example"
USED, ASKED = 24, 4
HOLDING_FR = (
    "Bonjour {prénom}, nous avons bien reçu votre message et nous nous renseignons. "
    "Nous revenons vers vous au plus vite. {signature}, pour {marque}"
)
HOLDING_EN = (
    "Hello {first name}, we have received your message and are finding out. "
    "We will come back to you as soon as we can. {signature}, for {brand}"
)
GAPS = (
    ("Date d’ouverture de la prochaine agence", 5),
    ("Parrainage : la récompense n’est pas arrivée", 3),
    ("Service en langue des signes", 1),
    ("Sponsoring d’un tournoi de quartier", 2),
)
DEVIATIONS = (
    "La personne avait déjà donné son numéro.",
    "Réponse raccourcie : troisième message de la journée.",
    "Ton adapté, elle venait de perdre un proche.",
)


def use(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """A holding text, uses of the situations by those who answer, and questions that nobody has settled."""
    if Gap.objects.filter(brand=brand).exists():
        return
    strategist, cm = people[STRATEGIST], people[CM]
    write_entry(
        brand=brand,
        by=strategist,
        situation="Nous cherchons la réponse",
        description="Quand la réponse demande plus d’une heure, et toujours en cas de crise.",
        theme="Attente",
        answer_fr=HOLDING_FR,
        answer_en=HOLDING_EN,
        sensitivity=Sensitivity.ROUTINE,
        is_holding=True,
        department=brand.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE),
        at=at,
    )
    chance = random.Random(f"agreed:{brand.slug}")
    _note_uses(brand, [cm, people[JUNIOR]], chance, at)
    asking = list(Interaction.objects.filter(brand=brand).order_by("-opened_at", "pk")[: ASKED * 4])
    for words, times in GAPS:
        for interaction in chance.sample(asking, min(times, len(asking))):
            told = at - timedelta(days=chance.randrange(1, 12))
            gap = note_gap(brand=brand, words=words, interaction=interaction.pk, by=cm, at=told)
    if asking:
        not_needed(gap=gap, by=strategist, at=at)


def _note_uses(brand: Brand, people: list[User], chance: random.Random, at: datetime) -> None:
    """The last replies to what a situation is about; about one in six said something else."""
    by_theme = {
        version.theme: version for version in EntryVersion.objects.valid_on(at.date()).filter(brand=brand)
    }
    replies = (
        Message.objects.filter(brand=brand, direction=Direction.OUT, interaction__theme__in=by_theme)
        .select_related("interaction")
        .order_by("-sent_at", "pk")[:USED]
    )
    for message in reversed(replies):
        if message.interaction is None:
            continue
        version = by_theme[message.interaction.theme]
        deviates = chance.random() < 1 / 6
        note_use(
            version=version,
            interaction=message.interaction.pk,
            by=chance.choice(people),
            text=message.text if deviates else next(iter(version.answers.values())),
            why=chance.choice(DEVIATIONS) if deviates else "",
            at=message.sent_at,
        )
