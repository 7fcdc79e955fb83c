"""The themes of a week: those that people said, and groups of messages that share their words.

A theme that is found is a few words of which most stand in the same messages. The word that most people
wrote is the first; those that stand mostly beside it join it; the messages that have any of them are its
own, and the next theme is looked for in the others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cmhub.lib.text import fold
from reporting.weekly.themes.changes import FALLS, change_of
from reporting.weekly.themes.reading import words_of, written_in

WEEKS_BEFORE = 4
FEWEST_PEOPLE = 3
"""A word that fewer people wrote is no theme: it may be a name."""
BESIDE = 0.5
"""The part of a word's messages that have the first word too, from which it joins the theme."""
PHRASE = 0.6
"""The part of a theme's messages that have a pair of words, from which the pair names it."""
USUAL = 0.5
"""A word in more than this part of the messages, now and before, says nothing of either."""
MANY = 20
MOST_FOUND, MOST_GONE, MOST_WORDS, MOST_SHOWN = 8, 2, 6, 20
MOST_READ = 200
"""Messages of a theme in which its name is looked for."""
PARTICIPLE = re.compile(r"ée?s?$")
SAID, FOUND, NAMED = "said", "found", "named"


@dataclass(frozen=True, slots=True)
class Said:
    """One interaction: how many weeks ago, who, its text, and its theme where somebody said one."""

    weeks_ago: int
    person: str
    text: str
    theme: str = ""


@dataclass(slots=True)
class Theme:
    """`counts` by how many weeks ago; `words` are the terms by which it is found."""

    name: str
    source: str
    words: list[str] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)


Heard = tuple[Said, frozenset[str]]
"""An interaction and the stems of what it is about."""


def themes_of(
    said: Iterable[Said], *, rules: Mapping[str, str] | None = None, silent: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The themes of the week that is 0 weeks ago, the most frequent first, as a report keeps them.

    `rules` is what people said of stems: the theme that each stands for, or nothing for one that is
    dropped. `silent` are words that say nothing here, such as the brand's own name.
    """
    rules = rules or {}
    everything = list(said)
    known = sorted({one.weeks_ago for one in everything if 0 < one.weeks_ago <= WEEKS_BEFORE})
    quiet = frozenset(stem for name in silent for stem in words_of(name))
    dropped = quiet | {stem for stem, theme in rules.items() if not theme}
    themes, rest = told(everything, rules, dropped)
    themes.extend(found_in(rest))
    rows = [row_of(theme, known) for theme in themes]
    kept = [row for row in rows if is_told(row)]
    kept.sort(key=lambda row: (-row["count"], -row["before"], row["theme"]))
    return kept[:MOST_SHOWN]


def told(
    said: Iterable[Said], rules: Mapping[str, str], dropped: frozenset[str]
) -> tuple[list[Theme], list[Heard]]:
    """The themes that people named, by interaction or by a word of theirs; and what is left to be read."""
    themes: dict[str, Theme] = {}
    rest: list[Heard] = []
    named = {stem: theme for stem, theme in rules.items() if theme}
    for one in said:
        words: frozenset[str] = frozenset() if one.theme else words_of(one.text) - dropped
        name = one.theme or next((named[stem] for stem in sorted(words & named.keys())), "")
        if not name:
            if words:
                rest.append((one, words))
            continue
        theme = themes.setdefault(name, Theme(name, NAMED))
        theme.counts[one.weeks_ago] += 1
        if one.theme:
            theme.source = SAID
    for stem, name in sorted(named.items()):
        if name in themes:
            themes[name].words.append(stem)
    return list(themes.values()), rest


def found_in(rest: Sequence[Heard]) -> list[Theme]:
    """Groups of this week's messages, and of those before what has gone."""
    now = [one for one in rest if one[0].weeks_ago == 0]
    before = [one for one in rest if one[0].weeks_ago > 0]
    usual = usual_words(now, before)
    themes, left = [], now
    for _number in range(MOST_FOUND):
        theme, left = next_theme(left, usual)
        if theme is None:
            break
        themes.append(theme)
    before = count_in(before, themes)
    for _number in range(MOST_GONE):
        theme, before = next_theme(before, usual)
        if theme is None:
            break
        themes.append(theme)
    return distinct(themes)


def usual_words(now: Sequence[Heard], before: Sequence[Heard]) -> frozenset[str]:
    """Words that stand in most messages, this week as ever."""
    if len(now) < MANY or len(before) < MANY:
        return frozenset()
    shares = []
    for heard in (now, before):
        number = Counter(word for _said, words in heard for word in words)
        shares.append({word for word, count in number.items() if count > USUAL * len(heard)})
    return frozenset(shares[0] & shares[1])


def next_theme(heard: Sequence[Heard], usual: frozenset[str]) -> tuple[Theme | None, list[Heard]]:
    """The theme that most people wrote about, and the messages that are not about it."""
    people: dict[str, set[str]] = defaultdict(set)
    having: dict[str, set[int]] = defaultdict(set)
    for place, (said, there) in enumerate(heard):
        for word in there - usual:
            people[word].add(said.person)
            having[word].add(place)
    enough = [word for word in people if len(people[word]) >= FEWEST_PEOPLE]
    if not enough:
        return None, list(heard)
    first = min(enough, key=lambda word: (-len(people[word]), -len(having[word]), word))
    joined = [word for word in enough if word != first and is_beside(having[word], having[first])]
    joined.sort(key=lambda word: (-len(having[word]), word))
    words = [first, *joined[: MOST_WORDS - 1]]
    own = {place for word in words for place in having[word]}
    members = [heard[place] for place in sorted(own)]
    theme = Theme(name_of(words, members), FOUND, words)
    theme.counts.update(said.weeks_ago for said, _words in members)
    return theme, [one for place, one in enumerate(heard) if place not in own]


def is_beside(word: set[int], first: set[int]) -> bool:
    """Whether a word stands mostly in the messages that have the first one."""
    return len(word & first) >= max(BESIDE * len(word), FEWEST_PEOPLE)


def count_in(heard: Sequence[Heard], themes: Sequence[Theme]) -> list[Heard]:
    """Counts what these themes had in earlier weeks; gives back the messages that have none of them."""
    left = []
    for said, words in heard:
        theme = next((each for each in themes if not words.isdisjoint(each.words)), None)
        if theme is None:
            left.append((said, words))
        else:
            theme.counts[said.weeks_ago] += 1
    return left


def name_of(words: Sequence[str], members: Sequence[Heard]) -> str:
    """A phrase that most of its people use, else its first two words, as they write them most often."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[str, set[str]] = defaultdict(set)
    for said, _words in members[:MOST_READ]:
        for term, form in written_in(said.text).items():
            written[term][form.casefold()] += 1
            people[term].add(said.person)
    phrases = [
        (-len(people[term]), term)
        for term in written
        if " " in term
        and set(term.split()) & set(words)
        and len(people[term]) >= max(FEWEST_PEOPLE, PHRASE * len(members[:MOST_READ]))
    ]
    if phrases:
        return as_written(written[min(phrases)[1]])
    return ", ".join(as_written(written[word]) for word in words[:2])


def as_written(forms: Counter[str]) -> str:
    """The most frequent form; where only accents are missing from it one that has them, but “facturé” is no
    other way to write “facture”.
    """
    ranked = sorted(forms, key=lambda form: (-forms[form], form))
    best = ranked[0]
    accented = (form for form in ranked if fold(form) == best != form and not PARTICIPLE.search(form))
    return next(accented, best)


def distinct(themes: Iterable[Theme]) -> list[Theme]:
    """No two themes of one name: what has the same is one."""
    by_name: dict[str, Theme] = {}
    for theme in themes:
        same = by_name.setdefault(theme.name, theme)
        if same is not theme:
            same.words.extend(theme.words)
            same.counts.update(theme.counts)
    return list(by_name.values())


def is_told(row: Mapping[str, Any]) -> bool:
    """What is there, what was there the week before, and what has gone; of what was found what has gone only
    where chance does not explain it.
    """
    gone = not row["count"]
    return row["change"] == FALLS or not gone or bool(row["before"] and row["source"] != FOUND)


def row_of(theme: Theme, known: Sequence[int]) -> dict[str, Any]:
    """As a report keeps it; `mean` and `change` are against those of the four weeks before that are known."""
    earlier = [theme.counts[weeks_ago] for weeks_ago in known]
    return {
        "theme": theme.name,
        "count": theme.counts[0],
        "before": theme.counts[1],
        "mean": sum(earlier) / len(earlier) if earlier else None,
        "change": change_of(theme.counts[0], earlier),
        "source": theme.source,
        "words": theme.words,
    }
