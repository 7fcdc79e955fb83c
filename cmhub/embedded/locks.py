"""Locks that the kernel gives back when their holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Lock:
    """``flock`` on a file of the home. Shared by its readers, or exclusive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)

    def take(self, *, exclusive: bool, wait: bool) -> bool:
        """Whether it was had. Changing a lock that one holds is not atomic: when refused, the former may be
        gone.
        """
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(self.descriptor, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def unlock(self) -> None:
        """Let others have it; it can be taken again."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def release(self) -> None:
        os.close(self.descriptor)

    def write_process_number(self) -> None:
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(os.getpid()).encode(), 0)

    def process_number(self) -> int | None:
        """Of who holds it; meaningful only while it is held."""
        text = os.pread(self.descriptor, 32, 0).decode(errors="replace")
        return int(text) if text.isdigit() else None


def is_held(path: Path) -> bool:
    """Whether somebody has it for himself now."""
    lock = Lock(path)
    try:
        return not lock.take(exclusive=False, wait=False)
    finally:
        lock.release()
