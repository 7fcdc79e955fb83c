"""What the documents say of the code is there, and the one on security answers every requirement."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cmhub.embedded.layout import CHECKOUT

DOCUMENTS = [CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
NAMED = re.compile(
    r"`((?:tests|cmhub|accounts|channels_mgmt|reporting|docs|scripts|static|requirements)/[\w./-]+)(?:::(\w+))?`"
)
LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]*)#?([^)\s]*)\)|<img src=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$|<a id=\"(\w+)\"", re.MULTILINE)
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


def anchors_of(document: Path) -> set[str]:
    """What a link into the document can name, as GitHub makes it of headings."""
    found = HEADING.findall(document.read_text(encoding="utf-8"))
    headings = [
        re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower() for heading, _anchor in found
    ]
    slugs = {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}
    return slugs | {anchor for _heading, anchor in found}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    for path, anchor, picture in LINK.findall(document.read_text(encoding="utf-8")):
        target = document.parent / (path or picture or document.name)
        assert target.exists(), target
        if anchor:
            assert anchor in anchors_of(target), f"{target.name}#{anchor}"


def test_the_readme_leads_to_every_document() -> None:
    """By itself, or by the index of the guides."""
    lists = [CHECKOUT / "README.md", CHECKOUT / "docs" / "guide" / "README.md"]
    named = {
        (here.parent / path).resolve()
        for here in lists
        for path, _anchor, _picture in LINK.findall(here.read_text(encoding="utf-8"))
        if path
    }
    assert set(DOCUMENTS) - named - set(lists) == set()


def test_every_requirement_of_asvs_is_answered_once() -> None:
    text = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    said = SAID.findall(text)
    numbers = [number for number, _level, _state in said]
    assert len(numbers) == len(set(numbers)) == 253
    for state, count in Counter(state for _number, _level, state in said).items():
        assert f"{count} {state}" in text
