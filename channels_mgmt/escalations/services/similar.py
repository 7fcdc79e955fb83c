"""Questions that departments are asked already, and that say what an interaction says."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.beginning import interaction_of
from channels_mgmt.escalations.services.joining import TAKES_MORE
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.likeness import matched, wanted_words

RECENT = timedelta(days=14)
LOOKED_AT = 60
"""Open questions of a brand that are compared: the latest."""
OFFERED = 3
ENOUGH = 3
"""Points from which a question is offered: a word in common is one, as is the kind; the theme is two."""


@dataclass(frozen=True)
class Alike:
    escalation: Escalation
    words: tuple[str, ...]
    points: int


def joinable(
    questions: EscalationQuerySet, *, at: datetime, without: Collection[int] = ()
) -> EscalationQuerySet:
    """Those of the questions that others may still join, the latest first; not those that carry one of the
    interactions `without`.
    """
    recent = questions.filter(item=None, state__in=TAKES_MORE, opened_at__gte=at - RECENT)
    part = Carried.objects.there().filter(escalation=OuterRef("pk"), interaction__in=list(without))
    recent = recent.exclude(Exists(part)) if without else recent
    return recent.select_related("department", "interaction").order_by("-opened_at", "-pk")[:LOOKED_AT]


def alike(interactions: Sequence[Interaction], *, at: datetime, limit: int = OFFERED) -> list[Alike]:
    """Those of the brand's open questions that say what these interactions say, the likest first.

    A question that carries one of them already is not among them.
    """
    if not interactions:
        return []
    of_brand = Escalation.objects.filter(brand=interactions[0].brand_id)
    questions = joinable(of_brand, at=at, without=[one.pk for one in interactions])
    return likest(questions, interactions, limit=limit)


def likest(
    questions: Iterable[Escalation], interactions: Sequence[Interaction], *, limit: int = OFFERED
) -> list[Alike]:
    """Those of the questions that say what one of the interactions says."""
    found = [one for one in (compared(question, interactions) for question in questions) if one]
    return sorted(found, key=lambda one: -one.points)[:limit]


def compared(question: Escalation, interactions: Iterable[Interaction]) -> Alike | None:
    """How like one of the interactions the question is at best; None where it is not like any."""
    first = interaction_of(question)
    asked = f"{question.question} {first.excerpt}"
    best: Alike | None = None
    for one in interactions:
        words = matched(wanted_words(one.excerpt), asked)
        points = len(words) + (one.kind == first.kind and bool(one.kind))
        points += 2 * (bool(one.theme) and one.theme == first.theme)
        if words and points >= ENOUGH and (best is None or points > best.points):
            best = Alike(question, tuple(words), points)
    return best
