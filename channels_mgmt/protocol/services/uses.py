"""What was used when, by whom, and what deviated from it for which reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from channels_mgmt.protocol.models import Asked, Entry, EntryVersion, Use

SHOWN = 10


@dataclass(frozen=True)
class Uses:
    """The latest uses of a situation, over all its versions, and how many there are."""

    latest: list[Use]
    count: int
    deviated: int


def note_use(
    *,
    version: EntryVersion,
    interaction: int,
    by: User | None,
    text: str,
    why: str = "",
    at: datetime | None = None,
) -> Use:
    """A reply that followed this version was given. `text` is what was said, which is not kept: whether it
    deviates is. A reason given for what says the same is no reason.
    """
    deviated = not version.is_said_by(text)
    return Use.objects.create(
        brand_id=version.brand_id,
        version=version,
        interaction=interaction,
        by=by,
        deviated=deviated,
        why=why.strip() if deviated else "",
        at=at or timezone.now(),
    )


def uses_of(entry: Entry) -> Uses:
    """In two queries, whatever their number."""
    uses = Use.objects.filter(version__entry=entry)
    counted = uses.aggregate(count=Count("pk"), deviated=Count("pk", filter=Q(deviated=True)))
    latest = uses.select_related("version", "by").order_by("-at", "-pk")[:SHOWN]
    return Uses(list(latest), counted["count"], counted["deviated"])


def follow_survivors(*, survivors: Mapping[int, int]) -> None:
    """Interactions that became one take with them what was used and asked in them."""
    for gone, stays in survivors.items():
        Use.objects.filter(interaction=gone).update(interaction=stays)
        known = Asked.objects.filter(interaction=stays).values_list("gap", flat=True)
        Asked.objects.filter(interaction=gone).exclude(gap__in=list(known)).update(interaction=stays)


def erase_reasons(interactions: Sequence[int]) -> None:
    """What was written about deviations in these may quote the public or name it."""
    Use.objects.filter(interaction__in=interactions).exclude(why="").update(why="")
