"""What shows a rush: its curve, who, where, the words that rise, what to quote, and the first message."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from math import log
from typing import Any

from channels_mgmt.crisis.surges.rhythm import Rhythm
from channels_mgmt.crisis.surges.scanning import HOUR, MINUTE, Heard, Stream

STEP = 30 * MINUTE
BEFORE = 6 * HOUR
"""How much of the time before the rush its curve shows."""
MOST_STEPS = 96
FEWEST_PEOPLE = 3
"""A word that fewer people wrote is not shown: it may be a name."""
RISEN = 3.0
"""How many times as often as usual a word must stand in messages to be one that rises."""
RARE = 0.01
"""The part of messages in which a word stands that is not known of the brand."""
ALIKE = 0.6
"""The part of their words that two messages share of which one quotation is enough."""
WORDS, THEMES, CHANNELS, QUOTED = 8, 5, 8, 6
SHORTEST, LONGEST = 20, 400
DAY_AND_MANNERS = """
week end weekend aujourd hui demain hier soir matin midi nuit jour jours semaine semaines mois heure heures
minute minutes lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
saturday sunday today yesterday tomorrow day days hour hours month months year years bonjour bonsoir salut
hello please merci svp stp madame monsieur depuis encore toujours jamais vraiment comment pourquoi quand
personne quelqu gens chose choses fois tout tous toute toutes rien since still again never always really
people thing things time times
"""
SAYS_NOTHING = frozenset(DAY_AND_MANNERS.split())
"""Words, folded, of the day and of good manners: they rise with the hour and tell nothing of the rush."""


@dataclass(frozen=True)
class Said:
    """A message of a rush, as its evidence needs it; `words` are those from which something can be learnt."""

    message: int
    at: float
    person: str
    confirmed: bool
    grave: bool
    channel: int
    theme: str
    words: frozenset[str]
    length: int


def curve(
    heard: Iterable[Heard], rhythm: Rhythm, zone: tzinfo, *, stream: str, since: float, until: float
) -> list[tuple[float, int, float]]:
    """People by the half hour, with those expected: (beginning in seconds since 1970, observed, expected).

    The last step may not be over; what is expected of it is of the part that has passed.
    """
    last = (until // STEP) * STEP
    first = max((since - BEFORE) // STEP * STEP, last - (MOST_STEPS - 1) * STEP)
    people: dict[float, set[str]] = defaultdict(set)
    for one in heard:
        if counts(one, stream):
            people[one.at // STEP * STEP].add(one.person)
    share = rhythm.share if stream == Stream.COMPLAINTS else 1.0
    steps = [first + number * STEP for number in range(int((last - first) // STEP) + 1)]
    return [
        (at, len(people[at]), round(share * rhythm.expected(at, min(at + STEP, max(until, at)), zone), 2))
        for at in steps
    ]


def counts(one: Heard, stream: str) -> bool:
    return one.bad or stream == Stream.VOLUME


def evidence(said: Sequence[Said], usual_words: Mapping[str, float]) -> dict[str, Any]:
    """Of the messages that make a rush, in numbers, words of several people, and ids of messages."""
    if not said:
        return {}
    rows = sorted(said, key=lambda one: (one.at, one.message))
    confirmed = {one.person for one in rows if one.confirmed}
    people = {one.person for one in rows}
    rising = words_rising(rows, usual_words)
    return {
        "messages": len(rows),
        "people": len(people),
        "confirmed": len(confirmed),
        "suggested": len(people - confirmed),
        "channels": most(((one.channel, one.person) for one in rows), CHANNELS),
        "themes": most(((one.theme, one.person) for one in rows if one.theme), THEMES),
        "words": rising,
        "first": rows[0].message,
        "quoted": quoted(rows, [word for word, _people, _times in rising]),
    }


def most(pairs: Iterable[tuple[Any, str]], number: int) -> list[tuple[Any, int]]:
    """What most people have, with how many they are."""
    people: dict[Any, set[str]] = defaultdict(set)
    for what, person in pairs:
        people[what].add(person)
    ranked = sorted(people.items(), key=lambda item: (-len(item[1]), str(item[0])))
    return [(what, len(who)) for what, who in ranked[:number]]


def words_rising(rows: Sequence[Said], usual: Mapping[str, float]) -> list[tuple[str, int, float]]:
    """Words that several people use, and far more often than the brand's public does: the word, how many
    people, and how many times as often. First those that tell the rush from other days best, by their part
    of the Kullback–Leibler divergence.
    """
    people: dict[str, set[str]] = defaultdict(set)
    everybody = {one.person for one in rows}
    for one in rows:
        for word in one.words - SAYS_NOTHING:
            people[word].add(one.person)
    found: list[tuple[float, str, int, float]] = []
    for word, who in people.items():
        share, before = len(who) / len(everybody), max(usual.get(word, 0.0), RARE)
        if len(who) >= FEWEST_PEOPLE and share >= RISEN * before:
            found.append((-share * log(share / before), word, len(who), round(share / before, 1)))
    return [(word, number, times) for _rank, word, number, times in sorted(found)[:WORDS]]


def quoted(rows: Sequence[Said], rising: Collection[str]) -> list[int]:
    """The messages to show, each of another person and in other words: what is grave first, then what rises
    most.
    """
    wanted = set(rising)
    ranked = sorted(
        rows,
        key=lambda one: (
            -one.grave,
            not SHORTEST <= one.length <= LONGEST,
            -len(one.words & wanted),
            -one.confirmed,
            one.at,
            one.message,
        ),
    )
    chosen: dict[str, Said] = {}
    for one in ranked:
        if one.person in chosen or any(alike(one, other) for other in chosen.values()):
            continue
        chosen[one.person] = one
        if len(chosen) == QUOTED:
            break
    return [one.message for one in chosen.values()]


def alike(one: Said, other: Said) -> bool:
    """Whether two messages say nearly the same: most of their words are those of both."""
    either = one.words | other.words
    return bool(either) and len(one.words & other.words) >= ALIKE * len(either)


def usual_words(texts: Iterable[tuple[str, Collection[str]]], known: int) -> dict[str, float]:
    """The words of (person, words) that several people use, each with the part of texts in which it stands:
    the most frequent, so many.
    """
    people: dict[str, set[str]] = defaultdict(set)
    number: Counter[str] = Counter()
    total = 0
    for person, words in texts:
        total += 1
        for word in words:
            people[word].add(person)
            number[word] += 1
    ranked = sorted(number, key=lambda word: (-number[word], word))
    shared = [word for word in ranked if len(people[word]) >= FEWEST_PEOPLE][:known]
    return {word: round(number[word] / total, 4) for word in shared}
