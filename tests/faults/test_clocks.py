"""The clock of the machine on which web, workers and schedule run is set an hour back or ahead in the middle
of each work, and set right again: nothing is lost, nothing is done twice. The database's is right all along.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Tell
from tests.faults.test_matrix import Begun, middle_of
from tests.faults.works import INTAKE, MAIL, WORKS, Work
from tests.fixtures.stack import a_home
from tests.stack import Stack
from tests.waiting import PATIENCE, wait_until

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(LIBRARY is None, reason="libfaketime is missing: apt-get install faketime"),
]
RIGHT = "+0"


class Clocked:
    """A stack whose processes ask a file what time it is."""

    def __init__(self, home: Path) -> None:
        self.file = home.parent / "clock"
        self.set(RIGHT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LD_PRELOAD", str(LIBRARY))
            patch.setenv("FAKETIME_TIMESTAMP_FILE", str(self.file))
            patch.setenv("FAKETIME_NO_CACHE", "1")
            patch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            self.stack = Stack(home)

    def set(self, offset: str) -> None:
        begun = self.file.with_suffix(".begun")
        begun.write_text(f"{offset}\n")
        shutil.move(begun, self.file)


@pytest.fixture(scope="module")
def clocked() -> Iterator[Clocked]:
    with a_home() as home:
        one = Clocked(home)
        one.stack.wait_until_ready()
        yield one
        one.stack.process.terminate()
        one.stack.process.wait(PATIENCE)


@pytest.fixture(autouse=True)
def _right_in_the_end(clocked: Clocked) -> Iterator[None]:
    yield
    clocked.set(RIGHT)


@pytest.mark.parametrize("offset", ["-3600", "+3600"])
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_set_in_the_middle_and_set_right(work: Work, offset: str, clocked: Clocked, recovered: Tell) -> None:
    begun, _at = middle_of(clocked.stack, work, lambda: clocked.set(offset))
    begun.queue()
    clocked.set(RIGHT)
    at = time.monotonic()
    if work is MAIL:
        begun.settle_mail()
    begun.wait_until_over()
    recovered(f"{work.name}, clock {offset} s for a while", time.monotonic() - at)
    begun.is_whole()
    wait_until(lambda: clocked.stack.ready, what="readiness")


def test_the_schedule_goes_on_by_a_clock_that_was_set_back(clocked: Clocked, recovered: Tell) -> None:
    """What nobody queued is found while the clock is still an hour behind what beat remembers."""
    first = Begun(clocked.stack, INTAKE)
    first.wait_until_over()  # beat has run, and remembers when
    clocked.set("-3600")
    at = time.monotonic()
    second = Begun(clocked.stack, INTAKE)
    second.wait_until_over()
    recovered("intake, never queued, clock an hour back", time.monotonic() - at)
    second.is_whole()
