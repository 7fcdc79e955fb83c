"""What the link of a message tells: on which network it is, in whose name, and whether it is of one message.

A table says how each network writes its addresses; nothing is asked of any network. An address of no network
that we know is a link all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from channels_mgmt.brands.choices import Network, Purpose
from cmhub.lib.text import normalise_handle, without_marks

LONGEST = 1000
"""Characters of a link that is kept."""
ANYWHERE = re.compile(
    r"https?://[^\s<>\"]+|(?<![\w@./-])[a-z0-9-]+(?:\.[a-z0-9-]+)+/[^\s<>\"]+", re.IGNORECASE
)
"""A link, or one that begins without https:// as phones show it."""
AN_ID = re.compile(r"[\w.:,()=+-]{1,200}")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
AFTER = ".,;:!?)]}»”’\"'*…"
"""What follows a link in a sentence, rather than ending it."""
FRONTS = re.compile(r"^(?:www|m|mobile|web|touch|mbasic)\.(?=[^.]+\.)")
"""Doors of one site: on the phone, in the browser."""
FORMERLY = {"twitter.com": "x.com", "telegram.me": "t.me", "instagr.am": "instagram.com"}
TRACKING = re.compile(r"utm_|(?:fbclid|gclid|igshid|igsh|mibextid|si|ref|ref_src|feature|s|t|rdid)$")
"""Parameters that say who shared a link, not what it leads to; those of one letter on networks alone."""


@dataclass(frozen=True)
class Site:
    """How a network writes its addresses.

    `ways` are tried in order on the path: the first that fits says whose account stands in it (`account`) and
    which message it is (`message`); `comment` marks what somebody wrote below a post of that account. `kept`
    are the parameters that belong to the address, `comments` those that name a comment.
    """

    network: str
    hosts: re.Pattern[str]
    ways: tuple[re.Pattern[str], ...]
    kept: frozenset[str] = frozenset()
    comments: tuple[str, ...] = ()
    account: str = ""


@dataclass(frozen=True)
class Link:
    """A link as it is kept. `account` is the one in its path, as accounts are compared; `message` the
    network's id where it names one message; `is_comment` where it was not the account that wrote it.
    """

    url: str
    host: str
    network: str = ""
    account: str = ""
    message: str = ""
    is_comment: bool = False


def hosts(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:.+\.)?(?:{'|'.join(map(re.escape, names))})")


def ways(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


NAME = r"(?P<account>[\w.+-]{1,100})"
SITES = (
    Site(Network.FACEBOOK, hosts("fb.watch", "fb.me"), ()),
    Site(Network.X, hosts("t.co"), ()),
    Site(
        Network.FACEBOOK,
        hosts("facebook.com", "fb.com", "m.me", "messenger.com"),
        ways(
            r"/(?:groups|watch|reel|share|events|hashtag|photo|photos|stories|messages|marketplace|login|t)\b",
            r"/(?:story|permalink|photo|profile|l)\.php",
            rf"/{NAME}",
        ),
        kept=frozenset({"story_fbid", "id", "fbid", "v", "comment_id", "reply_comment_id"}),
        comments=("reply_comment_id", "comment_id"),
    ),
    Site(
        Network.INSTAGRAM,
        hosts("instagram.com", "instagr.am", "ig.me"),
        ways(
            r"/(?:p|reel|reels|tv)/[\w-]+/c/(?P<comment>(?P<message>\d+))",
            r"/(?:p|reel|reels|tv|explore|share|direct|accounts)\b",
            rf"/stories/{NAME}",
            rf"/m/{NAME}",
            rf"/{NAME}",
        ),
    ),
    Site(
        Network.X,
        hosts("x.com", "twitter.com"),
        ways(
            r"/i/(?:web/)?status/(?P<message>\d+)",
            rf"/{NAME}/status(?:es)?/(?P<message>\d+)",
            r"/(?:i|hashtag|search|home|messages|intent|share)\b",
            rf"/{NAME}",
        ),
    ),
    Site(
        Network.TIKTOK,
        hosts("tiktok.com"),
        ways(
            rf"/@{NAME}",
        ),
        comments=("share_comment_id",),
        kept=frozenset({"share_comment_id"}),
    ),
    Site(
        Network.LINKEDIN,
        hosts("linkedin.com", "lnkd.in"),
        ways(
            rf"/(?:in|company|school|showcase)/{NAME}",
            r"/posts/(?P<account>[\w.%-]+?)_",
        ),
        kept=frozenset({"commentUrn", "dashCommentUrn"}),
        comments=("commentUrn", "dashCommentUrn"),
    ),
    Site(
        Network.YOUTUBE,
        hosts("youtube.com", "youtu.be"),
        ways(rf"/@{NAME}", rf"/(?:c|user|channel)/{NAME}"),
        kept=frozenset({"v", "lc", "list"}),
        comments=("lc",),
    ),
    Site(
        Network.WHATSAPP,
        hosts("wa.me", "whatsapp.com"),
        ways(r"/(?P<account>\+?\d{6,15})\b", r"/channel/", r"/message/"),
        kept=frozenset({"phone"}),
        account="phone",
    ),
    Site(
        Network.TELEGRAM,
        hosts("t.me", "telegram.me", "telegram.org"),
        ways(r"/(?:c|joinchat|addstickers|share|proxy)\b", r"/\+", rf"/s/{NAME}", rf"/{NAME}"),
        kept=frozenset({"comment", "thread"}),
        comments=("comment",),
    ),
    Site(
        Network.REVIEWS,
        re.compile(
            r"(?:maps\.app\.)?goo\.gl|g\.page|g\.co|maps\.google\.[a-z.]{2,6}"
            r"|(?:.+\.)?(?:trustpilot\.com|tripadvisor\.[a-z.]{2,6}|glassdoor\.[a-z.]{2,6}|trustedshops\.[a-z]{2,3})"
            r"|play\.google\.com|apps\.apple\.com"
        ),
        ways(rf"/review/{NAME}"),
        kept=frozenset({"id", "reviewId", "cid", "place_id"}),
        comments=("reviewId",),
    ),
    Site(Network.REVIEWS, re.compile(r"google\.[a-z.]{2,6}|search\.google\.com"), ways(r"/(?:maps|local)\b")),
)
ONLY_THESE_PATHS = {SITES[-1]}
"""Sites of which only the paths in their ways are of the network: the rest is something else."""


class Account(Protocol):
    """What is asked of a channel."""

    network: str
    purpose: str
    handle: str
    url: str


C = TypeVar("C", bound=Account)


def link_in(text: str) -> Link | None:
    """The link of a pasted text: the first one of a network, else the first there is."""
    first = None
    for link in links_in(text):
        if link.network:
            return link
        first = first or link
    return first


def links_in(text: str) -> Iterator[Link]:
    for found in ANYWHERE.finditer(text):
        written = found[0]
        bare = not written.lower().startswith(("http://", "https://"))
        link = read_link(f"https://{written}" if bare else written)
        # Without https:// much looks like a link: 24/7, and/or, file names.
        if link and (link.network or not bare):
            yield link


def read_link(url: str) -> Link | None:
    """What an address tells; None for what is no address of the web, or too long to be kept."""
    parts = _parts(without_marks(url).strip().rstrip(AFTER))
    if parts is None:
        return None
    host = FRONTS.sub("", parts.netloc)
    site = _site_of(host, parts.path)
    if site is None:
        asked = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in asked if not _tracks(name)])
        kept = urlunsplit(parts._replace(query=query))
        return Link(kept, host) if len(kept) <= LONGEST else None
    values = dict(parse_qsl(parts.query))
    query = urlencode({name: values[name] for name in sorted(site.kept) if values.get(name)})
    shown = "https", FORMERLY.get(host, host), parts.path.rstrip("/"), query, ""
    kept = urlunsplit(shown)
    if len(kept) > LONGEST:
        return None
    found = _found(site, parts.path)
    below = next((values[name] for name in site.comments if values.get(name)), "")
    comment = below or found.get("comment") or ""
    account = found.get("account") or values.get(site.account, "")
    message = comment or found.get("message") or ""
    message = message if AN_ID.fullmatch(message) else ""
    return Link(kept, host, site.network, compared(account), message, bool(comment))


def _parts(url: str) -> SplitResult | None:
    """The address without name and password in it; where a network leads out through a door of its own, what
    is behind.
    """
    try:
        parts = urlsplit(CONTROL.sub("", url))
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip("."):
        return None
    if host in ("l.facebook.com", "lm.facebook.com", "l.instagram.com"):
        led = dict(parse_qsl(parts.query)).get("u", "")
        return None if "l.php" in led else _parts(led)
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return parts._replace(scheme=parts.scheme.lower(), netloc=netloc, path=parts.path or "/")


def _site_of(host: str, path: str) -> Site | None:
    for site in SITES:
        fits = site not in ONLY_THESE_PATHS or any(way.match(path) for way in site.ways)
        if fits and site.hosts.fullmatch(host):
            return site
    return None


def _found(site: Site, path: str) -> dict[str, str | None]:
    for way in site.ways:
        if match := way.match(unquote(path)):
            return match.groupdict()
    return {}


def _tracks(name: str) -> bool:
    return len(name) > 1 and bool(TRACKING.match(name))


def compared(account: str) -> str:
    """An account as two writings of it are compared: a number by its digits, a name as handles are."""
    digits = re.sub(r"[\s+().-]", "", account)
    return digits.lstrip("0") if digits.isdigit() and len(digits) >= 6 else normalise_handle(account)


def accounts_of(channel: Account) -> set[str]:
    """Under which names a channel stands in links."""
    own = read_link(channel.url) if channel.url else None
    return {compared(name) for name in (channel.handle, own.account if own else "") if name}


def channel_of(link: Link, channels: Sequence[C]) -> C | None:
    """On which of the channels it came in: the one whose account the link names, else the first of its
    network, an official one before others; of a site of the brand's own, the one that is there.
    """
    if not link.network:
        sites = ((channel, read_link(channel.url)) for channel in channels if channel.url)
        return next((channel for channel, own in sites if own and own.host == link.host), None)
    there = [channel for channel in channels if channel.network == link.network]
    named = [channel for channel in there if link.account and link.account in accounts_of(channel)]
    official = [channel for channel in there if channel.purpose == Purpose.OFFICIAL]
    return next(iter([*named, *official, *there]), None)


def author_of(link: Link, channels: Iterable[Account]) -> str:
    """Who wrote, as far as the link says it; nobody where it leads to the brand's own account, below which
    anybody may have written. `channels` are all of the brand's.
    """
    if not link.account or link.is_comment:
        return ""
    if any(link.account in accounts_of(channel) for channel in channels if channel.network == link.network):
        return ""
    return f"+{link.account}" if link.network == Network.WHATSAPP else f"@{link.account}"
