"""The strings that the code holds now, taken out by `makemessages` in a copy of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib

from cmhub.embedded.layout import CHECKOUT

ROOMS = ("accounts", "channels_mgmt", "cmhub", "reporting", "templates")
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")


def catalogue() -> polib.POFile:
    """The French catalogue as it is committed."""
    return polib.pofile(str(CHECKOUT / CATALOGUE))


def extracted(copy: Path) -> polib.POFile:
    """A catalogue with exactly the strings of the code, from which nothing has been translated.

    `makemessages` runs without settings, so that it writes under the copy and not into the checkout.
    """
    for room in ROOMS:
        shutil.copytree(CHECKOUT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir()
    without_settings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    made = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "fr"],
        cwd=copy,
        env=without_settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return polib.pofile(str(copy / CATALOGUE))


def identity(entry: polib.POEntry) -> tuple[str, str, str]:
    """What gettext looks a string up by: its context, the string, and its plural."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def translations_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
