"""The brands of whoever handles interactions, with what waits on each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.counts import capped, with_counts
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.kept import kept

SHOWN = 10
LOOKED_AT = SHOWN + 1
BRANDS_SHOWN = 10
COUNTS = ("to_answer", "mine", "to_relay", "pending")


@dataclass(frozen=True)
class Section:
    """Rows of one kind, and whether there are more than are shown."""

    rows: Sequence[Any]
    more: bool

    @property
    def told(self) -> str:
        """The count in words: with a plus where there is more."""
        return f"{len(self.rows)}+" if self.more else str(len(self.rows))

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Section":
        """Of the rows that were looked at: one more than is shown."""
        found = list(rows)
        return cls(found[:SHOWN], len(found) > SHOWN)


def brands_with_counts(brands: list[Brand], person: int) -> list[dict[str, Any]]:
    """The brands with what waits on each, in one query; every count ends at a cap."""
    ids = [brand.pk for brand in brands]
    counted = {row.pk: row for row in waiting_on(brands=ids, person=person)}
    return [
        {"slug": brand.slug, "name": brand.name}
        | {name: capped(getattr(counted[brand.pk], name)) for name in COUNTS}
        for brand in brands
    ]


@kept
def waiting_on(brands: list[int], person: int) -> QuerySet[Brand]:
    here = Interaction.objects.filter(brand=OuterRef("pk"))
    return with_counts(
        Brand.objects.filter(pk__in=brands),
        to_answer=here.to_answer(),
        mine=here.to_answer().filter(holder=person),
        to_relay=Escalation.objects.filter(brand=OuterRef("pk")).to_relay(),
        pending=here.pending(),
    )
