"""Who is spoken of how much: the brand among those that it watches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.choices import EntryState
from channels_mgmt.watch.models import Competitor, Entry, Item
from channels_mgmt.watch.services.rules import has_any
from reporting.figures.performance import voice


@dataclass(frozen=True)
class Voice:
    """Mentions counted of a period: the brand's own by where they were found, those of each competitor."""

    interactions: int
    watched: int
    of: list[tuple[Competitor, int]]

    @property
    def own(self) -> int:
        return self.interactions + self.watched

    @property
    def share(self) -> float | None:
        return voice(self.own, [count for _competitor, count in self.of])

    @property
    def share_in_watch(self) -> float | None:
        """As the watch alone has it, which looks at all of them in the same places."""
        return voice(self.watched, [count for _competitor, count in self.of])

    @property
    def others(self) -> int:
        return sum(count for _competitor, count in self.of)


def voice_of(brand: Brand, competitors: list[Competitor], since: datetime, until: datetime) -> Voice:
    """Half-open. News that a person made an item of count as that item; what was set aside counts nowhere."""
    items = Item.objects.filter(brand=brand, seen_at__gte=since, seen_at__lt=until)
    entries = Entry.objects.filter(
        brand=brand, at__gte=since, at__lt=until, item=None, state=EntryState.WAITING
    )
    counts: Counter[int | None] = Counter()
    for rows in (items, entries):
        counts.update(rows.exclude(competitor=None).values_list("competitor", flat=True))
    named = sum(
        has_any(f"{title} {text}", [brand.name])
        for rows, text_field in ((items, "text"), (entries, "summary"))
        for title, text in rows.filter(
            Q(title__unaccent__icontains=brand.name) | Q(**{f"{text_field}__unaccent__icontains": brand.name})
        ).values_list("title", text_field)
    )
    interactions = Interaction.objects.filter(
        brand=brand, opened_at__gte=since, opened_at__lt=until, needs_answer=True
    ).count()
    return Voice(interactions, named, [(one, counts[one.pk]) for one in competitors])
