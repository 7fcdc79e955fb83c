"""How much of what people write wrong is found, and how long that takes: `python -m benchmarks spelling`.

The sentences are those of `tests/publishing/sentences`. Recall is told twice: of the faults that a dictionary
can see, and of all that a reader would correct, accords and homophones among them.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.figure import Figure, median, seconds
from cmhub.lib.spelling import CHECKED_AT_MOST, check, language_of, suggestions
from cmhub.lib.spelling.checking import _check
from tests.lib.sentences import FAULTY, OWN, RIGHT, UNSEEN, measured

NAMES = {"fr": "French", "en": "English"}
ROUNDS = 20


def measure() -> None:
    for language, name in NAMES.items():
        faulty = sum(one.language == language for one in FAULTY)
        right = sum(one.language == language for one in RIGHT)
        of = f"spelling, {name}, {faulty} sentences with faults and {right} without:"
        precision, recall, of_all = measured(language, OWN)
        Figure(f"{of} precision", precision, "of 1").tell()
        Figure(f"{of} recall of what a dictionary sees", recall, "of 1").tell()
        Figure(f"{of} recall of all that a reader corrects", of_all, "of 1").tell()
        unseen = sum(one.language == language for one in UNSEEN)
        of = f"spelling, {name}, {unseen} sentences that no rule knows:"
        precision, recall, of_all = measured(language, sentences=UNSEEN)
        Figure(f"{of} precision", precision, "of 1").tell()
        Figure(f"{of} recall of what a dictionary sees", recall, "of 1").tell()
        Figure(f"{of} recall of all that a reader corrects", of_all, "of 1").tell()


def measure_time() -> None:
    first = seconds(lambda: (language_of("Bonjour"), language_of("Hello")))
    Figure("spelling: both dictionaries read, once a process", first * 1000, "ms").tell()
    texts = {"a post of 300 characters": 300, f"{CHECKED_AT_MOST:,} characters": CHECKED_AT_MOST}
    whole = " ".join(one.text for one in FAULTY if one.language == "fr") * 3
    for name, size in texts.items():
        times = []
        for _round in range(ROUNDS):
            _check.cache_clear()
            times.append(seconds(lambda size=size: check(whole[:size], language="fr")))  # type: ignore[misc]
        Figure(f"spelling: {name}, median", median(times) * 1000, "ms").tell()
    words = [word for one in FAULTY for word in one.judged if word.isalpha() and len(word) > 3]
    times = [seconds(lambda word=word: suggestions(word, ("fr",))) for word in words]  # type: ignore[misc]
    Figure(f"spelling: suggestions for a word, {len(words)} words, median", median(times) * 1000, "ms").tell()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, help="taken and not used: all benchmarks are given it")
    parser.parse_args()
    measure_time()
    measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
