from collections.abc import Iterator

import pytest
import time_machine

from tests.publishing.posts.making import NOW


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
