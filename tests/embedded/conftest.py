from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.embedded.stack import Stack, processes_of


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for an installation, which nothing outlives: what a failed test left is ended here."""
    folder = Path(tempfile.mkdtemp(prefix="cmhub-home-"))
    folder.chmod(0o755)
    installation = folder / "home"
    yield installation
    for number in processes_of(installation):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start_stack(home: Path) -> Iterator[Callable[..., Stack]]:
    """Starts the stack of the home; what still runs at the end is asked to end."""
    started: list[Stack] = []

    def start(**how: bool) -> Stack:
        started.append(Stack(home, **how))
        return started[-1]

    yield start
    for stack in started:
        if stack.process.poll() is None:
            stack.process.terminate()
            stack.process.wait(60)
