"""Texts of the public and names of people: compared, cleaned, shortened, put into spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cmhub.lib.refused import RefusedError

NUL = "\x00"
SURROGATE = re.compile("[\ud800-\udfff]")
LINE_BREAK = re.compile(r"\r\n?")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}
SKIN_TONES = range(0x1F3FB, 0x1F400)
ELLIPSIS = "…"
MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c]")
"""Characters that are not seen: they turn what follows round, or part nothing from nothing. Not those that
join letters or emoji.
"""


class TextError(RefusedError):
    """A text that cannot be kept. ``str()`` is a sentence in the active language; ``code`` says which."""

    SENTENCES = {
        "nul": _("The text contains NUL characters."),
        "unreadable": _("The text contains bytes that are not readable in the file's encoding."),
    }


def normalise_handle(handle: str) -> str:
    """A handle or name as it is compared: trimmed, without case and without the leading ``@``."""
    return handle.strip().removeprefix("@").strip().casefold()


def fold(text: str) -> str:
    """Lower case without accents, as a search compares: “Évry” gives “evry”, “Œuvre” “oeuvre”."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(LIGATURES)


def without_marks(text: str) -> str:
    """The text without invisible marks of direction and width: for names, handles and addresses, which they
    make look like others. What people wrote keeps them.
    """
    return MARKS.sub("", text)


def clean_text(text: str) -> str:
    """The text as written, emoji and line breaks included, every line break as ``\\n``.

    Raises TextError for what the database or a reader cannot take: NUL, and bytes that could not be decoded.
    """
    if NUL in text:
        raise TextError("nul")
    if not text.isascii() and SURROGATE.search(text):
        raise TextError("unreadable")
    return LINE_BREAK.sub("\n", text) if "\r" in text else text


def written(text: str, otherwise: str) -> str:
    """What a person wrote, cleaned. Raises ValidationError; with the sentence given for nothing at all."""
    try:
        text = clean_text(text).strip()
    except TextError as error:
        raise ValidationError(str(error), code=error.code) from error
    if not text:
        raise ValidationError(otherwise, code="empty")
    return text


def excerpt(text: str, n: int) -> str:
    """At most ``n`` characters of the text on one line, cut after a word where one ends in its second half.

    What is cut ends in “…”; an emoji made of several characters and an accent are not cut from what they
    belong to.
    """
    line = " ".join(text.split())
    if len(line) <= n:
        return line
    end = max(n - len(ELLIPSIS), 0)
    while end and belongs_to_previous(line, end):
        end -= 1
    space = line.rfind(" ", 0, end + 1)
    return line[: space if space > n // 2 else end].rstrip(" ,;:.") + ELLIPSIS


def belongs_to_previous(line: str, at: int) -> bool:
    """Whether a cut before this character would part it from what precedes it."""
    character = line[at]
    return (
        bool(unicodedata.combining(character))
        or character in JOINERS
        or line[at - 1] == "\u200d"
        or ord(character) in SKIN_TONES
    )


def listed(parts: Iterable[str]) -> str:
    """Parts that may have commas of their own, one after the other: “Campagne : soldes ; Grève”."""
    return pgettext("between the parts of a list that have commas", "; ").join(parts)


def escape_formula(cell: Any) -> Any:
    """A cell that no spreadsheet runs: an apostrophe goes before ``=``, ``+``, ``-``, ``@``, tab and CR.

    Numbers, dates and None are returned as they are: give numbers as numbers, so that -5 stays one.
    """
    if isinstance(cell, str) and cell and (cell[0] in FORMULA_STARTS or cell.lstrip()[:1] in FORMULA_STARTS):
        return "'" + cell
    return cell
