"""To which addresses that people write we connect: of the public web, and none behind our own walls.

`also` are hosts to which it is done all the same, without TLS and in private networks: for tests. With
`plain` an address may do without TLS, as what only is read may.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

GIVEN_OUT = IPv6Network("2000::/3")
"""The only IPv6 addresses that anybody of the public web has: outside of them lie those of one site, and
those that stand for an IPv4 one, of whatever network.
"""
TUNNEL = IPv6Network("2002::/16")
"""Within them, those behind which lies an IPv4 one."""
LONGEST_HOST = 253


class RefusedAddressError(ValueError):
    """An address to which nothing is sent; `str()` is a sentence."""


class UnknownHostError(OSError):
    """A name that nobody resolves at the moment."""


class Target(NamedTuple):
    """Where to connect: the address as numbers, looked at already, so that the name cannot turn to another
    one in between; `host` is what the certificate must be for.
    """

    host: str
    port: int
    number: str
    path: str
    is_secure: bool


def check_written(url: str, *, also: Collection[str] | None = None, plain: bool = False) -> None:
    """Refuses what can be seen to be no public address without asking for the name."""
    host, _port, _secure = parts_of(url, also=also, plain=plain)
    if host in exempt(also):
        return
    number = number_of(host)
    named_here = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    if named_here or (number is not None and not is_public(number)):
        raise refused(plain)


def exempt(also: Collection[str] | None) -> Collection[str]:
    """Those to which one may connect wherever they are: for webhooks, what the settings say."""
    return settings.WEBHOOK_HOSTS_ALSO if also is None else also


def target_of(url: str, *, also: Collection[str] | None = None, plain: bool = False) -> Target:
    """Raises RefusedAddressError where the name leads to any address that is not public, UnknownHostError
    where it leads nowhere.
    """
    host, port, is_secure = parts_of(url, also=also, plain=plain)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(host) from error
    numbers = [str(place[4][0]).partition("%")[0] for place in found]
    if host not in exempt(also) and not all(is_public(ip_address(one)) for one in numbers):
        raise refused(plain)
    asked = urlsplit(url)
    path = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
    return Target(host, port, numbers[0], path, is_secure)


def parts_of(url: str, *, also: Collection[str] | None = None, plain: bool = False) -> tuple[str, int, bool]:
    """Host, port and whether over TLS. Raises RefusedAddressError for what is no such address."""
    try:
        asked = urlsplit(url)
        host = (asked.hostname or "").rstrip(".")
        port = asked.port
        if number_of(host) is None:
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise refused(plain) from error
    is_secure = asked.scheme == "https"
    allowed = is_secure or (asked.scheme == "http" and (plain or host in exempt(also)))
    if not allowed or not host or len(host) > LONGEST_HOST or asked.username or asked.password:
        raise refused(plain)
    return host, port or (443 if is_secure else 80), is_secure


def number_of(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_public(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return is_public(number.ipv4_mapped)
        if number not in GIVEN_OUT or number in TUNNEL:
            return False
    return number.is_global and not number.is_multicast


def refused(plain: bool = False) -> RefusedAddressError:
    if plain:
        return RefusedAddressError(_("Give a public address that begins with https:// or http://."))
    return RefusedAddressError(_("Give a public address that begins with https://."))
