"""Signs and spaces: what French and English typography ask for, as rules of one pattern each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NBSP, NARROW = "\u00a0", "\u202f"
SPACES = f" {NBSP}{NARROW}"
LETTER = r"[^\W\d_]"
ABBREVIATIONS = re.compile(
    r"(?:^|[\s(])(?:M|MM|Mme|Mlle|Dr|Pr|St|Ste|Me|etc|ex|p|pp|cf|av|bd|vs|tél|tel|env|min|max|art|vol|fig|n|no"
    r"|Mr|Mrs|Ms|e\.g|i\.e|approx|incl|[A-Z])\.$"
)
INTERJECTIONS = re.compile(
    r"\b(?:ah|oh|eh|hé|hey|ho|hop|ouf|wow|waouh|allez|bravo|wesh|yes|oui|non)\W*$", re.I
)
REPEATED_RIGHTLY = frozenset(
    ("nous", "vous", "très", "bien", "non", "oui", "ha", "hé", "he", "hi", "la", "bla", "ah", "yes", "no")
) | frozenset(
    ("had", "that", "very", "so", "bye", "doucement", "vite", "encore", "toujours", "plus", "allez")
)
ACCENTED_A = (
    r"bientôt|partir|propos|cause|noter|gagner|savoir|découvrir|vos|votre|nos|notre|la|l['’]|tous|toutes|chaque"
    r"|quand|quels?|quelles?|très|demain|ce|cette|vous|lire|voir|suivre|saisir|Douala|Yaoundé|Abidjan|Dakar|Alger"
)


@dataclass(frozen=True)
class Rule:
    """`part` is the group that is marked; `better` gives what stands in its place."""

    code: str
    pattern: re.Pattern[str]
    better: Callable[[re.Match[str]], str]
    part: int = 0
    unless: Callable[[str, re.Match[str]], bool] = lambda _text, _match: False


def _rule(code: str, pattern: str, better: Callable[[re.Match[str]], str], **more: object) -> Rule:
    return Rule(code, re.compile(pattern), better, **more)  # type: ignore[arg-type]


def _abbreviated(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start(1)].rstrip(SPACES)
    return bool(ABBREVIATIONS.search(before) or (before[-1:] in "!?" and INTERJECTIONS.search(before)))


def _inner_capital(text: str, match: re.Match[str]) -> bool:
    following = re.match(r"[\w.@/-]*", text[match.start(1) :])
    word = following.group() if following else ""
    return word != word.lower() or any(sign in word for sign in "@/_") or "." in word.rstrip(".")


COMMON = (
    _rule("double_space", rf"(?<=\S)(?P<s>[{SPACES}]{{2,}})(?=\S)", lambda _m: " "),
    _rule(
        "double_word",
        rf"(?i)\b(({LETTER}+)[{SPACES}]+\2)\b(?!['’-])",
        lambda m: m.group(2),
        part=1,
        unless=lambda _t, m: m.group(2).casefold() in REPEATED_RIGHTLY,
    ),
    _rule(
        "capital",
        rf"(?<=[{SPACES}\n])(?<=[.!?][{SPACES}\n])(?<!\.\.[{SPACES}\n])([a-zà-ÿœ]{LETTER}*)",
        lambda m: m.group(1)[:1].upper() + m.group(1)[1:],
        part=1,
        unless=lambda t, m: _abbreviated(t, m) or _inner_capital(t, m),
    ),
    _rule(
        "capital",
        rf"\A\s*([a-zà-ÿœ]{LETTER}*)",
        lambda m: m.group(1)[:1].upper() + m.group(1)[1:],
        part=1,
        unless=_inner_capital,
    ),
    _rule("etc", r"(?<=\betc)(?:\.{2,}|[.]?…)", lambda _m: "."),
    _rule("ellipsis", r"(?<!\betc)(?<!\.)\.{2,}(?!\.)", lambda _m: "…"),
    _rule("space_before", rf"(?<=[\w»)])([{SPACES}]+[,.])(?=[\s]|$)", lambda m: m.group(1)[-1], part=1),
    _rule("space_after", rf"(?<={LETTER})([,;])(?={LETTER})", lambda m: f"{m.group(1)} ", part=1),
    _rule("space_after", rf"([!?])(?={LETTER})", lambda m: f"{m.group(1)} ", part=1),
    _rule("space_after", r"(?<=[a-zà-ÿ]{2})(\.)(?=[A-ZÀ-Ý][a-zà-ÿ])", lambda _m: ". ", part=1),
    _rule("inside_brackets", rf"(\([{SPACES}]+)(?=\w)", lambda _m: "(", part=1),
    _rule("inside_brackets", rf"(?<=\w)([{SPACES}]+\))", lambda _m: ")", part=1),
    _rule("apostrophe", rf"(?<={LETTER})([´`‘ʼ])(?={LETTER})", lambda _m: "’", part=1),
)
FRENCH = (
    *COMMON,
    _rule("thin_space", r"(?<=[\w»)\]%€’'])([;!?]+)", lambda m: f"{NARROW}{m.group(1)}", part=1),
    _rule("thin_space", r"(?<=[^\W\d_])(:)(?=\s|$)", lambda _m: f"{NBSP}:", part=1),
    _rule("thin_space", rf"(«)(?=[^\s{SPACES}])", lambda _m: f"«{NBSP}", part=1),
    _rule("thin_space", rf"(?<=[^\s{SPACES}])(»)", lambda _m: f"{NBSP}»", part=1),
    _rule("quotes", r"\"([^\"\n]+)\"", lambda m: f"«{NBSP}{m.group(1).strip()}{NBSP}»"),
    _rule(
        "apostrophe",
        rf"\b((?:[ldjnstmcLDJNSTMC]|[Qq]u)[{SPACES}]*['’][{SPACES}]+)(?={LETTER})",
        lambda m: m.group(1).replace(" ", "").replace(NBSP, "").replace(NARROW, ""),
        part=1,
    ),
    _rule(
        "apostrophe",
        rf"\b((?:[ldjnstmcLDJNSTMC]|[Qq]u)[{SPACES}]+['’])(?={LETTER})",
        lambda m: m.group(1)[0] + "’",
        part=1,
    ),
    _rule(
        "accent",
        rf"(?:^|(?<=[.!?…][{SPACES}])|(?<=\n))(A)(?=[{SPACES}](?:{ACCENTED_A}))",
        lambda _m: "À",
        part=1,
    ),
)
ENGLISH = (
    *COMMON,
    _rule("no_space", rf"(?<=[\w)])([{SPACES}]+[;:!?]+)(?=\s|$)", lambda m: m.group(1).strip(SPACES), part=1),
    _rule("capital", r"(?<![\w.'’/-])(i)(?=[\s'’])(?!\.)", lambda _m: "I", part=1),
)
RULES = {"fr": FRENCH, "en": ENGLISH}


def signs(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, rule and what would stand there, of each fault of typography."""
    for rule in RULES[language]:
        for match in rule.pattern.finditer(text):
            if not rule.unless(text, match):
                start, end = match.span(rule.part)
                yield start, end, rule.code, rule.better(match)
    if language == "fr":
        yield from _mixed(text)


def _mixed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Straight apostrophes beside curved ones: one way or the other."""
    straight = [match.start() for match in re.finditer(rf"(?<={LETTER})'(?={LETTER})", text)]
    curved = len(re.findall(rf"(?<={LETTER})’(?={LETTER})", text))
    if straight and curved:
        for at in straight:
            yield at, at + 1, "apostrophe", "’"
