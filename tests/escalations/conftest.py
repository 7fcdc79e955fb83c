"""Monday 2 March 2026, 10:00 in Douala: offices are open, and nothing of that week is a holiday."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from channels_mgmt.brands.choices import Kind
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def logged(cast: Cast, text: str = "Ma carte SIM est bloquée", **values: Any) -> Interaction:
    """An interaction with a member of the public on the official channel, logged now."""
    given = {"author": "Awa Ndiaye", "kind": Kind.COMPLAINT, **values}
    return log_interaction(brand=cast.brand, channel=cast.official, text=text, by=cast.cm, **given)


@pytest.fixture
def complaint(cast: Cast) -> Interaction:
    return logged(cast)


@pytest.fixture
def asked(cast: Cast, complaint: Interaction) -> Escalation:
    """The complaint, passed on by the community manager to the customer service of Wouri Mobile."""
    return open_escalation(interaction=complaint, question="Que répondre à Awa ?", by=cast.cm)
