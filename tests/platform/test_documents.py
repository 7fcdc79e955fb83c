"""What the documents say of the code is there, and the one on security answers every requirement."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cmhub.embedded.layout import CHECKOUT

DOCUMENTS = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
NAMED = re.compile(
    r"`((?:tests|cmhub|accounts|channels_mgmt|reporting|docs|scripts|static|requirements)/[\w./-]+)(?:::(\w+))?`"
)
SAID = re.compile(r"^\| V(\d+\.\d+\.\d+) \| ([12]) \| (met|not met|not applicable) \| .+ \|$", re.MULTILINE)


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) > 8
    assert len(set(NAMED.findall((CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")))) > 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_only_what_exists(document: Path) -> None:
    for path, test in set(NAMED.findall(document.read_text(encoding="utf-8"))):
        assert (CHECKOUT / path).exists(), path
        if test:
            assert f"def {test}(" in (CHECKOUT / path).read_text(encoding="utf-8"), f"{path}::{test}"


def test_every_requirement_of_asvs_is_answered_once() -> None:
    text = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    said = SAID.findall(text)
    numbers = [number for number, _level, _state in said]
    assert len(numbers) == len(set(numbers)) == 253
    for state, count in Counter(state for _number, _level, state in said).items():
        assert f"{count} {state}" in text
