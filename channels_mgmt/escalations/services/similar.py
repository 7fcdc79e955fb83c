"""Questions that departments are asked already, and that say what an interaction says."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.joining import TAKES_MORE
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.likeness import matched, wanted_words

RECENT = timedelta(days=14)
LOOKED_AT = 60
"""Open questions of a brand that are compared: the latest."""
OFFERED = 3
ENOUGH = 3
"""Points from which a question is offered: a word in common is one, as is the kind; the theme is two."""


COMPARED = ("pk", "question", "interaction__excerpt", "interaction__kind", "interaction__theme")
"""What is read of the questions to compare them, in the order of `Asked`."""


class Asked(NamedTuple):
    """What is compared of an open question, with what the first person said who asked."""

    pk: int
    question: str
    excerpt: str
    kind: str
    theme: str


@dataclass(frozen=True)
class Alike:
    """A question that says what an interaction says, and the words that both have."""

    escalation: Escalation
    words: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    pk: int
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
    questions = joinable(of_brand, at=at, without=[one.pk for one in interactions]).values_list(*COMPARED)
    found = likest(itertools.starmap(Asked, questions), interactions, limit=limit)
    return read(found, of_brand) if found else []


def read(found: Iterable[Likeness], questions: EscalationQuerySet) -> list[Alike]:
    """The rows of what is alike, in its order, in one statement."""
    rows = questions.select_related("department", "interaction").in_bulk([one.pk for one in found])
    return [Alike(rows[one.pk], one.words) for one in found if one.pk in rows]


def likest(
    questions: Iterable[Asked], interactions: Sequence[Interaction], *, limit: int = OFFERED
) -> list[Likeness]:
    """Those of the questions that say what one of the interactions says, the likest first."""
    wanted = [(one, wanted_words(one.excerpt)) for one in interactions]
    found = [one for one in (_compared(question, wanted) for question in questions) if one]
    return sorted(found, key=lambda one: -one.points)[:limit]


def _compared(question: Asked, interactions: Iterable[tuple[Interaction, list[str]]]) -> Likeness | None:
    """How like one of the interactions, with their words, the question is at best; None where like none."""
    asked = f"{question.question} {question.excerpt}"
    best: Likeness | None = None
    for one, wanted in interactions:
        words = matched(wanted, asked)
        points = len(words) + (one.kind == question.kind and bool(one.kind))
        points += 2 * (bool(one.theme) and one.theme == question.theme)
        if words and points >= ENOUGH and (best is None or points > best.points):
            best = Likeness(question.pk, tuple(words), points)
    return best
