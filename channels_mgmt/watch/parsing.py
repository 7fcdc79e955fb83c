"""What a feed says, as plain text: RSS of all ages, Atom and RDF, well-formed or nearly so."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from typing import Any

import feedparser

from channels_mgmt.watch.sameness import without_trackers
from cmhub.lib.spans import TooLongError, at_most
from cmhub.lib.text import NUL, SURROGATE, excerpt

MOST_NEWS = 200
"""Of one reading: a feed that holds more gives its first ones."""
TITLE, SUMMARY, LINK = 300, 1_000, 1_000
EARLIEST = datetime(2004, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
PARSED_WITHIN = 10.0
"""Seconds: what is made to take a parser longer is no feed."""
MARKUP = 20_000
"""Characters of a title or a text that are looked at: more than their words need with all their tags."""
LONGEST_TAG = 2_000
TAG = re.compile(r"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
NAME = re.compile(r"[A-Za-z]++")
UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "svg"}


class NoFeedError(ValueError):
    """What came is no feed."""


@dataclass(frozen=True)
class News:
    """One entry of a feed. `guid` is the digest of its own id, else of its link or title; `published_at` is
    None where the feed does not say it, or says what cannot be.
    """

    guid: str
    title: str
    summary: str
    url: str
    published_at: datetime | None


def news_of(body: bytes, headers: Mapping[str, str], *, url: str, now: datetime) -> list[News]:
    """The entries of a feed, each once. Raises NoFeedError for what is none.

    Links that are not whole are taken from the feed's own address. What cannot be read is left out.
    """
    said = {"content-location": url}
    if kind := headers.get("content-type"):
        said["content-type"] = kind
    # Its HTML is neither cleaned nor are its links made whole, which takes long: only its words are taken.
    try:
        with at_most(PARSED_WITHIN):
            feed = feedparser.parse(
                body, response_headers=said, sanitize_html=False, resolve_relative_uris=False
            )
    except TooLongError as error:
        raise NoFeedError("reading it takes too long") from error
    if not feed.get("version") and not feed.get("entries"):
        raise NoFeedError(str(feed.get("bozo_exception", "")))
    found: dict[str, News] = {}
    for entry in feed.entries[:MOST_NEWS]:
        news = _news(entry, now)
        if news is not None:
            found.setdefault(news.guid, news)
    return list(found.values())


def _news(entry: Mapping[str, Any], now: datetime) -> News | None:
    link = str(entry.get("link") or "")
    url = without_trackers(_plain(link))
    title = excerpt(plain_text(str(entry.get("title") or "")), TITLE)
    summary = excerpt(plain_text(_longest(entry)), SUMMARY)
    title = title or excerpt(summary, 120)
    if not title:
        return None
    name = str(entry.get("id") or "") or url or title
    guid = sha256(name.encode("utf-8", "replace")).hexdigest()
    return News(guid, title, summary, url if len(url) <= LINK else "", _published(entry, now))


def _longest(entry: Mapping[str, Any]) -> str:
    contents = [str(one.get("value") or "") for one in entry.get("content") or () if isinstance(one, Mapping)]
    return str(entry.get("summary") or "") or next(iter(contents), "")


def _published(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    if not parsed:
        return None
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    if at < EARLIEST or at > now + AHEAD:
        return None
    return min(at, now)


def plain_text(html: str) -> str:
    """What a reader would see of it, on one line. Written twice as HTML, it is unwrapped twice."""
    text = html[:MARKUP]
    for _time in range(2):
        if "<" not in text and "&" not in text:
            break
        text = unescape(unescape("".join(_words(text))))
    return " ".join(_plain(text).split())


def _words(html: str) -> Iterator[str]:
    """The words of a piece of HTML, none of its tags.

    In one pass, whatever it is: the standard library's parser takes seconds for some ten kilobytes that were
    made for it, and gives up on others. What a tag or a comment begins that never ends is no word.
    """
    at = 0
    while (opens := html.find("<", at)) >= 0:
        yield html[at:opens]
        if html.startswith("<!--", opens):
            at = html.find("-->", opens + 4) + 3
            if at < 3:
                return
            continue
        if not html[opens + 1 : opens + 2].isalpha() and html[opens + 1 : opens + 2] not in ("/", "!", "?"):
            yield "<"
            at = opens + 1
            continue
        tag = TAG.match(html, opens, opens + LONGEST_TAG)
        at = tag.end() if tag else html.find(">", opens) + 1
        if not at:
            return
        yield " "
        name = NAME.match(html, opens + 1)
        if name and name[0].lower() in UNSEEN:
            closes = re.compile(f"</{name[0]}", re.IGNORECASE).search(html, at)
            if closes is None:
                return
            at = closes.start()
    yield html[at:]


def _plain(text: str) -> str:
    return SURROGATE.sub("", text.replace(NUL, ""))
