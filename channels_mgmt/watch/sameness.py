"""When two addresses or two titles are of the same news."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from cmhub.lib.text import fold, without_marks

TRACKERS = re.compile(
    r"utm_|at_(?:medium|campaign|creation|format|send_date)|mc_[ce]id|pk_(?:campaign|kwd)"
    r"|(?:fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mibextid|xtor|ref_src|ref_url|cmpid|ncid|_ga)$",
    re.IGNORECASE,
)
"""Parameters that say by which way somebody came, and nothing of what is there."""
FRONTS = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
WORD = re.compile(r"\w+")
SIGNED = re.compile(r"\s+[-–—|·»]\s+[^-–—|·»]{2,40}$")
"""The name of a paper after a title."""
FEWEST_WORDS = 4
ALIKE = 0.8
LONGEST_TITLE = 300


def without_trackers(url: str) -> str:
    """The address as one would share it; empty for what is no address of the web."""
    parts = _parts(url)
    if parts is None:
        return ""
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not TRACKERS.match(name)]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


def address_of(url: str) -> str:
    """The address as two are compared: without scheme, front, tracker, order of parameters and last slash."""
    parts = _parts(url)
    if parts is None:
        return ""
    host = FRONTS.sub("", (parts.hostname or "").rstrip("."))
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not TRACKERS.match(name)]
    path = re.sub(r"/(?:amp/?)?$", "", unquote(parts.path))
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{path}{query}"[:1000]


def host_of(url: str) -> str:
    parts = _parts(url)
    return FRONTS.sub("", parts.hostname or "") if parts else ""


def title_from(url: str) -> str:
    """What the last part of an address says in words, as papers write their titles there; else nothing."""
    parts = _parts(url)
    if parts is None:
        return ""
    for piece in reversed(unquote(parts.path).split("/")):
        words = re.sub(r"\.\w{2,5}$", "", piece)
        said = [word for word in re.split(r"[-_+\s]+", words) if word and not word.isdigit()]
        if len(said) >= FEWEST_WORDS - 1:
            text = " ".join(said)
            return text[:1].upper() + text[1:]
    return ""


def title_key(title: str) -> str:
    """The title as two are compared: without the paper's name after it, case, accents and signs."""
    bare = SIGNED.sub("", title)
    kept = bare if len(WORD.findall(bare)) >= FEWEST_WORDS else title
    return " ".join(WORD.findall(fold(kept)))[:LONGEST_TITLE]


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles, as `title_key` gives them, tell the same news: nearly the same words, and the same
    numbers.
    """
    words, others = set(one.split()), set(other.split())
    if min(len(words), len(others)) < FEWEST_WORDS:
        return False
    if {word for word in words if word.isdigit()} != {word for word in others if word.isdigit()}:
        return False
    return len(words & others) / len(words | others) >= ALIKE


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(without_marks(url).strip())
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip("."):
        return None
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return parts._replace(scheme=parts.scheme.lower(), netloc=netloc)
