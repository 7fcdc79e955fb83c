"""The clock of the machine on which web, workers and schedule run is set an hour back or ahead in the middle
of each work, and set right again: nothing is lost, nothing is done twice. The database's is right all along.
What is due by a clock that is ahead is taken as due: escalations climb by it, each step once.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Tell
from tests.faults.test_matrix import Begun, middle_of
from tests.faults.works import COUNT, ESCALATIONS, INTAKE, MAIL, OF_BRAND, WORKS, Work
from tests.fixtures.stack import a_home
from tests.stack import Stack
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.faults
RIGHT, BEHIND, AHEAD = "0", "-3600", "+3600"
STEP_BY_STEP = f"""
SELECT count(*) FROM escalations_escalation AS escalation WHERE brand_id = {OF_BRAND} AND step IN (1, 2)
AND step = (SELECT count(*) FROM escalations_escalationevent
            WHERE escalation_id = escalation.id AND verb = 'climbed')
AND step + 1 = (SELECT count(*) FROM accounts_notification WHERE thread = 'escalation.' || escalation.id)
"""
"""The escalations of which each step was climbed once and told once, the second one within the hour too."""


class Clocked:
    """A stack whose processes look in a file how wrong their clock is: see clock/sitecustomize.py."""

    def __init__(self, home: Path) -> None:
        self.file = home.parent / "clock"
        self.set(RIGHT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(Path(__file__).parent / "clock"))
            patch.setenv("CMHUB_TEST_CLOCK", str(self.file))
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


@pytest.mark.parametrize("offset", [BEHIND, AHEAD])
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
    if work is ESCALATIONS and offset == AHEAD:
        assert begun.asked(STEP_BY_STEP) == (COUNT,)
    else:
        begun.is_whole()
    wait_until(lambda: clocked.stack.ready, what="readiness")


def test_the_schedule_goes_on_by_a_clock_that_was_set_back(clocked: Clocked, recovered: Tell) -> None:
    """What nobody queued is found while the clock is still an hour behind what beat remembers."""
    first = Begun(clocked.stack, INTAKE)
    first.wait_until_over()  # beat has run, and remembers when
    clocked.set(BEHIND)
    at = time.monotonic()
    second = Begun(clocked.stack, INTAKE)
    second.wait_until_over()
    recovered("intake, never queued, clock an hour back", time.monotonic() - at)
    second.is_whole()
