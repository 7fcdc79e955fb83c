"""What the cells of a message file mean."""

from __future__ import annotations

import re

from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Sentiment
from cmhub.lib.text import fold

WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+[eE]\+?|[eE]\+)\d+")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,4})?")

IN, OUT = False, True
DIRECTIONS = {
    **dict.fromkeys(
        ("in", "true", "1", "1.0", "inbound", "incoming", "yes", "vrai", "oui", "entrant", "recu"), IN
    ),
    **dict.fromkeys(
        ("out", "false", "0", "0.0", "outbound", "outgoing", "no", "faux", "non", "sortant", "envoye"), OUT
    ),
}
TRUTHS = {
    **dict.fromkeys(("true", "1", "1.0", "yes", "y", "vrai", "oui", "o", "x"), True),
    **dict.fromkeys(("", "false", "0", "0.0", "no", "n", "faux", "non"), False),
}
KINDS = {
    **{value: value for value in Kind.values},
    **{value.replace("_", " "): value for value in Kind.values},
    "reclamation": Kind.COMPLAINT,
    "plainte": Kind.COMPLAINT,
    "probleme technique": Kind.TECHNICAL_PROBLEM,
    "demande commerciale": Kind.LEAD,
    "felicitations": Kind.PRAISE,
    "partenariat": Kind.PARTNERSHIP,
    "presse": Kind.PRESS,
    "presse, institution": Kind.PRESS,
    "recrutement": Kind.JOB,
    "charte, visuel": Kind.DESIGN,
    "design or brand asset": Kind.DESIGN,
    "site, application": Kind.SITE_FAULT,
    "app or site fault": Kind.SITE_FAULT,
    "propos abusif": Kind.ABUSE,
    "signal de crise": Kind.CRISIS_SIGNAL,
    "autre": Kind.OTHER,
}
SENTIMENTS = {
    **{value: value for value in Sentiment.values},
    "negatif": Sentiment.NEGATIVE,
    "negative": Sentiment.NEGATIVE,
    "neutre": Sentiment.NEUTRAL,
    "positif": Sentiment.POSITIVE,
}
LANGUAGES = {
    **dict.fromkeys(("french", "francais"), "fr"),
    **dict.fromkeys(("english", "anglais"), "en"),
    **dict.fromkeys(("arabic", "arabe"), "ar"),
    **dict.fromkeys(("wolof",), "wo"),
}


def identifier(cell: str) -> str | None:
    """An id as it is compared: trimmed, and `3` for the `3.0` of a spreadsheet; None in scientific
    notation.
    """
    cell = cell.strip()
    if cell.isdigit() or not cell:
        return cell
    if written := WHOLE_FLOAT.fullmatch(cell):
        return written[1]
    return None if SCIENTIFIC.fullmatch(cell) else cell


def direction(cell: str) -> bool | None:
    """False for a message in, True for one out, None for what is neither."""
    known = DIRECTIONS.get(cell)
    return known if known is not None else DIRECTIONS.get(fold(cell.strip()))


def truth(cell: str) -> bool | None:
    return TRUTHS.get(fold(cell.strip()))


def kind(cell: str) -> str | None:
    return KINDS.get(fold(cell.strip()))


def sentiment(cell: str) -> str | None:
    return SENTIMENTS.get(fold(cell.strip()))


def language(cell: str) -> str | None:
    """A language's code; of `fr-FR` and “Français”, `fr`."""
    word = fold(cell.strip()).replace("_", "-")
    if word in LANGUAGES:
        return LANGUAGES[word]
    return word.split("-")[0] if LANGUAGE_CODE.fullmatch(word) else None


def theme(cell: str) -> str:
    return " ".join(cell.split())[:80]


def address(cell: str) -> str | None:
    """A link that a page may show: of the web only, so that a tap runs nothing."""
    cell = cell.strip()
    return cell if len(cell) <= 1000 and WEB_ADDRESS.fullmatch(cell) else None
