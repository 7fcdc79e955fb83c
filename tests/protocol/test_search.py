"""The search of the protocol: words without accents and with slips, explained; what fits a message."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels_mgmt.protocol.services.entries import change_entry
from channels_mgmt.protocol.services.search import MOST_WORDS, Match, having_most, matching, telling
from tests.cast import Cast
from tests.protocol.test_entries import write

NOW = timezone.now()


@pytest.fixture
def library(cast: Cast) -> Cast:
    write(cast, situation="Coupure de réseau", theme="Réseau", kind="technical_problem")
    write(
        cast,
        situation="Facture contestée",
        description="Le montant prélevé semble faux.",
        kind="complaint",
        answer_fr="Envoyez-nous votre numéro en privé.",
        answer_en="Send us your number privately.",
    )
    write(cast, situation="Horaires des agences", answer_fr="De 8 h à 17 h.", kind="question")
    write(cast, situation="Point relais fermé", description="Le colis attend.", answer_fr="Un autre jour.")
    return cast


def fits(cast: Cast, text: str, kind: str = "", language: str = "fr", **more: Any) -> list[Match]:
    return matching(cast.brand, text, kind, language, at=NOW, **more)


def titles(matches: list[Match]) -> list[str]:
    return [match.version.situation for match in matches]


@pytest.mark.parametrize(
    ("text", "situation", "word"),
    [
        ("Encore une COUPURE à Bonabéri, c'est quoi ça ?", "Coupure de réseau", "coupure"),
        ("y a pas le reseau depuis ce matin", "Coupure de réseau", "reseau"),
        ("toujours des coupures", "Coupure de réseau", "coupures"),
        ("Ma factrue est fausse", "Facture contestée", "factrue"),
        ("ma facutre !!", "Facture contestée", "facutre"),
        ("horairs svp", "Horaires des agences", "horairs"),
        ("mon montant est faux", "Facture contestée", "montant"),
    ],
)
def test_a_message_finds_its_situation_and_says_because_of_which_words(
    text: str, situation: str, word: str, library: Cast
) -> None:
    best = fits(library, text)[0]
    assert best.version.situation == situation
    assert word in best.words


@pytest.mark.parametrize("text", ["", "😀😀😀", "merci", "12345", "   \n", "\x00", "a", "%_'; drop", "{}"])
def test_what_tells_nothing_finds_nothing(text: str, library: Cast) -> None:
    assert fits(library, text) == []


def test_the_kind_of_the_message_tips_the_scales(library: Cast) -> None:
    write(library, situation="Réseau social de la marque", kind="question")
    assert titles(fits(library, "réseau", "technical_problem"))[0] == "Coupure de réseau"
    assert titles(fits(library, "réseau", "question"))[0] == "Réseau social de la marque"


def test_a_word_that_all_have_decides_less_than_a_rare_one(library: Cast) -> None:
    for number in range(6):
        write(library, situation=f"Offre promotionnelle {number}")
    write(library, situation="Offre résiliée")
    assert titles(fits(library, "offre résiliée"))[0] == "Offre résiliée"


def test_the_answer_is_in_the_language_asked_where_there_is_one(library: Cast) -> None:
    (invoice,) = fits(library, "facture", language="en")
    assert (invoice.language, invoice.answer) == ("en", "Send us your number privately.")
    (network,) = fits(library, "coupure", language="en")
    assert network.language == "fr"


def test_only_what_counts_today_of_this_brand(library: Cast) -> None:
    today = library.agency.day_of(NOW)
    write(library, situation="Ancien parrainage", valid_from=today - timedelta(days=9), valid_until=today)
    write(library, situation="Futur parrainage", valid_from=today + timedelta(days=1))
    assert fits(library, "parrainage") == []
    assert len(having_most(library.brand, "parrainage", day=None)) == 2
    assert matching(library.other_brand, "coupure", "", "fr", at=NOW) == []
    changed = fits(library, "coupure")[0].version
    change_entry(entry=changed.entry, by=library.manager, edition=1, situation="Panne du service")
    assert titles(fits(library, "panne")) == ["Panne du service"]


def test_no_more_than_asked_for_in_two_queries(library: Cast) -> None:
    for number in range(12):
        write(library, situation=f"Coupure {number}")
    with CaptureQueriesContext(connection) as captured:
        found = fits(library, "coupure " * 3_000, limit=3)
    assert len(found) == 3
    assert [match.version.department.name for match in found]
    assert len(captured) <= 2


def test_a_huge_message_is_read_from_its_beginning() -> None:
    assert len(telling(" ".join(f"mot{n}x" for n in range(50_000)))) == MOST_WORDS


def test_the_list_has_those_with_most_of_the_words(library: Cast) -> None:
    write(library, situation="Réseau de points de vente")
    both = having_most(library.brand, "coupure reseau", day=library.agency.day_of(NOW))
    assert len(both) == 1
    assert len(having_most(library.brand, "rese", day=None)) == 2


def test_endings_that_were_typed_wrong_and_long_words_are_found(library: Cast) -> None:
    write(library, situation="Un accident, une facturation double", kind="complaint")
    for slip in ("facturaton", "accidant", "facturatoin"):
        assert "Un accident, une facturation double" in titles(fits(library, slip)), slip


def test_words_that_everybody_says_find_nothing(library: Cast) -> None:
    write(library, situation="Nous sommes touchés", answer_fr="Vous êtes tous dans nos pensées.")
    assert fits(library, "vous êtes tous des incapables, rien ne va") == []


def test_where_no_word_fits_the_situations_of_the_kind_do_if_they_are_few(library: Cast) -> None:
    write(library, situation="Des insultes", kind="abuse")
    (found,) = fits(library, "bande de guignols", kind="abuse")
    assert (found.version.situation, found.words) == ("Des insultes", ())
    for number in range(3):
        write(library, situation=f"Insulte {number}", kind="abuse")
    assert fits(library, "bande de guignols", kind="abuse") == []
