"""What an answer of the protocol leaves open: `{prénom}`, `{marque}`, and whatever else stands in braces.

Some are filled by the machine (`VARIABLES`); the others, as `{numéro du ticket}`, by whoever answers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cmhub.lib.text import fold

IN_BRACES = re.compile(r"\{(?=[^{}\r\n]*[^{}\s])([^{}\r\n]{1,40})\}")
APART = re.compile(r"[\s_-]+")
UNSEEN = re.compile("[\\s\u200b-\u200d\u2060\ufeff]+")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
LONGEST_VALUE = 80
"""Characters that a variable may stand for: more is not a name or a date but other words."""


@dataclass(frozen=True)
class Variable:
    """Something that the machine fills in, by its name in either language."""

    code: str
    french: str
    english: str
    meaning: Any

    @property
    def written(self) -> str:
        """As it is written in the language of whoever reads."""
        name = self.english if (get_language() or "").startswith("en") else self.french
        return f"{{{name}}}"


VARIABLES = (
    Variable("first_name", "prénom", "first name", _("the first name of the person, or their handle")),
    Variable("name", "nom", "name", _("the whole name of the person, or their handle")),
    Variable("brand", "marque", "brand", _("the name of the brand")),
    Variable("signature", "signature", "signature", _("the first name of whoever answers")),
    Variable("hours", "horaires", "hours", _("when the customer service, or else this account, is open")),
    Variable("direct_line", "ligne directe", "direct line", _("the account of the customer service")),
    Variable("date", "date", "date", _("the day of the answer")),
    Variable("time", "heure", "time", _("the time of the answer")),
)
CODES = {APART.sub(" ", fold(name)): one.code for one in VARIABLES for name in (one.french, one.english)}


def code_of(name: str) -> str:
    """Which of VARIABLES a name in braces means, however it is accented or spaced; empty for another one."""
    return CODES.get(APART.sub(" ", fold(name.strip())), "")


def fill(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with the values, given by code, in place of what is in braces; and the names, as they are
    written, of what has no value and stays in braces, each once.
    """
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        if known := values.get(code_of(found[1]), "").strip():
            return known
        missing[found[1].strip()] = None
        return found[0]

    filled = IN_BRACES.sub(value, text)
    return filled, tuple(missing)


def left_open(text: str) -> tuple[str, ...]:
    """The names of what still stands in braces in a text, each once."""
    return tuple(dict.fromkeys(name.strip() for name in IN_BRACES.findall(text)))


def stray_brace(text: str) -> str:
    """What stands around the first brace that neither opens nor closes a name; empty where none does."""
    rest = IN_BRACES.sub("", text)
    at = min((place for place in map(rest.find, "{}") if place >= 0), default=-1)
    return rest[max(0, at - 10) : at + 20].strip() if at >= 0 else ""


def says_the_same(text: str, answer: str) -> bool:
    """Whether a text is the answer, spaces, case and accents aside.

    Each variable stands for anything of at most LONGEST_VALUE characters, spaces not counted, or for nothing.
    """
    whole = _bare(text)
    literals = [_bare(piece) for piece in IN_BRACES.split(answer)[::2]]
    if not whole.startswith(literals[0]):
        return False
    ends = {len(literals[0])}
    for literal in literals[1:]:
        ends = {start + len(literal) for start in _starts(whole, literal, ends)}
    return len(whole) in ends


def _bare(text: str) -> str:
    return UNSEEN.sub("", fold(text)).translate(APOSTROPHES)


def _starts(whole: str, literal: str, after: set[int]) -> Iterator[int]:
    """Where the literal stands no further behind any of these places than a variable is long."""
    reached = -1
    for place in sorted(after):
        last = min(place + LONGEST_VALUE, len(whole) - len(literal))
        for start in range(max(place, reached + 1), last + 1):
            if whole.startswith(literal, start):
                yield start
        reached = max(reached, last)
