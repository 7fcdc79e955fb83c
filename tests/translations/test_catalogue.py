"""Every string that people read is French, and French as it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation import gettext, ngettext, npgettext, override, pgettext

from tests.translations.extraction import catalogue, extracted, identity, translations_of

MARKUP = re.compile(r"<[^<>]+>")
PLACEHOLDER = re.compile(r"%\((\w+)\)[ 0-9.]*([a-z])|%%")
NO_BREAK = "\u00a0\u202f"
UNFRENCH = {
    "a straight apostrophe": re.compile("'"),
    "a straight quotation mark": re.compile('"'),
    "English quotation marks": re.compile("[“”]"),
    "three dots for an ellipsis": re.compile(r"\.\.\."),
    "two spaces": re.compile("  "),
    "no no-break space before ; ! ? »": re.compile(rf"(?<![{NO_BREAK}?!])[;!?»]"),
    "no no-break space before a colon": re.compile(rf"(?<![{NO_BREAK}]):(?=\s|$)"),
    "no no-break space after «": re.compile(rf"«(?![{NO_BREAK}])"),
    "a week without its article": re.compile(r"\b(?:de|du|au|à|pour|sur|dans) %\(week\)s"),
    "no no-break space before a percent sign": re.compile(rf"(?<![{NO_BREAK}])%%"),
}
GLOSSARY = {
    r"\bescalations?\b": "remontée",
    r"\brouting\b": "aiguillage",
    r"\bdepartments?\b": "service|correspondant",
    r"\bholding repl": "réponses? d’attente",
    r"\bsubstantive answer\b": "réponse de fond",
    r"\bdirect lines?\b": "lignes? directe",
    r"\bweekly reports?\b": "rapports? hebdomadaire",
    r"\bcustomer service\b": "service clients",
    r"\btechnical support\b": "support technique",
    r"\bunder supervision\b": "sous supervision",
    r"\bterritor": "territoire",
    r"\bcommunity manager\b": "community manager",
    r"\bagency.manager\b": "responsable d’agence",
    r"\brevision\b": "révision",
    r"\bchannels?\b": "cana(l|ux)",
}


@pytest.fixture(scope="module")
def french() -> polib.POFile:
    return catalogue()


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    return extracted(tmp_path_factory.mktemp("checkout"))


def broken(pairs: Iterator[tuple[polib.POEntry, str]]) -> str:
    return "\n".join(f"{entry.msgid!r} → {what}" for entry, what in pairs)


def test_every_string_of_the_code_is_in_the_catalogue(current, french):
    known = {identity(entry) for entry in french}
    missing = [
        f"{entry.occurrences[0][0]}: {entry.msgid!r}" for entry in current if identity(entry) not in known
    ]
    assert not missing, "make messages, then translate:\n" + "\n".join(missing)


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says(current, french):
    said = {identity(entry) for entry in current}
    assert not [entry.msgid for entry in french if identity(entry) not in said]
    assert not french.obsolete_entries()


def test_every_string_is_translated(french):
    assert not [entry.msgid for entry in french if entry.fuzzy or not entry.translated()]


def test_no_string_is_there_twice(french):
    assert not [key for key, times in Counter(map(identity, french)).items() if times > 1]


def test_plurals_have_both_forms(french):
    assert french.metadata["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    plural = [entry for entry in french if entry.msgid_plural]
    assert plural
    assert all(set(entry.msgstr_plural) == {0, 1} and all(entry.msgstr_plural.values()) for entry in plural)


def placeholders(text: str) -> set[tuple[str, str]]:
    return {match.groups(default="") for match in PLACEHOLDER.finditer(text)}


def test_placeholders_are_those_of_the_original(french):
    def differing() -> Iterator[tuple[polib.POEntry, str]]:
        for entry in french:
            allowed = [placeholders(entry.msgid), placeholders(entry.msgid_plural)]
            for form, text in enumerate(translations_of(entry)):
                # The singular may say the number where English says "once", and the reverse.
                if placeholders(text) not in (allowed if entry.msgid_plural else allowed[:1]):
                    yield entry, f"{form}: {text!r}"

    assert not list(differing()), broken(differing())


@pytest.mark.parametrize("fault", UNFRENCH)
def test_french_typography(french, fault):
    def faulty() -> Iterator[tuple[polib.POEntry, str]]:
        for entry in french:
            for text in translations_of(entry):
                if UNFRENCH[fault].search(MARKUP.sub("", text)):
                    yield entry, text

    assert not list(faulty()), broken(faulty())


@pytest.mark.parametrize("english", GLOSSARY)
def test_the_words_of_the_glossary(french, english):
    wanted = re.compile(GLOSSARY[english], re.IGNORECASE)
    written = [(entry, PLACEHOLDER.sub("", entry.msgid)) for entry in french]
    said = [entry for entry, text in written if re.search(english, text, re.IGNORECASE)]
    assert said
    strange = [
        (entry, text)
        for entry in said
        for text in translations_of(entry)
        if not wanted.search(PLACEHOLDER.sub("", text))
    ]
    assert not strange, broken(iter(strange))


def looked_up(entry: polib.POEntry, number: int) -> str:
    if entry.msgid_plural and entry.msgctxt:
        return npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, number)
    if entry.msgid_plural:
        return ngettext(entry.msgid, entry.msgid_plural, number)
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)


def test_django_says_what_the_catalogue_says(french):
    """A string that Django or a library has too would be said in their words, were ours not there."""
    with override("fr"):
        for entry in french:
            forms = translations_of(entry)
            # In French none is singular, as one is.
            for number, form in ((0, forms[0]), (1, forms[0]), (2, forms[-1]), (17, forms[-1])):
                assert looked_up(entry, number) == form


def test_english_is_what_the_code_says(french):
    """No library's English catalogue says a string of ours in other words."""
    with override("en"):
        for entry in french:
            plural = entry.msgid_plural or entry.msgid
            assert looked_up(entry, 1) == entry.msgid
            assert (looked_up(entry, 0), looked_up(entry, 2)) == (plural, plural)
