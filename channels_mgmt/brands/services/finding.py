"""“Who deals with X?”: departments and experts by the words of a question.

Rooms above add what they know of where such words lead: see `finders`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import DepartmentKind
from accounts.models import Contact, Department, Expert
from channels_mgmt.brands.models import Brand
from cmhub.lib.likeness import matched, wanted_words


@dataclass(frozen=True)
class Found:
    """A department to which words lead, and why, in a sentence of the reader's language."""

    department: int
    why: str
    words: tuple[str, ...] = ()
    """Those of the wanted words on which it rests."""


Finder = Callable[[Brand, str, Sequence[str]], Iterable[Found]]

finders: list[Finder] = []
"""What rooms above know, added in their `AppConfig.ready`: called with brand, question and its words."""


@dataclass(frozen=True)
class Answer:
    """Why each department and expert was found, by id, the best first; nobody for an empty question."""

    departments: dict[int, list[str]]
    experts: dict[int, list[str]]


def find(
    brand: Brand,
    question: str,
    departments: Iterable[Department],
    contacts: Iterable[Contact],
    experts: Iterable[Expert],
) -> Answer:
    """Those who have most of the words of the question, each with the reasons."""
    wanted = wanted_words(question)
    if not wanted:
        return Answer({}, {})
    clues: dict[tuple[str, int], list[Found]] = {}

    def note(kind: str, found: Iterable[Found]) -> None:
        for one in found:
            clues.setdefault((kind, one.department), []).append(one)

    for department in departments:
        note("department", _of_department(department, wanted))
    note("department", (one for one in _of_contacts(contacts, wanted)))
    for finder in finders:
        note("department", finder(brand, question, wanted))
    for expert in experts:
        note("expert", _of_expert(expert, wanted))
    return Answer(*(_best({pk: seen for (of, pk), seen in clues.items() if of == kind}) for kind in KINDS))


KINDS = ("department", "expert")


def _best(clues: dict[int, list[Found]]) -> dict[int, list[str]]:
    """Those who have as many of the words as anybody, those with more reasons first."""
    had = {pk: {word for one in seen for word in one.words} for pk, seen in clues.items()}
    most = max((len(words) for words in had.values()), default=0)
    kept = [pk for pk, words in had.items() if len(words) == most]
    kept.sort(key=lambda pk: -len(clues[pk]))
    return {pk: list(dict.fromkeys(one.why for one in clues[pk])) for pk in kept}


def _of_department(department: Department, wanted: Sequence[str]) -> Iterable[Found]:
    for subject in department.subjects:
        if had := matched(wanted, subject):
            yield Found(department.pk, _("deals with “%(subject)s”") % {"subject": subject}, tuple(had))
    called = f"{department.name} {kind_words(department.kind)}"
    if had := matched(wanted, called):
        yield Found(department.pk, _("by its name or its type"), tuple(had))


def _of_contacts(contacts: Iterable[Contact], wanted: Sequence[str]) -> Iterable[Found]:
    for contact in contacts:
        if had := matched(wanted, contact.name):
            yield Found(
                contact.department_id, _("%(name)s answers there") % {"name": contact.name}, tuple(had)
            )


def _of_expert(expert: Expert, wanted: Sequence[str]) -> Iterable[Found]:
    for subject in expert.subjects:
        if had := matched(wanted, subject):
            yield Found(expert.pk, _("speaks on “%(subject)s”") % {"subject": subject}, tuple(had))
    if had := matched(wanted, expert.name):
        yield Found(expert.pk, _("by their name"), tuple(had))


@lru_cache
def kind_words(kind: str) -> str:
    """What the type of a department is called in either language."""
    words = []
    for language in ("fr", "en"):
        with override(language):
            words.append(str(DepartmentKind(kind).label))
    return " ".join(words)
