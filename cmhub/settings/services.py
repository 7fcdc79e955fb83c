"""From the URLs of the environment to what Django, Celery and the cache want. Each refuses a malformed URL
in words.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

DATABASE_SCHEMES = ("postgresql", "postgres")
BROKER_SCHEMES = ("redis", "rediss", "unix")
# What could not be had is given up soon: the pool would try again ever more seldom, and be back minutes after
# the database.
POOL = {"min_size": 1, "max_size": 12, "timeout": 5, "reconnect_timeout": 5}


def database(variable: str, url: str, *, pooled: bool = False) -> dict[str, Any]:
    """An entry of DATABASES from a libpq URL:
    ``postgresql://user:password@host:5432/name?sslmode=require``, or
    ``postgresql:///name?host=/folder/of/the/socket&user=name``. With ``pooled``, a psycopg pool for this
    process.
    """
    scheme, separator, _ = url.partition("://")
    if not separator or scheme not in DATABASE_SCHEMES:
        raise ImproperlyConfigured(f"{variable} is not the URL of a PostgreSQL database (postgresql://…).")
    try:
        given = {key: value for key, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError as problem:
        raise ImproperlyConfigured(f"{variable} is malformed: {str(problem).strip()}.") from None
    if not given.get("dbname"):
        raise ImproperlyConfigured(f"{variable} names no database (postgresql://user@host/NAME).")
    if not str(given.get("port", "5432")).isdigit():
        raise ImproperlyConfigured(f"{variable}: the port is not a number.")
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options: dict[str, Any] = {key: value for key, value in given.items() if key not in names.values()}
    if pooled:
        options["pool"] = POOL
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{ours: str(given.get(theirs, "")) for ours, theirs in names.items()},
        "OPTIONS": options,
        # Django refuses persistent connections beside a pool, which is what keeps them.
        "CONN_MAX_AGE": 0 if pooled else 60,
        "CONN_HEALTH_CHECKS": True,
        # A cursor of the server's outlives the statement that opens it, and so the scope that goes with it.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


TO_A_COPY = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A copy that has vanished is noticed soon: there is another place to ask."""


def replica(variable: str, url: str) -> dict[str, Any]:
    """An entry of DATABASES for a copy that follows the first one, and is only read."""
    entry = database(variable, url)
    return {**entry, "OPTIONS": TO_A_COPY | entry["OPTIONS"], "TEST": {"MIRROR": "default"}}


def contradicts_bouncer(database_url: str, owner_url: str, *, pooled: bool) -> list[str]:
    """What cannot be where DATABASE_URL leads to a pooler that gives a connection for each transaction."""
    through, owner = database("DATABASE_URL", database_url), database("DATABASE_OWNER_URL", owner_url)
    reasons = []
    if pooled:
        reasons.append("DATABASE_POOL is on beside DATABASE_BOUNCER: one pooler is enough. Unset it.")
    if "options" in through["OPTIONS"]:
        reasons.append("DATABASE_URL has options, which a pooler (DATABASE_BOUNCER) does not hand on.")
    if owner_url != database_url and all(owner[one] == through[one] for one in ("HOST", "PORT")):
        reasons.append(
            "DATABASE_OWNER_URL leads to the pooler (DATABASE_BOUNCER): migrations and backups need "
            "PostgreSQL itself."
        )
    return reasons


def _broker_parts(variable: str, url: str) -> tuple[Any, int]:
    """The parsed URL and its database number."""
    parts = urlsplit(url)
    if parts.scheme not in BROKER_SCHEMES:
        raise ImproperlyConfigured(
            f"{variable} is not the URL of a Redis or Valkey (redis://, rediss:// or unix://)."
        )
    if parts.scheme == "unix":
        number = parse_qs(parts.query).get("db", ["0"])[0]
        present: str | None = parts.path
    else:
        number = parts.path.strip("/") or "0"
        present = parts.hostname
    try:
        _ = parts.port  # urllib checks it only when it is read
    except ValueError:
        raise ImproperlyConfigured(f"{variable}: the port is not a number.") from None
    if not present:
        raise ImproperlyConfigured(f"{variable} names no host and no socket.")
    if not number.isdigit():
        raise ImproperlyConfigured(f"{variable}: the database after the host is not a number.")
    return parts, int(number)


def broker(variable: str, url: str) -> str:
    """Celery's form of the URL: a Unix socket is ``redis+socket:///path?virtual_host=0``."""
    parts, number = _broker_parts(variable, url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={number}"
    return url


def cache(variable: str, url: str) -> str:
    """The cache's URL: the database after the broker's, so that emptying it never empties the queue."""
    parts, number = _broker_parts(variable, url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number + 1}"
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return urlunsplit(parts._replace(path=f"/{number + 1}", query=urlencode(query)))
