from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.fixtures.stack import a_home
from tests.stack import Stack
from tests.waiting import PATIENCE

Tell = Callable[[str, float], None]


@pytest.fixture
def recovered(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Tells whoever runs the tests how long it took until all was as if nothing had happened."""

    def tell(what: str, seconds: float) -> None:
        with capsys.disabled():
            print(f"\n  {what}: {seconds:.1f} s to recover", end=" ", flush=True)  # noqa: T201

    return tell


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """One that several tests break, each with a brand of its own."""
    with a_home() as home:
        one = Stack(home)
        one.wait_until_ready()
        yield one
        one.process.terminate()
        one.process.wait(PATIENCE)
