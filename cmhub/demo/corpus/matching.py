"""Which of several ready texts speaks of the same thing as another: by the beginnings of words they share."""

import re
from collections.abc import Sequence
from functools import cache

from cmhub.demo.corpus.letters import ascii_of

WORD = re.compile(r"\{[a-z_0-9]+\}|[a-z]{5,}")
# fmt: off
ORDINARY = frozenset((
    "bonjo", "merci", "messa", "prive", "numer", "votre", "notre", "toujo", "depui", "encor",
    "jamai", "comme", "combi", "semai", "clien", "avant", "apres", "cette", "toute", "aussi",
    "faire", "maint", "quand", "quelq", "pouve", "envoy", "donne", "deman", "perso", "equip",
    "colle", "servi", "nouve", "venir", "vient", "moins", "chaqu", "possi", "jours", "heure",
    "etait",
))
# fmt: on


@cache
def stems(text: str) -> frozenset[str]:
    """The first five letters of the long words of a text, its slots and what any text says left out."""
    words = WORD.findall(ascii_of(text).lower())
    return frozenset(word[:5] for word in words if word[0] != "{") - ORDINARY


@cache
def fitting(text: str, candidates: Sequence[str]) -> tuple[str, ...]:
    """The candidates that share most with the text; none where none shares anything."""
    shared = [len(stems(text) & stems(candidate)) for candidate in candidates]
    most = max(shared, default=0)
    return tuple(c for c, count in zip(candidates, shared, strict=True) if count == most) if most else ()
