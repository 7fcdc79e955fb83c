"""Real servers for the run, in a folder of its own; and the fixtures that every room's tests share."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone, translation

from cmhub.embedded.layout import Layout
from cmhub.embedded.lease import Lease
from cmhub.lib.translations import compile_stale

# Playwright's synchronous interface runs a loop in the thread, in which Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long an example takes to draw or to try says something of the machine, not of the product.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

pytest_plugins = [
    "tests.fixtures.answers",
    "tests.fixtures.database",
    "tests.fixtures.worker",
    "tests.fixtures.browser",
    "tests.fixtures.served",
    "tests.fixtures.stack",
    "tests.fixtures.cast",
]


def pytest_configure(config: pytest.Config) -> None:
    """Pages are tested in the languages as they are translated now, also where one was loaded already."""
    for root in settings.LOCALE_PATHS:
        compile_stale(Path(root))


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(settings.TEST_HOME.home, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How much the generated walks have tried, over all their parts."""
    counted: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            counted.update({name: int(value) for name, value in report.user_properties})
    for name, number in counted.items():
        terminalreporter.write_line(f"{number:,} {name}")


@pytest.fixture(scope="session")
def embedded_servers() -> Iterator[Layout]:
    """PostgreSQL and Valkey of this run, gone with their data at its end. With xdist its processes share
    them.
    """
    layout: Layout = settings.TEST_HOME
    if os.environ.get("DATABASE_URL"):
        yield layout
        return
    lease = Lease(layout, throw_away=True)
    lease.take()
    try:
        yield layout
    finally:
        lease.give_back()


@pytest.fixture(scope="session", autouse=True)
def _addresses_of_these_settings() -> None:
    """Read before a test changes what they depend on."""
    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def _next_test_in_french_and_in_the_house_time() -> Iterator[None]:
    """A page that was asked for in English, or told a brand's time, leaves both to the thread."""
    yield
    translation.deactivate()
    timezone.deactivate()
