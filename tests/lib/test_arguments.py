"""What is wrong with a command's arguments is said in the language of the command."""

import argparse
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from cmhub.lib.arguments import SAID, language_of, speaking
from cmhub.lib.commands import UsageError

WRONG = (
    ([], "arguments manquants", "the following arguments are required"),
    (["Wouri", "--agency", "x", "--territory", "CM", "--colour"], "arguments inconnus", "unrecognized"),
    (["Wouri", "--agency"], "une valeur est attendue", "expected one argument"),
    (
        ["Wouri", "--agency", "x", "--territory", "CM", "--verbosity", "9"],
        "valeur impossible",
        "invalid choice",
    ),
)


@pytest.mark.parametrize(("given", "french", "english"), WRONG)
def test_it_is_french_unless_english_is_asked(given: list[str], french: str, english: str) -> None:
    for lang, words in (([], french), (["--lang", "en"], english), (["--lang=fr"], french)):
        with pytest.raises(UsageError, match=re.escape(words)):
            call_command("create_brand", *lang, *given)


def test_the_language_is_the_last_that_makes_sense() -> None:
    assert language_of(["--lang", "en"]) == language_of(["x", "--lang=en"]) == "en"
    assert language_of([]) == language_of(["--lang"]) == language_of(["--lang", "de"]) == "fr"


def test_argparse_speaks_as_before_afterwards() -> None:
    before = argparse._  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="stop"), speaking("en"):
        raise ValueError("stop")
    assert argparse._ is before  # type: ignore[attr-defined]


def test_the_sentences_are_those_of_the_library() -> None:
    source = re.sub(r"'\s*\n\s*'", "", Path(argparse.__file__).read_text(encoding="utf-8"))
    assert not [sentence for sentence in SAID if sentence not in source]
