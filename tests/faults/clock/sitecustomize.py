"""For the processes of a test whose clock goes wrong: time is what the machine says and the seconds that a
file holds (CMHUB_TEST_CLOCK), looked at while they run. What is measured (time.monotonic) goes on as it is,
as when somebody sets the clock of a machine.
"""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

FILE = Path(os.environ["CMHUB_TEST_CLOCK"])
LOOKS_EVERY = 0.05


class Clock:
    def __init__(self) -> None:
        self.offset = self.read()
        now = datetime.now(UTC) + timedelta(seconds=self.offset)
        self.traveller = time_machine.travel(now, tick=True).start()
        self.watch()
        os.register_at_fork(after_in_child=self.watch)  # threads stay behind

    @staticmethod
    def read() -> float:
        return float(FILE.read_text())

    def watch(self) -> None:
        threading.Thread(target=self.follow, daemon=True).start()

    def follow(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOKS_EVERY):
            offset = self.read()
            self.traveller.shift(offset - self.offset)
            self.offset = offset


Clock()
