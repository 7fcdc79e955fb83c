"""What a routing rule asks of an interaction, and whether it is so, in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from channels_mgmt.brands.choices import Kind, Network, Purpose
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.territories import name_of
from channels_mgmt.inbox.choices import Priority, Sentiment
from cmhub.lib.text import fold

Words = str | Promise

WORDS, PRIORITY = "words", "priority"


@dataclass(frozen=True)
class Facts:
    """What is known of an interaction, or of what was seen, when it is routed; empty where it is not known.

    `is_crisis` is of what waits for no office hours, whatever the rules say.
    """

    kind: str = ""
    theme: str = ""
    purpose: str = ""
    network: str = ""
    territory: str = ""
    sentiment: str = ""
    priority: int = Priority.NORMAL
    text: str = ""
    is_crisis: bool = False

    @cached_property
    def compared_text(self) -> str:
        """The text as words are looked for in it: worked out once for all rules."""
        return compared(self.text)


@dataclass(frozen=True)
class Aspect:
    """A condition on one fact: the rule's list, its labels, and the sentences that tell of it."""

    fact: str
    listed: str
    labels: dict[str, Words]
    wants: Words
    differs: Words
    absent: Words


ASPECTS = (
    Aspect(
        "kind",
        "kinds",
        dict(Kind.choices),
        gettext_lazy("the kind is %(wanted)s"),
        gettext_lazy("the kind is %(value)s, not %(wanted)s"),
        gettext_lazy("the kind is not known, and the rule wants %(wanted)s"),
    ),
    Aspect(
        "theme",
        "themes",
        {},
        gettext_lazy("the theme is %(wanted)s"),
        gettext_lazy("the theme is %(value)s, not %(wanted)s"),
        gettext_lazy("the theme is not known, and the rule wants %(wanted)s"),
    ),
    Aspect(
        "purpose",
        "purposes",
        dict(Purpose.choices),
        gettext_lazy("the channel's purpose is %(wanted)s"),
        gettext_lazy("the channel's purpose is %(value)s, not %(wanted)s"),
        gettext_lazy("the channel is not known, and the rule wants a purpose: %(wanted)s"),
    ),
    Aspect(
        "network",
        "networks",
        dict(Network.choices),
        gettext_lazy("the network is %(wanted)s"),
        gettext_lazy("the network is %(value)s, not %(wanted)s"),
        gettext_lazy("the channel is not known, and the rule wants a network: %(wanted)s"),
    ),
    Aspect(
        "territory",
        "territories",
        {},
        gettext_lazy("the territory is %(wanted)s"),
        gettext_lazy("the territory is %(value)s, not %(wanted)s"),
        gettext_lazy("the channel's territory is not known, and the rule wants %(wanted)s"),
    ),
    Aspect(
        "sentiment",
        "sentiments",
        dict(Sentiment.choices),
        gettext_lazy("the sentiment is %(wanted)s"),
        gettext_lazy("the sentiment is %(value)s, not %(wanted)s"),
        gettext_lazy("the sentiment is not known, and the rule wants %(wanted)s"),
    ),
)


@dataclass(frozen=True)
class Check:
    """One condition of a rule held against the facts: what it is `of`, what is wanted, and what is so."""

    of: str
    met: bool
    wanted: tuple[Any, ...]
    value: Any

    @classmethod
    def kept(cls, facts: Mapping[str, Any]) -> "Check":
        """The check that was written down as JSON."""
        return cls(facts["of"], facts["met"], tuple(facts["wanted"]), facts["value"])

    @property
    def why(self) -> str:
        """What is so, met or not, in the active language."""
        if self.of == WORDS:
            return self._of_words()
        if self.of == PRIORITY:
            return self._of_priority()
        aspect = next(each for each in ASPECTS if each.fact == self.of)
        if self.met:
            return str(aspect.wants) % {"wanted": quoted(label(aspect, self.value))}
        details = {
            "wanted": either([label(aspect, code) for code in self.wanted]),
            "value": quoted(label(aspect, self.value)),
        }
        return str(aspect.differs if self.value else aspect.absent) % details

    def _of_words(self) -> str:
        if self.met:
            return _("the text contains %(words)s") % {"words": quoted(self.value)}
        return _("the text does not contain %(words)s") % {"words": either(self.wanted)}

    def _of_priority(self) -> str:
        details = {"priority": quoted(_priority(self.value)), "lowest": quoted(_priority(self.wanted[0]))}
        if self.met:
            return _("the priority is %(priority)s, and the rule begins at %(lowest)s") % details
        return _("the priority is %(priority)s, below %(lowest)s") % details


def checks(rule: RoutingRule, facts: Facts) -> list[Check]:
    """Each condition of the rule held against the facts, in a fixed order; none for one that matches all."""
    found = [
        _check_aspect(aspect, wanted, getattr(facts, aspect.fact))
        for aspect in ASPECTS
        if (wanted := getattr(rule, aspect.listed))
    ]
    if rule.words:
        found.append(_check_words(rule.words, facts.compared_text))
    if rule.lowest_priority is not None:
        found.append(_check_priority(rule.lowest_priority, facts.priority))
    return found


def in_words(rule: RoutingRule) -> str:
    """The conditions of a rule, as “the kind is “complaint” and the text contains “panne””, or nothing."""
    clauses = [
        str(aspect.wants) % {"wanted": either([label(aspect, code) for code in wanted])}
        for aspect in ASPECTS
        if (wanted := getattr(rule, aspect.listed))
    ]
    if rule.words:
        clauses.append(_("the text contains %(words)s") % {"words": either(rule.words)})
    if rule.lowest_priority is not None:
        named = {"priority": quoted(_priority(rule.lowest_priority))}
        clauses.append(_("the priority is at least %(priority)s") % named)
    return all_of(clauses)


def all_of(clauses: Sequence[str]) -> str:
    """“a, b and c”."""
    return _sequence(clauses, gettext_lazy("%(first)s and %(last)s"))


def either(values: Iterable[Words]) -> str:
    """““a”, “b” or “c””."""
    return _sequence([quoted(value) for value in values], gettext_lazy("%(first)s or %(last)s"))


def quoted(value: Words) -> str:
    return _("“%(word)s”") % {"word": value}


def contains_word(text: str, words: Iterable[str]) -> str:
    """The first of these words or expressions that stands whole in the text, accents and case aside."""
    return _first_in(compared(text), words)


def label(aspect: Aspect, code: str) -> Words:
    if aspect.fact == "territory":
        return str(name_of(code))
    return aspect.labels.get(code, code)


def compared(text: str) -> str:
    return " ".join(fold(text).split())


@lru_cache(maxsize=2_000)
def whole(word: str) -> re.Pattern[str] | None:
    """What finds the word where it stands whole; None for one of spaces alone."""
    wanted = compared(word)
    return re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)") if wanted else None


def _first_in(compared: str, words: Iterable[str]) -> str:
    for word in words:
        pattern = whole(word)
        if pattern and pattern.search(compared):
            return word
    return ""


def _check_aspect(aspect: Aspect, wanted: Sequence[str], value: str) -> Check:
    known = value.strip()
    met = bool(known) and fold(known) in {fold(each.strip()) for each in wanted}
    return Check(aspect.fact, met, tuple(wanted), value)


def _check_words(words: Sequence[str], compared: str) -> Check:
    found = _first_in(compared, words)
    return Check(WORDS, bool(found), tuple(words), found)


def _check_priority(lowest: int, priority: int) -> Check:
    return Check(PRIORITY, priority >= lowest, (lowest,), priority)


def _priority(number: int) -> Words:
    return Priority(number).label if number in Priority.values else str(number)


def _sequence(items: Sequence[str], pair: Words) -> str:
    *first, last = items or [""]
    if not first:
        return last
    separator = str(pgettext_lazy("between the items of a list", ", "))
    return str(pair) % {"first": separator.join(first), "last": last}
