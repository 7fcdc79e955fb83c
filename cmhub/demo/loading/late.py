"""Two questions to departments of the first brand that nobody has answered, and that have climbed since.

Safe to run again: what is there is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.choices import DepartmentKind
from accounts.models import User
from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Channel
from cmhub.demo.loading.readiness import CM, FIRST

BEFORE = timedelta(days=3)
"""So long ago they were asked, that on any day at least some working hours lie between."""
STEPS = 6
QUESTIONS = (
    (
        DepartmentKind.FINANCE,
        Kind.COMPLAINT,
        "Brigitte Ewane",
        "On m’a prélevé deux fois le même mois, et personne ne me rembourse.",
        "Madame Ewane a été prélevée deux fois : quand est-elle remboursée ?",
    ),
    (
        DepartmentKind.TECHNICAL,
        Kind.TECHNICAL_PROBLEM,
        "Kadiatou B.",
        "L’application se ferme dès que je veux payer ma facture.",
        "L’application se ferme au moment de payer : est-ce connu, et pour quand est la correction ?",
    ),
)


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """What the page of what is late shows of the brand."""
    if brand.slug != FIRST:
        return
    channel = Channel.objects.lively().filter(brand=brand, purpose=Purpose.OFFICIAL).earliest("pk")
    departments = {one.kind: one for one in brand.company.departments.filter(closed_at=None)}
    for kind, about, author, text, question in QUESTIONS:
        key = _key(brand, kind)
        department = departments.get(kind)
        if department is None or Escalation.objects.filter(key=key).exists():
            continue
        asked_at = at - BEFORE
        interaction = log_interaction(
            brand=brand,
            channel=channel,
            author=author,
            text=text,
            kind=about,
            language="fr",
            by=people[CM],
            sent_at=asked_at - timedelta(minutes=20),
            key=_key(brand, f"{kind}-said"),
            at=asked_at - timedelta(minutes=10),
        )
        asked = open_escalation(
            interaction=interaction,
            question=question,
            department=department,
            by=people[CM],
            at=asked_at,
            key=key,
        )
        _climb(asked, at)


def _climb(asked: Escalation, until: datetime) -> None:
    this_one = Escalation.objects.filter(pk=asked.pk)
    for _step in range(STEPS):
        due = this_one.values_list("next_step_at", flat=True).get()
        if due is None or due >= until:
            return
        climb_due(due + timedelta(seconds=1), among=this_one)


def _key(brand: Brand, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{brand.slug}/late/{what}")
