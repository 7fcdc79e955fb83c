"""Fetching what a feed's address has: from the public web alone, within a size and a time.

Each address is looked up and looked at before it is connected to, those to which a site leads on as well, so
that no feed makes us ask a machine behind our own walls.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, ReadTimeoutError

from channels_mgmt.watch.choices import Problem
from cmhub.lib.addresses import RefusedAddressError, UnknownHostError, target_of
from cmhub.lib.exchange import OverError, exchange, host_of

MOST_BYTES = 2 * 1024 * 1024
"""Of a feed, as it comes and when it is unpacked."""
LASTS_AT_MOST = 20.0
"""Seconds for all of it, whatever a site gives in between."""
LEADS_ON = {301, 302, 303, 307, 308}
REDIRECTS = 5
PIECE = 64 * 1024
NOT_MODIFIED, GONE, TOO_MANY, UNAVAILABLE = 304, 410, 429, 503
AGENT = "CM-Hub-Watch"
ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"


class FetchError(Exception):
    """Why nothing came; `again_after` is how many seconds the site asks to be left alone."""

    def __init__(self, problem: Problem, status: int | None = None, again_after: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.status, self.again_after = problem, status, again_after


@dataclass(frozen=True)
class Fetched:
    """What an address has: nothing new (304, `body` empty), or a body with what the site says of it."""

    url: str
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_unchanged(self) -> bool:
        return self.status == NOT_MODIFIED


def fetch(url: str, *, etag: str = "", modified: str = "") -> Fetched:
    """What is at the address, following where it leads. Raises FetchError."""
    ends = time.monotonic() + LASTS_AT_MOST
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    conditions = {name: value for name, value in asked.items() if value}
    been: set[str] = set()
    for _hop in range(REDIRECTS + 1):
        if url in been:
            break
        been.add(url)
        answer = _ask(url, conditions, ends)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(Problem.LOOP)


def _ask(url: str, conditions: dict[str, str], ends: float) -> Fetched | str:
    """The answer of one address, or the address to which it leads."""
    try:
        target = target_of(url, also=settings.WATCH_HOSTS_ALSO, plain=True)
    except RefusedAddressError as error:
        raise FetchError(Problem.ADDRESS) from error
    except UnknownHostError as error:
        raise FetchError(Problem.UNREACHED) from error
    headers = {
        "Host": host_of(target),
        "User-Agent": AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        **conditions,
    }
    try:
        with exchange(target, lasts=ends - time.monotonic()) as pool:
            response = pool.urlopen(
                "GET",
                target.path,
                headers=headers,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
                assert_same_host=False,
            )
            try:
                return _read(url, response, ends)
            finally:
                response.close()
    except (OverError, ReadTimeoutError) as error:
        raise FetchError(Problem.SLOW) from error
    except (HTTPError, OSError, ValueError) as error:
        raise FetchError(Problem.UNREACHED) from error


def _read(url: str, response: BaseHTTPResponse, ends: float) -> Fetched | str:
    status = response.status
    if status in LEADS_ON and (to := response.headers.get("Location")):
        return urljoin(url, to)
    if status == NOT_MODIFIED:
        return Fetched(url, status)
    if status == GONE:
        raise FetchError(Problem.GONE, status)
    if not 200 <= status < 300:
        raise FetchError(Problem.REFUSED, status, again_after(response.headers.get("Retry-After", "")))
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    unpack = unpacker(packed)
    body = bytearray()
    read = 0
    while piece := response.read1(PIECE, decode_content=False):  # what is there, without waiting for more
        read += len(piece)
        if time.monotonic() > ends:
            raise FetchError(Problem.SLOW, status)
        body += unpack(piece, MOST_BYTES + 1 - len(body))
        if read > MOST_BYTES or len(body) > MOST_BYTES:
            raise FetchError(Problem.TOO_LARGE, status)
    kept = {name.lower(): value for name, value in response.headers.items()}
    kept.pop("content-encoding", None)
    return Fetched(url, status, bytes(body), kept)


def unpacker(packed: str) -> Callable[[bytes, int], bytes]:
    """What unpacks the pieces of a body, each to no more than the bytes that are still taken: a small file
    that unpacks to a huge one never does.
    """
    if packed in ("", "identity"):
        return lambda piece, most: piece[:most]
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(Problem.NO_FEED)
    way = zlib.decompressobj(zlib.MAX_WBITS | 32 if packed != "deflate" else zlib.MAX_WBITS)

    def unpack(piece: bytes, most: int) -> bytes:
        try:
            return way.decompress(piece, most)
        except zlib.error as error:
            raise FetchError(Problem.NO_FEED) from error

    return unpack


def again_after(said: str) -> int | None:
    """For how many seconds a site asks to be left alone, in seconds or until a date; no more than a day."""
    seconds: float
    if said.isdigit():
        seconds = int(said[:9])
    else:
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, TypeError):
            return None
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return int(min(max(seconds, 0), 24 * 3600))
