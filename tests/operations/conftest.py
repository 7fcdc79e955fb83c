from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts.post_office import PostOffice, opened
from tests.operations.kept_lines import Kept, kept_lines


@pytest.fixture
def log() -> Iterator[Kept]:
    with kept_lines() as kept:
        yield kept


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with opened(settings) as office:
        yield office
