"""Whether a draft for the public repeats what was written for the community manager only."""

import re

from cmhub.lib.text import fold

SHORTEST_RUN = 6
WORD = re.compile(r"\w+")


def repeated_run(draft: str, internal: str, *, at_least: int = SHORTEST_RUN) -> str:
    """The longest run of words of the draft, as written there, that also stands in the internal text.

    Words are compared without case, accents and punctuation. Empty below `at_least` words; an
    internal text shorter than that is looked for whole, from three words on.
    """
    theirs = _words(internal)
    needed = min(at_least, max(len(theirs), 3))
    spans = [match.span() for match in WORD.finditer(draft)]
    ours = [fold(draft[start:end]) for start, end in spans]
    length, end = _longest_common(ours, theirs)
    if length < needed:
        return ""
    return draft[spans[end - length][0] : spans[end - 1][1]]


def _words(text: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(text)]


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
