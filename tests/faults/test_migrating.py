"""The largest table is changed, as docs/upgrades.md asks for it, while twenty people work."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from benchmarks.migrating import MESSAGES, PATIENT
from cmhub.embedded.layout import CHECKOUT

pytestmark = pytest.mark.faults

ROWS = int(os.environ.get("CMHUB_FAULTS_ROWS") or MESSAGES)


def test_nobody_waits_for_a_migration(capsys: pytest.CaptureFixture[str]) -> None:
    """Makes the data of the benchmarks where they are not there: CMHUB_HOME says where, CMHUB_FAULTS_ROWS how
    many messages. It fails where something that somebody did was turned down.
    """
    without = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    command = [sys.executable, "-m", "benchmarks.migrating", "--n", str(ROWS)]
    with capsys.disabled():
        done = subprocess.run(
            command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        print(done.stdout)  # noqa: T201
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    (longest,) = (one["value"] for one in figures if one["name"].endswith("longest wait"))
    assert longest <= PATIENT * 1000, "a migration lets people go first"
