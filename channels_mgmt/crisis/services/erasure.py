"""What crises say of members of the public whose words are erased.

Nothing of what the public wrote is copied into a crisis: it is shown by its interaction. But people may have
written a name anywhere: into the log, the title, a task, a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model

from accounts.services.erasure import erase_words
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import (
    Crisis,
    CrisisEvent,
    CrisisTask,
    Decision,
    Lesson,
    LessonAction,
    Statement,
    StatementPublished,
    Status,
    Surge,
    Suspension,
)
from channels_mgmt.crisis.models.lesson import QUESTIONS
from channels_mgmt.crisis.services.current import forget
from cmhub.lib.erased import ERASED
from cmhub.lib.scope import everything
from cmhub.lib.text import fold

SHORTEST = 3
"""Letters of a name that is looked for when many are let go at once: shorter ones are words of any text."""


@dataclass(frozen=True)
class Place:
    """Where people write: the fields, when it was written, and the ways to the crisis and its brand."""

    model: type[Model]
    fields: tuple[str, ...]
    at: str = "at"
    crisis: str | None = "crisis"
    brand: str = "crisis__brand"


PLACES = (
    Place(Crisis, ("title", "end_reason", "themes", "words"), "opened_at", "pk", "brand"),
    Place(CrisisEvent, ("text",)),
    Place(Status, ("text",)),
    Place(Decision, ("question", "answers", "answer"), "asked_at"),
    Place(CrisisTask, ("what",), "given_at"),
    Place(Suspension, ("reason", "lifted_why")),
    Place(Statement, ("text_fr", "text_en"), "written_at"),
    Place(StatementPublished, ("place", "url"), "at", "statement__crisis", "statement__crisis__brand"),
    Place(Lesson, QUESTIONS, "written_at"),
    Place(LessonAction, ("what",), "lesson__written_at", "lesson__crisis", "lesson__crisis__brand"),
    Place(Surge, ("why",), "detected_at", None, "brand"),
)


@dataclass(frozen=True)
class Named:
    """A row that names somebody, by the fields that do."""

    place: Place
    row: dict[str, Any]
    fields: dict[str, Any]


def copy_of(brand: Brand, handle: str) -> list[dict[str, Any]]:
    """What names the person, as JSON can say it."""
    return [
        {
            "crisis": named.row.get("of_crisis"),
            "in": f"{named.place.model._meta.model_name}.{field}",
            "at": at.isoformat() if (at := named.row["of_moment"]) else None,
            "text": words,
        }
        for named in _naming(brand, [handle])
        for field, words in named.fields.items()
    ]


def erase(brand: Brand, handle: str) -> int:
    """Takes away the words that name the person, and those of the messages that told of them; of how many
    rows.
    """
    return _erase(brand, [handle])


def let_go(brand: Brand, names: Collection[str]) -> int:
    """The same for all the people of whom nothing else is held any more."""
    return _erase(brand, [name for name in names if len(fold(name)) >= SHORTEST])


def _erase(brand: Brand, names: Iterable[str]) -> int:
    found, whole = list(_naming(brand, names)), _whole(names)
    for named in found:
        erased = {field: _without(field, words, whole) for field, words in named.fields.items()}
        named.place.model._default_manager.filter(pk=named.row["pk"]).update(**erased)
        with everything():  # what others were told of it
            for key in _keys(named):
                erase_words(key)
    if found:
        forget()
    return len(found)


def _naming(brand: Brand, names: Iterable[str]) -> Iterator[Named]:
    whole = _whole(names)
    if whole is None:
        return
    for place in PLACES:
        ways = {"of_moment": F(place.at)} | ({"of_crisis": F(place.crisis)} if place.crisis else {})
        rows = place.model._default_manager.filter(**{place.brand: brand}).order_by("pk")
        for row in rows.values("pk", *place.fields, **ways).iterator():
            fields = {name: row[name] for name in place.fields if _names(row[name], whole)}
            if fields:
                yield Named(place, row, fields)


def _whole(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the names as whole words, in folded text."""
    sought = sorted({fold(name.strip().lstrip("@")) for name in names if name != ERASED} - {""})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?!\w)") if sought else None


def _names(words: str | list[str], whole: re.Pattern[str]) -> bool:
    if isinstance(words, list):
        return any(_names(one, whole) for one in words)
    return bool(words) and whole.search(fold(words)) is not None


def _without(field: str, words: str | list[str], whole: re.Pattern[str] | None) -> str | list[str]:
    """Of several words those that name nobody stay; an address is no address any more."""
    if isinstance(words, list):
        return [ERASED if whole and _names(one, whole) else one for one in words]
    return "" if field == "url" else ERASED


def _keys(named: Named) -> Iterator[str]:
    """How the keys of the messages begin in which these words stand: the title stands in all of a crisis."""
    pk = named.row["pk"]
    if named.place.model is Decision:
        yield f"crisis_decision:{pk}:"
    elif named.place.model is CrisisTask:
        yield f"crisis_task:{pk}:"
    elif named.place.model is Crisis and "title" in named.fields:
        yield from (f"crisis:{pk}:", f"crisis_over:{pk}:")
        for name, rows in (
            ("crisis_decision", Decision.objects.filter(crisis=pk)),
            ("crisis_task", CrisisTask.objects.filter(crisis=pk)),
            ("crisis_lesson", Lesson.objects.filter(crisis=pk)),
        ):
            yield from (f"{name}:{one}:" for one in rows.values_list("pk", flat=True))
