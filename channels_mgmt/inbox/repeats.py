"""Whether a draft for the public repeats what stays inside: what is confidential, and what was written for
the community manager only.
"""

import re
from collections.abc import Callable, Iterable

from channels_mgmt.inbox.models import Interaction
from channels_mgmt.strategy.choices import Confidentiality
from channels_mgmt.strategy.models import Briefing
from cmhub.lib.text import fold

SHORTEST_RUN = 6
WORD = re.compile(r"\w+")
BRIEFINGS = 20
"""The latest confidential ones that are compared."""

Source = Callable[[Interaction], Iterable[str]]
sources: list[Source] = []
"""What rooms above the inbox add, in their `AppConfig.ready`: what departments say to the CM alone."""


def repeated_inside(draft: str, interaction: Interaction) -> str:
    """The longest run of words of the draft that also stands in what must not be told about the interaction:
    confidential briefings of the brand, its internal notes, and what rooms above add. Empty where none does.
    """
    runs = (repeated_run(draft, inside) for inside in _inside(interaction))
    return max(runs, key=len, default="")


def _inside(interaction: Interaction) -> Iterable[str]:
    confidential = Briefing.objects.standing().filter(
        brand=interaction.brand_id, confidentiality=Confidentiality.CONFIDENTIAL
    )
    yield from confidential.order_by("-pk").values_list("text", flat=True)[:BRIEFINGS]
    yield from interaction.events.filter(verb="note").values_list("note", flat=True)
    for source in sources:
        yield from source(interaction)


def repeated_run(draft: str, internal: str, *, at_least: int = SHORTEST_RUN) -> str:
    """The longest run of words of the draft, as written there, that also stands in the internal text.

    Words are compared without case, accents and punctuation. Empty below `at_least` words; an
    internal text shorter than that is looked for whole, from three words on.
    """
    theirs = _words(internal)
    needed = min(at_least, max(len(theirs), 3))
    spans = [match.span() for match in WORD.finditer(draft)]
    ours = [fold(draft[start:end]) for start, end in spans]
    if not _runs(ours, needed) & _runs(theirs, needed):
        return ""
    length, end = _longest_common(ours, theirs)
    if length < needed:
        return ""
    return draft[spans[end - length][0] : spans[end - 1][1]]


def _words(text: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(text)]


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _longest_common(ours: list[str], theirs: list[str]) -> tuple[int, int]:
    """Length of the longest common run, and where it ends in `ours`."""
    best, end = 0, 0
    before = [0] * (len(theirs) + 1)
    for here, word in enumerate(ours, start=1):
        row = [0] * (len(theirs) + 1)
        for there, other in enumerate(theirs, start=1):
            if word == other:
                row[there] = before[there - 1] + 1
                if row[there] > best:
                    best, end = row[there], here
        before = row
    return best, end
