"""The guides have their pictures, in both languages, and name what stands on the pages as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from cmhub.embedded.layout import CHECKOUT
from scripts.pictures import album

DOCS = CHECKOUT / "docs"
PICTURES = DOCS / "pictures"
GUIDES = sorted((DOCS / "guide").glob("*.??.md"))
DOCUMENTS = [CHECKOUT / "README.md", *DOCS.rglob("*.md")]
LONGEST = 800
"""Words: two printed pages."""
LARGEST, ALL_OF_THEM = 60_000, 3_000_000
"""Bytes of a picture, and of all."""

SHOWN = re.compile(r"pictures/([\w.-]+\.png)")
LABEL = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
BREAKING = re.compile(r" [;!?»](?=\W|$)|« | :(?= )")


def shown_in(document: Path) -> list[str]:
    return SHOWN.findall(document.read_text(encoding="utf-8"))


def on_the_pages(language: str) -> set[str]:
    """All that pages and mails say in this language."""
    catalogue = polib.pofile(str(CHECKOUT / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    said: set[str] = set()
    for entry in catalogue:
        french = [entry.msgstr, *entry.msgstr_plural.values()]
        said.update(french if language == "fr" else [entry.msgid, entry.msgid_plural])
    return {text.replace("\u00a0", " ") for text in said}


def test_each_reader_has_a_guide_in_both_languages() -> None:
    readers = {"manager", "cm", "contact", "executive"}
    assert {guide.name for guide in GUIDES} == {
        f"{reader}.{language}.md" for reader in readers for language in album.LANGUAGES
    }
    index = (DOCS / "guide" / "README.md").read_text(encoding="utf-8")
    assert all(f"]({guide.name})" in index for guide in GUIDES)
    assert "docs/guide/README.md" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_pictures_of_the_script_are_there_and_each_is_shown() -> None:
    shown = {name for document in DOCUMENTS for name in shown_in(document)}
    assert shown == album.files()
    assert {file.name for file in PICTURES.iterdir()} == album.files()


def test_no_two_pictures_have_one_name() -> None:
    assert len(album.files()) == len(album.ALBUM) * len(album.LANGUAGES)


def test_pictures_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in PICTURES.iterdir()}
    assert not {name: size for name, size in sizes.items() if size > LARGEST}
    assert sum(sizes.values()) <= ALL_OF_THEM


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_is_short_and_has_pictures_of_its_language(guide: Path) -> None:
    language = guide.suffixes[0][1:]
    shown = shown_in(guide)
    assert 3 <= len(shown) <= 7
    assert all(name.endswith(f".{language}.png") for name in shown)
    other = guide.with_name(guide.name.replace(f".{language}.", ".en." if language == "fr" else ".fr."))
    assert [name.split(".")[0] for name in shown] == [name.split(".")[0] for name in shown_in(other)]
    assert len(re.sub(r"<img[^>]+>|!\[.*?\)", "", guide.read_text(encoding="utf-8")).split()) <= LONGEST


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_tells_to_tap_is_on_the_pages(guide: Path) -> None:
    labels = {
        " ".join(found.replace("\u00a0", " ").split())
        for found in LABEL.findall(guide.read_text(encoding="utf-8"))
    }
    assert len(labels) >= 5
    assert labels <= on_the_pages(guide.suffixes[0][1:])


@pytest.mark.parametrize("document", [*GUIDES, DOCS / "metrics.fr.md"], ids=lambda path: path.name)
def test_french_documents_keep_their_spaces(document: Path) -> None:
    if ".fr." in document.name:
        text = document.read_text(encoding="utf-8")
        assert not [text[max(0, m.start() - 30) : m.end() + 10] for m in BREAKING.finditer(text)]
