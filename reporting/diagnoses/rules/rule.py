"""What a diagnosis is declared as, and what judging it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from reporting.diagnoses.rules.facts import Facts

Evidence = dict[str, Any]
Thresholds = Mapping[str, float]
Verdict = tuple[bool | None, Evidence]


class Unit(models.TextChoices):
    """What a threshold is measured in; a share is kept as a fraction of 1."""

    SHARE = "share", pgettext_lazy("threshold", "share")
    NUMBER = "number", pgettext_lazy("threshold", "number")
    FACTOR = "factor", pgettext_lazy("threshold", "times")


@dataclass(frozen=True)
class Threshold:
    """A number that a brand may change: `label` says what it bounds."""

    name: str
    value: float
    unit: Unit
    label: Any


@dataclass(frozen=True)
class Table:
    """The evidence in rows, as text: what the picture shows, for whoever does not see it."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    queries: Sequence[str] = ()
    """Of each row, what finds its own rows on the page of the rule's source; none where it cannot."""


@dataclass(frozen=True)
class Source:
    """A page of the brand by its name, the query that finds the rows there, and the right that opens it."""

    url_name: str
    right: Right
    query: str = ""


@dataclass(frozen=True)
class Rule:
    """One diagnosis. `judge` gives true, false, or None where there is too little to tell, with the evidence
    as JSON has it; all else words or draws that evidence in the active language.
    """

    code: str
    label: Any
    meaning: Any
    thresholds: Sequence[Threshold]
    judge: Callable[[Facts, Thresholds], Verdict]
    told: Callable[[Evidence, Thresholds], list[str]]
    """Sentences on what was found."""
    unknown: Callable[[Evidence, Thresholds], str]
    """What is missing to tell."""
    advice: Callable[[Evidence], str]
    picture: Callable[[Evidence, Thresholds], dict[str, Any] | None]
    table: Callable[[Evidence], Table]
    icon: str = "alert"
    source: Source | None = None
    """Where the rows behind it are."""

    @property
    def usual(self) -> dict[str, float]:
        return {one.name: one.value for one in self.thresholds}


@dataclass(frozen=True)
class Finding:
    """What one diagnosis came to on a day."""

    code: str
    raised: bool | None
    evidence: Evidence
    thresholds: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "raised": self.raised,
            "evidence": self.evidence,
            "thresholds": self.thresholds,
        }
