"""A question, its reply and the public's return, and what tests of intake ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.dispatch import Signal

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from tests.intake.reference import Said
from tests.intake.stories import START


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    calls: list[dict[str, Any]] = []

    def hear(**values: Any) -> None:
        calls.append(values)

    signal.connect(hear)
    try:
        yield calls
    finally:
        signal.disconnect(hear)


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


def only(brand: Brand) -> Interaction:
    return Interaction.objects.get(brand=brand)


QUESTION = Said("1", False, START, "awa", "Ma ligne est coupée")
REPLY = Said("2", True, hours(1), "bonabo", "Nous regardons", reply="1")
BACK = Said("3", False, hours(2), "awa", "Toujours rien", reply="2")
