"""What stands on the time line of one brand beside what comes to it by itself. Safe to run again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate

OF, BY = "nyongtel", "cm@demo.example"
HAPPENED = (
    (Kind.OUTAGE, "Câble sous-marin coupé, données ralenties dans tout le pays", 31, 4),
    (Kind.STRIKE, "Grève des transports à Douala et Yaoundé", 17, 2),
    (Kind.OTHER, "Le concurrent baisse le prix de son forfait nuit", 9, 1),
)
"""What, in which words, how many days ago it began, how many days it lasted."""


def furnish(brand: Brand, people: Mapping[str, User], manager: User, *, at: datetime) -> None:
    if brand.slug != OF:
        return
    for kind, words, back, lasted in HAPPENED:
        first = at.date() - timedelta(days=back)
        annotate(
            brand=brand,
            said=Said(kind, words, first, first + timedelta(days=lasted - 1)),
            by=people.get(BY, manager),
            key=uuid5(NAMESPACE_URL, f"cmhub-demo/{brand.agency_id}/timeline/{kind}"),
            at=at,
        )
