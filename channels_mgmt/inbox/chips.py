"""What is suggested of an interaction, as it is shown: one tap confirms it, one tap says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Language, Sentiment
from channels_mgmt.inbox.suggestions import Guess, Suggested

CHOICES: dict[str, type[TextChoices]] = {"kind": Kind, "sentiment": Sentiment, "language": Language}


@dataclass(frozen=True)
class Chip:
    """A value suggested for a field of the form that sorts; `others` are values with their labels."""

    name: str
    value: str
    label: Any
    words: tuple[str, ...]
    others: tuple[tuple[str, Any], ...]


def chips_of(suggested: Suggested, said: Mapping[str, str]) -> list[Chip]:
    """The suggestions for what nobody has said yet. Abuse is suggested beside another kind as well."""
    listed = [
        chip(name, guess)
        for name in CHOICES
        if not said.get(name) and (guess := getattr(suggested, name)) is not None
    ]
    abuse, kind = suggested.abuse, suggested.kind
    if (
        abuse
        and said.get("kind") != Kind.ABUSE
        and (said.get("kind") or not kind or kind.value != Kind.ABUSE)
    ):
        listed.append(chip("kind", Guess(Kind.ABUSE, abuse.probability, abuse.words)))
    return listed


def chip(name: str, guess: Guess) -> Chip:
    choices = CHOICES[name]
    others = tuple((value, choices(value).label) for value in guess.others)
    return Chip(name, guess.value, choices(guess.value).label, guess.words, others)
