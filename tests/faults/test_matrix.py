"""Each process is killed in the middle of each work: nothing is lost, nothing is done twice, and it goes on
by itself. docs/faults.md keeps what came of it.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest

from cmhub.embedded.layout import Layout
from tests.faults import gate
from tests.faults.conftest import Tell
from tests.faults.test_stack import KINDS
from tests.faults.works import HOUSE, MAIL, WORKS, Work, filled
from tests.stack import Stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults

RECOVERED_WITHIN = 240
"""Seconds for which a work is waited for: no claim about its speed."""
TEN_MINUTES_LATER = """
UPDATE accounts_notification SET claimed_at = claimed_at - interval '11 minutes'
WHERE state = 'sending' AND key LIKE 'BRAND:%'
"""
"""As long as it takes until a mail that was being sent counts as interrupted."""
STATE = "SELECT count(*) FROM accounts_notification WHERE key LIKE 'BRAND:%' AND state = 'STATE'"
MESSAGE_ID = re.compile(rb"^Message-ID: (.+)$", re.MULTILINE)
TO = re.compile(rb"^To: (.+)$", re.MULTILINE)


class Begun:
    """A work of a brand of its own, and how far it is."""

    def __init__(self, stack: Stack, work: Work, *, queued: bool = False) -> None:
        self.stack, self.work = stack, work
        self.layout = Layout(stack.home)
        self.brand = f"m{uuid4().hex[:8]}"
        code = HOUSE + work.rows + (work.begun if queued else "")
        stack.manage("shell", "--command", filled(code, self.brand))

    def queue(self) -> None:
        self.stack.manage("shell", "--command", filled(self.work.begun, self.brand))

    def asked(self, query: str) -> tuple[int, ...]:
        """Empty while the database is away."""
        try:
            with psycopg.connect(self.layout.owner_url, autocommit=True) as connection:
                return tuple(map(int, connection.execute(filled(query, self.brand)).fetchone() or ()))
        except psycopg.OperationalError:
            return ()

    @property
    def is_over(self) -> bool:
        return self.asked(self.work.left) == (0,)

    def wait_until_over(self) -> None:
        wait_until(lambda: self.is_over, seconds=RECOVERED_WITHIN, what=f"the end of {self.work.name}")

    def is_whole(self) -> None:
        assert self.asked(self.work.whole) == self.work.expected
        if self.work is MAIL:
            letters = self.letters()
            assert max(letters.values()) == 1, "none twice"
            sent = self.asked(STATE.replace("STATE", "sent"))
            assert sent <= (len(letters),), "what counts as sent has left"

    def letters(self) -> Counter[bytes]:
        """The mails that left to people of this brand, by their Message-ID."""
        found: Counter[bytes] = Counter()
        for file in self.layout.mail.glob("*"):
            for letter in file.read_bytes().split(b"-" * 79):
                to, names = TO.search(letter), MESSAGE_ID.findall(letter)
                if to and f"@{self.brand}.example".encode() in to.group(1):
                    found.update(names)
        return found

    def settle_mail(self) -> None:
        """The one that was in hand is told of as unclear: its ten minutes are over."""
        pending = STATE.replace("STATE", "pending")
        wait_until(lambda: self.asked(pending) == (0,), seconds=RECOVERED_WITHIN, what="all other mails")
        with psycopg.connect(self.layout.owner_url, autocommit=True) as owner:
            owner.execute(TEN_MINUTES_LATER.replace("BRAND", self.brand))


def kill(stack: Stack, victim: str) -> None:
    os.kill(stack.number_of(*KINDS[victim]), signal.SIGKILL)


def middle_of(stack: Stack, work: Work, then: Callable[[], None]) -> tuple[Begun, float]:
    """Does it while somebody of the work stands at the gate; the work, and when it was."""
    layout = Layout(stack.home)
    gate.shut(layout, work.table, act=work.act, when=work.when)  # first: the schedule finds rows by itself
    begun = Begun(stack, work, queued=True)
    wait_until(lambda: gate.somebody_stands(layout, work.table), what=f"{work.name} in the middle")
    assert not begun.is_over
    then()
    at = time.monotonic()
    wait_until(lambda: gate.open_again(layout, work.table), what="a database to open the gate in")
    return begun, at


@pytest.mark.parametrize("victim", ["its worker", "beat", "PostgreSQL", "Valkey"])
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_killed_in_the_middle(work: Work, victim: str, stack: Stack, recovered: Tell) -> None:
    killed = work.worker if victim == "its worker" else victim
    begun, at = middle_of(stack, work, lambda: kill(stack, killed))
    if work is MAIL:
        begun.settle_mail()
    begun.wait_until_over()
    recovered(f"{work.name}, {victim} killed", time.monotonic() - at)
    begun.is_whole()
    wait_until(lambda: stack.ready, what="readiness")


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_what_no_queue_took_is_found_by_the_schedule_that_was_killed(
    work: Work, stack: Stack, recovered: Tell
) -> None:
    begun = Begun(stack, work)
    kill(stack, "beat")
    at = time.monotonic()
    begun.wait_until_over()
    recovered(f"{work.name}, never queued, beat killed", time.monotonic() - at)
    begun.is_whole()
