"""By what a post is known on its network: the id within its address, and the address without what varies."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

LONGEST_ID = 200
NARROW = ("www.", "m.", "mobile.", "web.", "fr-fr.", "mbasic.")
"""What a phone or a language puts before a network's name."""
TRACKERS = ("utm_", "fbclid", "igsh", "igshid", "gclid", "mibextid", "rdid", "ref", "si", "s", "t", "is_from")
IN_ADDRESS = re.compile(
    r"/status(?:es)?/(\d+)|/video/(\d+)|urn:li:(?:activity|share|ugcpost):(\d+)|[-:]activity[-:](\d+)"
    r"|[?&]v=([\w-]{11})|youtu\.be/([\w-]{11})|/shorts/([\w-]{11})",
    re.IGNORECASE,
)


def keys_of(url: str) -> tuple[str, ...]:
    """The id within an address, and the address as `address_key` writes it."""
    return from_address(url), address_key(url)


def from_address(permalink: str) -> str:
    """The id within a post's address, else the address: it names the post as well."""
    found = IN_ADDRESS.search(permalink)
    return next(filter(None, found.groups())) if found else permalink[:LONGEST_ID]


def address_key(url: str) -> str:
    """An address without its scheme, what a phone puts before the name, and what counts clicks."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = parts.netloc.lower()
    for narrow in NARROW:
        host = host.removeprefix(narrow)
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _is_tracker(pair[0])))
    return f"{host}{parts.path.rstrip('/')}?{query}"


def _is_tracker(name: str) -> bool:
    return name.lower() in TRACKERS or name.lower().startswith("utm_")
