"""The demonstration that is there, or one that is started for as long as pictures are taken."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1800  # seconds in which a demonstration is made where there is none yet
VARIABLE = "CMHUB_DEMO_PASSWORD"


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=10) as answer:  # noqa: S310 - on this machine
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


@contextmanager
def demonstration() -> Iterator[tuple[str, str]]:
    """Its address and the password of its logins."""
    address = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    password = os.environ.get(VARIABLE, "")
    if answers(address):
        if not password:
            sys.exit(f"A demonstration runs at {address}: give its password in {VARIABLE}.")
        yield address, password
        return
    password = password or secrets.token_urlsafe(9)
    process = subprocess.Popen(
        [sys.executable, "-m", "cmhub.embedded", "demo"], env={**os.environ, VARIABLE: password}
    )
    try:
        wait_for(address, process)
        yield address, password
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(address):
        if process.poll() is not None:
            sys.exit("The demonstration could not be started.")
        if time.monotonic() > deadline:
            sys.exit(f"The demonstration did not answer within {PATIENCE} s.")
        time.sleep(1)
