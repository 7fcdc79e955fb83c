"""Facts as sentences of a language: chosen, filled in, made to agree, and set as they are printed.

What agrees with a number or with a noun's gender says so in the phrase: see the head of `phrases.fr.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import override

from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import (
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    plural_number,
    share_words,
    short_number,
)
from reporting.weekly.drafting.facts import Fact

SLOT = re.compile(r"\{(?P<name>\w+)(?:(?P<by>[#~])(?P<one>[^|{}]*)\|(?P<other>[^|{}]*))?\}")
FOLDER = Path(__file__).parent
FRENCH = "fr"
LANGUAGES = (FRENCH, "en")
BEFORE_MARK = re.compile(r" (?=[:»%])")
BEFORE_NARROW_MARK = re.compile(r" (?=[;!?])")
AFTER_NUMBER = re.compile(r"(?<=\d) (?=fois\b|(?!contre\b)[^\W\d]{5,})")
"""The noun that is counted: small words, and “contre”, may stand on the next line."""
FEMININE = "f"
GOES_ON = frozenset({"time_one", "time_few", "time_median", "time_both"})
"""Parts of a sentence, that go on from what was said of answers."""


@lru_cache(8)
def phrases_of(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"phrases.{language}.toml").read_text(encoding="utf-8"))


def sentence_of(fact: Fact, language: str, turn: str) -> str:
    """The fact in one of the ways in which the language says it; `turn` (brand and week) decides which."""
    ways = phrases_of(language)[fact.code]
    way = ways[chosen(len(ways), turn, fact.code)]
    with override(language):
        values = _ready(fact.values, language)
        words = SLOT.sub(lambda slot: _filled(slot, values, language), way)
    if fact.code not in GOES_ON:
        words = words[:1].upper() + words[1:]
    return typeset(words, language)


def chosen(ways: int, turn: str, code: str) -> int:
    return int.from_bytes(sha256(f"{turn}:{code}".encode()).digest()[:4]) % ways


def _ready(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Values with what their language makes of names, lists and kinds."""
    words = phrases_of(language)["words"]
    ready = dict(values)
    if "kind" in values:
        _one, ready["kind_plural"], ready["kind"] = phrases_of(language)["kinds"][values["kind"]]
    if "channels" in values:
        ready["channels"] = joined(values["channels"], words["and"])
    if "list" in values:
        ready["list"] = joined(
            [_theme_with(one, words["theme"], words) for one in values["list"]], words["and"]
        )
    if "moves" in values:
        told = [_theme_with(one, words[f"theme_{one['change']}"], words) for one in values["moves"]]
        ready["moves"] = joined(told, words["and"])
    return ready


def _theme_with(theme: Mapping[str, Any], pattern: str, words: Mapping[str, str]) -> str:
    """A theme with its numbers; in `pattern` stands what is said of it."""
    mean = theme.get("mean") or 0
    numbers = words["with_mean"] if mean else words["with_none"]
    told = {"count": shown("count", theme["count"]), "mean": shown("mean", mean)}
    return pattern.format(theme=theme["theme"], numbers=numbers.format(**told))


def joined(names: Sequence[str], conjunction: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _filled(slot: re.Match[str], values: Mapping[str, Any], language: str) -> str:
    value = values[slot["name"]]
    if slot["by"] == "#":
        return slot["one"] if is_one(value, language) else slot["other"]
    if slot["by"] == "~":
        return slot["other"] if value == FEMININE else slot["one"]
    return shown(slot["name"], value)


def is_one(value: float, language: str) -> bool:
    """Whether a noun after the number is singular: below two in French, of one alone in English."""
    number = plural_number(round(value, 1))
    return number < 2 if language == FRENCH else number == 1


def shown(name: str, value: Any) -> str:
    if name.endswith("_time"):
        return duration_words(value)
    if name.endswith("rate"):
        return share_words(value)
    if isinstance(value, int | float):
        return short_number(value)
    return str(value)


def typeset(words: str, language: str) -> str:
    """With no-break spaces where French puts one: before two-part marks, inside « », after a number."""
    if language != FRENCH:
        return words
    words = BEFORE_MARK.sub(NO_BREAK_SPACE, words.replace("« ", f"«{NO_BREAK_SPACE}"))
    words = BEFORE_NARROW_MARK.sub(NARROW_NO_BREAK_SPACE, words)
    return AFTER_NUMBER.sub(NO_BREAK_SPACE, words)
