"""Sentences with the faults that people make, and how much of them is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cmhub.lib.spelling import check

OWN = ("Kamerchop", "Wouribox")
"""Words of a brand, in sentences that have some."""
FOLDER = Path(__file__).parents[1] / "publishing" / "sentences"


@dataclass(frozen=True)
class Sentence:
    """`judged` are the faults that a dictionary can see, `meant` those that ask for understanding."""

    language: str
    text: str
    judged: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def _judged(name: str, language: str) -> Iterable[Sentence]:
    for line in _lines(name):
        text, *faults = line.split(" | ")
        judged = tuple(fault for fault in faults if not fault.startswith("~"))
        yield Sentence(language, text, judged, tuple(fault[1:] for fault in faults if fault.startswith("~")))


FAULTY = [*_judged("fr", "fr"), *_judged("en", "en")]
RIGHT = [
    Sentence(language, text)
    for name, language in (("fr-right", "fr"), ("fr-own", "fr"), ("en-right", "en"))
    for text in _lines(name)
]
UNSEEN = [*_judged("fr-unseen", "fr"), *_judged("en-unseen", "en")]
"""With and without faults; no rule is mended on them, so that they tell how other texts are read."""


def measured(
    language: str, own: Iterable[str] = (), sentences: Iterable[Sentence] = (*FAULTY, *RIGHT)
) -> tuple[float, float, float]:
    """Precision, recall of what a dictionary can see, and recall of all that a reader would correct."""
    right = wrong = missed = meant = 0
    for one in (one for one in sentences if one.language == language):
        found = Counter(finding.text for finding in check(one.text, language=language, own=own))
        wanted = Counter(one.judged)
        right += (found & wanted).total()
        wrong += (found - wanted).total()
        missed += (wanted - found).total()
        meant += len(one.meant)
    return right / (right + wrong), right / (right + missed), right / (right + missed + meant)
