"""How often something may be tried, by whoever tries it."""

from __future__ import annotations

import time
from hashlib import sha256

from django.core.cache import cache


def too_many(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Counts one attempt, and says whether there were more than `most` of `who` in this span of time.

    Without limit while the cache is down. Of `who`, an address or an id, only a digest is kept.
    """
    now = int(time.time())
    key = f"attempts:{what}:{sha256(who.encode()).hexdigest()[:32]}:{now // seconds}"
    cache.add(key, 0, timeout=2 * seconds)
    return bool(cache.incr(key) > most)
