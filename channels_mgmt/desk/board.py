"""The manager's board: which brands need somebody, and for what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.choices import BRAND_ROLES
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.presence import without_anybody
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.filters import WAITED
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Assignment, Channel

LONG = "1d"
"""A message of the public that waits longer makes its brand one that needs somebody."""


@dataclass(frozen=True)
class Need:
    """Something of a brand that waits for its manager: how much, in words, and where it is seen to."""

    brand_id: int
    words: str
    url: str
    icon: str
    weight: int = 1
    late: bool = False


Source = Callable[[User, dict[int, Brand], datetime], Iterable[Need]]

sources: list[Source] = []
"""What rooms above the desk add, in their `AppConfig.ready`: called once a page with all brands by id."""


@dataclass
class Row:
    brand: Brand
    needs: list[Need] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(need.weight for need in self.needs)


def board_of(user: User, *, at: datetime) -> list[Row]:
    """Every brand that the person runs, those that need somebody first."""
    run = Brand.objects.granting(user, Right.BRAND_MANAGE, besides=BRAND_ROLES)
    brands = {brand.pk: brand for brand in run.filter(archived_at=None)}
    needs: dict[int, list[Need]] = defaultdict(list)
    for source in (waiting_long, late_escalations, without_lead, nobody_reachable, *sources):
        for need in source(user, brands, at):
            needs[need.brand_id].append(need)
    rows = [Row(brand, needs[pk]) for pk, brand in brands.items()]
    return sorted(rows, key=lambda row: (-row.weight, row.brand.name))


def per_brand(queryset: Any, brands: dict[int, Brand]) -> dict[int, int]:
    """How many rows each brand has; brands without any are left out."""
    counted = queryset.filter(brand__in=list(brands)).order_by().values_list("brand").annotate(Count("pk"))
    return dict(counted)


def waiting_long(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    waiting = Interaction.objects.visible_to(user).to_answer().filter(waiting_since__lt=at - WAITED[LONG])
    for pk, number in per_brand(waiting, brands).items():
        words = ngettext(
            "%(count)d message has waited for more than a day",
            "%(count)d messages have waited for more than a day",
            number,
        )
        url = reverse("inbox:list", args=[brands[pk].slug])
        yield Need(
            pk,
            words % {"count": number},
            f"{url}?state=to_answer&waited={LONG}",
            "hourglass",
            10 + number,
            late=True,
        )


def late_escalations(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    for pk, number in per_brand(Escalation.objects.visible_to(user).late(at), brands).items():
        words = ngettext("%(count)d late escalation", "%(count)d late escalations", number)
        url = reverse("escalations:list", args=[brands[pk].slug])
        yield Need(pk, words % {"count": number}, f"{url}?late=1", "alarm", 10 + number, late=True)


def without_lead(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    leads = Assignment.objects.current(at).filter(channel=OuterRef("pk"), is_lead=True)
    channels = Channel.objects.visible_to(user).open().filter(~Exists(leads))
    for pk, number in per_brand(channels, brands).items():
        words = ngettext("%(count)d channel without a lead", "%(count)d channels without a lead", number)
        yield Need(pk, words % {"count": number}, reverse("team:board", args=[brands[pk].slug]), "user", 5)


def nobody_reachable(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    for pk, number in without_anybody(brands.values(), at).items():
        words = ngettext(
            "%(count)d department where nobody can be reached",
            "%(count)d departments where nobody can be reached",
            number,
        )
        url = reverse("brands:directory", args=[brands[pk].slug])
        yield Need(pk, words % {"count": number}, url, "phone", 5)
