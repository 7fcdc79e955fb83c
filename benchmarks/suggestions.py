"""How often suggestions are right, on labelled messages: `python -m benchmarks suggestions [--data FILE]`.

FILE is a CSV with a column `text` and any of `kind`, `sentiment`, `language`, `abuse` (`yes` or `no`);
where a cell is empty the label is not counted. Without FILE: `benchmarks/labelled/suggestions.csv`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.figure import Figure, median, say, seconds
from channels_mgmt.inbox.suggestions import Suggested, suggest

OURS = Path(__file__).parent / "labelled" / "suggestions.csv"
LABELS = ("kind", "sentiment", "language", "abuse")
SILENT = {"kind": "other", "sentiment": "neutral", "language": "und", "abuse": "no"}
"""What it counts as, for each label, to say nothing."""
MILLISECONDS = 2
ROUNDS = 5
LONGEST_FIELD = 1_000_000

Pairs = list[tuple[str, str]]
"""Of each message what it is and what was said."""


def read(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{name: value or "" for name, value in row.items() if name} for row in csv.DictReader(file)]
    if not rows or "text" not in rows[0]:
        raise SystemExit(f"{path}: no column “text”, or no line")
    return rows


def accuracy(pairs: Pairs) -> float:
    return sum(true == said for true, said in pairs) / len(pairs)


def macro_f1(pairs: Pairs) -> float:
    """The mean of the F1 of each value that occurs in truth: 2·hits ÷ (said + true)."""
    true, said = Counter(t for t, _ in pairs), Counter(s for _, s in pairs)
    hits = Counter(t for t, s in pairs if t == s)
    return sum(2 * hits[value] / (true[value] + said[value]) for value in true) / len(true)


def value_of(suggested: Suggested, label: str) -> str:
    guess = getattr(suggested, label)
    if guess is None:
        return SILENT[label]
    return "yes" if label == "abuse" else guess.value


def tell(label: str, by: str, pairs: Pairs) -> None:
    name = f"suggestions {label}, {len(pairs)} messages, {by}:"
    Figure(f"{name} accuracy", accuracy(pairs), "of 1").tell()
    Figure(f"{name} macro-F1", macro_f1(pairs), "of 1").tell()


def public_lexicon() -> Callable[[str], str] | None:
    """VADER's sentiment of a text, with the limits that its authors give; None where it is not installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyzer = SentimentIntensityAnalyzer()

    def sentiment(text: str) -> str:
        compound = analyzer.polarity_scores(text)["compound"]
        return "positive" if compound >= 0.05 else "negative" if compound <= -0.05 else "neutral"

    return sentiment


def measure(rows: Sequence[dict[str, str]]) -> None:
    suggested = [suggest(row["text"]) for row in rows]
    lexicon = public_lexicon()
    for label in LABELS:
        labelled = [(row, said) for row, said in zip(rows, suggested, strict=True) if row.get(label)]
        if not labelled:
            continue
        true = [row[label] for row, _said in labelled]
        said = [(row[label], value_of(one, label)) for row, one in labelled]
        tell(label, "suggested", said)
        spoken = [pair for pair, (_row, one) in zip(said, labelled, strict=True) if getattr(one, label)]
        if spoken and label != "abuse":
            share, name = len(spoken) / len(said), f"suggestions {label}, where something is said:"
            Figure(f"{name} share", share, "of 1").tell()
            Figure(f"{name} accuracy", accuracy(spoken), "of 1").tell()
        most = Counter(true).most_common(1)[0][0]
        tell(label, f"always “{most}”", [(value, most) for value in true])
        if label == "sentiment" and lexicon:
            tell(label, "VADER", [(row[label], lexicon(row["text"])) for row, _said in labelled])
        elif label == "sentiment":
            say("vaderSentiment is not installed: not compared with it")


def measure_time(rows: Sequence[dict[str, str]]) -> None:
    works = [partial(suggest, row["text"]) for row in rows]
    times = sorted(map(median, zip(*(map(seconds, works) for _round in range(ROUNDS)), strict=True)))
    target = f"< {MILLISECONDS} ms"
    Figure("suggestions: a message, median", median(times) * 1000, "ms", target).tell()
    Figure(
        "suggestions: a message, 95th percentile", times[int(len(times) * 0.95)] * 1000, "ms", target
    ).tell()
    long = "Le réseau est coupé depuis trois jours à Akwa, personne ne répond. " * 3000
    Figure("suggestions: 200 kB of text", seconds(lambda: suggest(long)) * 1000, "ms").tell()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=OURS)
    parser.add_argument("--n", type=int, help="taken and not used: all benchmarks are given it")
    rows = read(parser.parse_args().data)
    measure(rows)
    measure_time(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
