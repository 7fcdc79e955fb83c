from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts.post_office import PostOffice, opened


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with opened(settings) as office:
        yield office
