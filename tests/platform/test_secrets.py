"""Secrets stay out of the repository and of the image."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from cmhub.embedded.layout import CHECKOUT

ASSIGNED = re.compile(
    r"""(?i)\b(secret_key|password|passwd|api_key|token|client_secret)\b["']?\s*[:=]\s*["']([^"'\s{$<_]{8,})["']"""
)
HARMLESS = ("tests/", "benchmarks/", "locale/", "static/vendor/", "cmhub/settings/test.py", ".ci/")
KEYS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bap]-[0-9]+-")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\n") if name and (path := CHECKOUT / name).is_file()]


def test_no_secret_is_in_the_files() -> None:
    found = []
    for path in tracked():
        name = str(path.relative_to(CHECKOUT))
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if KEYS.search(text) and not name.startswith("tests/platform/test_secrets"):
            found.append(name)
        if not name.startswith(HARMLESS) and not name.endswith((".po", ".md", ".toml")):
            given = [match for match in ASSIGNED.finditer(text) if match[1].lower() != match[2].lower()]
            found += [f"{name}: {match[1]}" for match in given]
    assert not found


def test_files_with_secrets_are_not_taken_in() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", ".env"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ".env" in ignored.stdout
    image = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert image[0] == "*"  # what goes into the image is listed
    assert not {"!.env", "!.git", "!var", "!tests"} & set(image)


def test_a_secret_that_was_taken_out_again_is_found_in_the_history(tmp_path: Path) -> None:
    """The scan of `make check` over a repository of its own, of which one version of one file held a key."""

    def scanned() -> tuple[int, str]:
        command = [sys.executable, CHECKOUT / "scripts" / "scan_secrets.py", tmp_path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def commit(text: str) -> None:
        (tmp_path / "settings.py").write_text(text)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", "x"], check=True)

    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    commit("nothing = 1\n")
    assert scanned()[0] == 0
    commit("key = '" + "AKIA" + "ABCDEFGHIJKLMNOP" + "'\n")
    commit("nothing = 2\n")
    code, told = scanned()
    assert (code, told.count("a key of Amazon")) == (1, 1), told
