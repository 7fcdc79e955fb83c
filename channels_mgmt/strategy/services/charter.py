"""The scope charter of a brand: the default, and what was decided otherwise, in writing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.strategy.choices import DEFAULT_CHARTER, Duty, Post
from channels_mgmt.strategy.models import CharterDecision


@dataclass(frozen=True)
class Line:
    """One duty with whose it is; `decision` is None where the default holds."""

    duty: Duty
    posts: tuple[Post, ...]
    default: tuple[Post, ...]
    decision: CharterDecision | None
    earlier: tuple[CharterDecision, ...] = ()

    @property
    def is_default(self) -> bool:
        return self.posts == self.default

    @property
    def words(self) -> str:
        """The duty with whose it is."""
        whose = ", ".join(str(post.label) for post in self.posts) or _("nobody's")
        return _("%(duty)s: %(whose)s") % {"duty": capfirst(self.duty.label), "whose": whose}


def charter_of(brand: Brand, at: datetime) -> dict[str, frozenset[str]]:
    """The posts that each duty belongs to on the brand at an instant, by one query."""
    decided = CharterDecision.objects.filter(brand=brand).standing(at).values_list("duty", "posts")
    charter: dict[str, frozenset[str]] = {str(duty): posts for duty, posts in DEFAULT_CHARTER.items()}
    return charter | {duty: frozenset(posts) for duty, posts in decided}


def lines_of(brand: Brand, user: User) -> list[Line]:
    """Each duty in its order, with what was decided on it, the latest first."""
    decisions = CharterDecision.objects.visible_to(user).filter(brand=brand).select_related("decided_by")
    by_duty: dict[str, list[CharterDecision]] = {}
    for decision in decisions.order_by("-decided_at", "-pk"):
        by_duty.setdefault(decision.duty, []).append(decision)
    return [_line(duty, by_duty.get(duty, [])) for duty in Duty]


def _line(duty: Duty, decisions: list[CharterDecision]) -> Line:
    default = _in_order(DEFAULT_CHARTER[duty])
    if not decisions:
        return Line(duty, default, default, None)
    latest, *earlier = decisions
    return Line(duty, _in_order(latest.posts), default, latest, tuple(earlier))


def _in_order(posts: Collection[str]) -> tuple[Post, ...]:
    return tuple(post for post in Post if post in posts)


def decide(
    *,
    brand: Brand,
    duty: str,
    posts: Collection[str],
    words: str,
    by: User | None,
    at: datetime | None = None,
) -> CharterDecision:
    """The brand decides whose a duty is; no post makes it nobody's. What was decided before stays on record.

    Raises ValidationError for a decision without words.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        before = charter_of(brand, now)[duty]
        decision = CharterDecision(
            brand=brand,
            duty=duty,
            posts=list(_in_order(posts)),
            words=words.strip(),
            decided_by=by,
            decided_at=now,
        )
        decision.full_clean()
        decision.save()
        told: dict[str, Any] = {"label": str(Duty(duty).value), "duty": duty}
        told |= {"before": {"posts": sorted(before)}, "after": {"posts": sorted(decision.posts)}}
        record_of(brand, what=decision, verb="charter.decided", by=by, at=now, **told)
    return decision
