"""What a brand's team costs a month, and what that makes of a result. Plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

EURO = Decimal("655.957")
"""Francs CFA of either zone to the euro, a parity fixed by treaty since 1999; the dinar has no fixed one."""
OF_A_EURO: dict[str, Decimal] = {"EUR": Decimal(1), "XAF": EURO, "XOF": EURO}
WEEKS_A_MONTH = Decimal(52) / 12


@dataclass(frozen=True)
class Paid:
    """What somebody is paid a month, and the part of their hours that they give the brand; None where either
    is not known.
    """

    name: str
    amount: Decimal | None
    currency: str
    part: Decimal | None


@dataclass(frozen=True)
class Cost:
    """In one currency. `unknown` are those of whom nothing is in `month`."""

    month: Decimal | None
    currency: str
    unknown: tuple[str, ...]
    per_interaction: Decimal | None
    per_post: Decimal | None


def converted(amount: Decimal, currency: str, to: str) -> Decimal | None:
    """None between currencies without a fixed parity."""
    if currency == to:
        return amount
    if currency not in OF_A_EURO or to not in OF_A_EURO:
        return None
    return amount / OF_A_EURO[currency] * OF_A_EURO[to]


def cost_of(
    paid: Iterable[Paid],
    currency: str,
    *,
    hours: Mapping[str, float | None],
    interactions: float | None,
    posts: float | None,
    answering: Iterable[str],
    writing: Iterable[str],
) -> Cost:
    """`hours` are those that each duty takes of a week, by which the cost is shared out; `interactions`
    handled and `posts` published are those of a week. A cost per result is None where any of it is not known.
    """
    month, unknown = Decimal(0), []
    for one in paid:
        amount = None if one.amount is None else converted(one.amount, one.currency, currency)
        if amount is None or one.part is None:
            unknown.append(one.name)
        else:
            month += amount * one.part
    known = month or None
    return Cost(
        month=known,
        currency=currency,
        unknown=tuple(unknown),
        per_interaction=None if unknown else _per_result(known, hours, answering, interactions),
        per_post=None if unknown else _per_result(known, hours, writing, posts),
    )


def _per_result(
    month: Decimal | None, hours: Mapping[str, float | None], duties: Iterable[str], results: float | None
) -> Decimal | None:
    chosen = [hours.get(duty) for duty in duties]
    every = sum(value for value in hours.values() if value is not None)
    if (
        month is None
        or not results
        or not every
        or any(value is None for value in [*chosen, *hours.values()])
    ):
        return None
    share = sum(value for value in chosen if value is not None) / every
    return month / WEEKS_A_MONTH * Decimal(share) / Decimal(results)
