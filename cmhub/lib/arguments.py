"""What is said of a command's arguments, in the language that the command was asked for.

argparse says it in the language of the machine, from catalogues that it does not bring.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop, ngettext

SAID = (
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("one of the arguments %s is required"),
)
"""The sentences of argparse that commands can meet, for the catalogue."""


def language_of(words: Sequence[str]) -> str:
    """The language that the words of a command line ask for by `--lang`, else that of the house."""
    known = {code for code, _name in settings.LANGUAGES}
    after = zip(words, [*words[1:], ""], strict=False)
    asked = [
        value if word == "--lang" else word.removeprefix("--lang=")
        for word, value in after
        if "--lang" in word
    ]
    return next((code for code in reversed(asked) if code in known), settings.LANGUAGE_CODE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """argparse speaks this language inside."""
    library: Any = argparse
    before = library._, library.ngettext
    library._, library.ngettext = gettext, ngettext
    try:
        with translation.override(language):
            yield
    finally:
        library._, library.ngettext = before
