"""Themes of a brand's interactions: those that its people use, and the one that a text is about."""

import re
from collections import Counter
from collections.abc import Sequence

from django.core.cache import cache

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.text import fold

LATEST = 1000
MOST = 40
KEPT_FOR = 600
WORD = re.compile(r"\w+")
SHORTEST = 4
"""Letters of a word that says something: shorter ones are articles and the like."""
ENDING = 2
"""Letters at the end of a word that may differ: plural, gender."""


def themes_of(brand: Brand) -> list[str]:
    """The themes of the brand's latest interactions, those used most first; kept for ten minutes."""
    key = f"inbox.themes.{brand.pk}"
    if (kept := cache.get(key)) is not None:
        return list(kept)
    latest = Interaction.objects.filter(brand=brand).order_by("-opened_at").values_list("theme", flat=True)
    counted = Counter(theme for theme in latest[:LATEST] if theme)
    themes = [theme for theme, _count in counted.most_common(MOST)]
    cache.set(key, themes, KEPT_FOR)
    return themes


def theme_in(text: str, themes: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The first of the themes of which every word is in the text, with these words as they stand there."""
    there = {fold(word): word for word in WORD.findall(text)}
    for theme in themes:
        sought = [word for word in WORD.findall(fold(theme)) if len(word) >= SHORTEST]
        found = [_standing(word, there) for word in sought]
        if found and all(found):
            return theme, tuple(dict.fromkeys(word for word in found if word))
    return None


def _standing(word: str, there: dict[str, str]) -> str | None:
    stem = word[: max(SHORTEST, len(word) - ENDING)]
    near = range(len(stem), len(word) + ENDING + 1)
    return next(
        (shown for folded, shown in there.items() if folded.startswith(stem) and len(folded) in near), None
    )
