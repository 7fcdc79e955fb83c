"""A cache that is missed, not mourned, when its server is down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

log = logging.getLogger(__name__)

COUNTS_OF_ATTEMPTS = "allauth:rl:"
"""Keys under which the login counts attempts. While the server is down each process counts its own: guessing
stays limited, and nobody is locked out because the cache is.
"""


def forgiving(name: str, when_down: Any) -> Callable[..., Any]:
    """The method of RedisCache of that name, answering ``when_down`` while the server cannot be reached."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except (RedisConnectionError, RedisTimeoutError) as problem:
            log.warning("The cache does not answer: %s", problem)
            if args and str(args[0]).startswith(COUNTS_OF_ATTEMPTS):
                return getattr(self.own_counts, name)(*args, **kwargs)
            return when_down() if callable(when_down) else when_down

    return call


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, in which every key is absent while the server is down: pages stay up without
    it.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own_counts = LocMemCache("attempts-while-the-cache-is-down", {})

    add = forgiving("add", True)
    set = forgiving("set", None)
    touch = forgiving("touch", False)
    delete = forgiving("delete", False)
    has_key = forgiving("has_key", False)
    get_many = forgiving("get_many", dict)
    set_many = forgiving("set_many", list)
    delete_many = forgiving("delete_many", None)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except (RedisConnectionError, RedisTimeoutError) as problem:
            log.warning("The cache does not answer: %s", problem)
            if str(key).startswith(COUNTS_OF_ATTEMPTS):
                return self.own_counts.get(key, default, version)
            return default

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        try:
            return super().incr(key, delta, version)
        except (RedisConnectionError, RedisTimeoutError) as problem:
            log.warning("The cache does not answer: %s", problem)
            return delta


def server() -> Any:
    """The cache server itself: Django's cache knows no hashes."""
    return cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
