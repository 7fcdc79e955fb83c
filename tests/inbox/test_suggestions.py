"""What a text probably is: examples of each language, and what holds of any text."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.suggestions import OURS, accuracy, macro_f1, value_of
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Language, Sentiment
from channels_mgmt.inbox.suggestions import suggest
from channels_mgmt.inbox.suggestions.lexicons import DATA, FILES, lines_of
from channels_mgmt.inbox.suggestions.words import readable

EXAMPLES = (
    ("fr", "complaint", "negative", "Toujours une coupure à Akwa, j’en ai marre, remboursez-moi"),
    ("fr", "technical_problem", "negative", "Plus de réseau à Bonabéri depuis hier"),
    ("fr", "question", "neutral", "Bonjour, à quelle heure ouvre l’agence d’Akwa le samedi ?"),
    ("fr", "lead", "neutral", "C’est combien le forfait famille svp ?"),
    ("fr", "site_fault", "negative", "L’appli plante depuis la mise à jour"),
    ("fr", "suggestion", "neutral", "Vous devriez ajouter un bouton pour le solde"),
    ("fr", "partnership", "neutral", "Nous organisons un festival à Kribi et cherchons un partenariat"),
    ("fr", "press", "neutral", "Je suis journaliste au quotidien Le Jour, je souhaite une interview"),
    ("fr", "job", "neutral", "Vous recrutez des commerciaux à Dakar ?"),
    ("fr", "design", "neutral", "Pouvez-vous m’envoyer votre logo en HD ?"),
    ("fr", "crisis_signal", "negative", "Le transformateur a explosé, un enfant électrocuté"),
    ("en", "complaint", "negative", "I was charged twice, I want my money back"),
    ("en", "question", "neutral", "What time do you open on Saturday?"),
    ("en", "praise", "positive", "Great service, thank you so much!"),
    ("en", "site_fault", "negative", "The app keeps crashing since the update"),
    ("wes", "complaint", "negative", "Wuna don chop my money again, wuna na tif"),
    ("wes", "technical_problem", "negative", "Network no dey for Kumba since morning"),
    ("wes", "praise", "positive", "Wuna do well, e sweet me"),
    ("arq", "complaint", "negative", "sera9in, rej3ouli drahmi"),
    ("arq", "technical_problem", "negative", "makach connexion hadi 3 ayam, t9ila bezef"),
    ("arq", "technical_problem", "negative", "ماكانش كونكسيون هادي يومين"),
    ("arq", "lead", "neutral", "بشحال هاد التيليفون؟"),
    ("ar", "complaint", "negative", "خدمة سيئة جدا، لا أحد يرد"),
    ("ar", "praise", "positive", "شكرا جزيلا على الخدمة الممتازة"),
    ("ar", "question", "neutral", "ما هي الوثائق المطلوبة لفتح حساب؟"),
    ("wo", "complaint", "negative", "Sama xaalis, yeen sàcckat ngeen"),
    ("wo", "praise", "positive", "Jërëjëf, baax na lool"),
    ("wo", "technical_problem", "negative", "Réseau bi amul ci Pikine"),
)
ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\u202e\u200b\u200d\ufeff\u0640é'@#<>&!?؟😡😍👏🏽0147$_\n\t"),
        st.sampled_from("abcdefghijklmnop réseaupanne كهرباء"),
    ),
    max_size=400,
)


def value(guess: object) -> str | None:
    return getattr(guess, "value", None)


@pytest.mark.parametrize(("language", "kind", "sentiment", "text"), EXAMPLES)
def test_what_a_message_is(language: str, kind: str, sentiment: str, text: str) -> None:
    found = suggest(text)
    assert (value(found.language), value(found.kind), value(found.sentiment)) == (language, kind, sentiment)


@pytest.mark.parametrize(
    "text", ["", "   ", "Ok", "12345", "🤷", "https://example.cm/panne", "@panne", "\u202e\u200b"]
)
def test_where_nothing_is_sure_nothing_is_said(text: str) -> None:
    found = suggest(text)
    assert (found.kind, found.sentiment, found.abuse) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "PANNE DE RESEAU",
        "paaaanne de réseau",
        "p4nne de rése4u",
        "panne de résau",
        "pan\u200bne de ré\u200bseau",
    ],
)
def test_capitals_accents_stretching_digits_typos_and_what_is_invisible_change_nothing(text: str) -> None:
    assert value(suggest(text).kind) == Kind.TECHNICAL_PROBLEM


def test_a_negation_turns_what_it_stands_before() -> None:
    assert value(suggest("Je suis content de votre accueil").sentiment) == Sentiment.POSITIVE
    assert value(suggest("Je ne suis pas content de votre accueil").sentiment) == Sentiment.NEGATIVE
    assert value(suggest("I am not happy with it").sentiment) == Sentiment.NEGATIVE


def test_thanks_that_are_none_are_no_praise() -> None:
    assert value(suggest("Merci pour rien, toujours en panne").sentiment) == Sentiment.NEGATIVE


def test_a_hard_opinion_is_no_abuse_and_an_insult_is() -> None:
    assert suggest("Service nul, vous êtes les pires, j’ai honte d’être client").abuse is None
    found = suggest("fils de pute, on va vous tuer")
    assert found.abuse is not None
    assert value(found.kind) == Kind.ABUSE


def test_the_words_that_speak_for_it_are_told_as_they_were_written() -> None:
    found = suggest("Une COUPURE à Akwa depuis hier !")
    assert found.kind is not None
    assert found.kind.words == ("COUPURE",)


@given(ANY_TEXT)
def test_any_text_is_taken_twice_the_same_and_explained_by_its_own_words(text: str) -> None:
    found = suggest(text)
    assert found == suggest(text)
    seen = readable(text)
    for guess in (found.kind, found.sentiment, found.language, found.abuse):
        if guess:
            assert 0.5 <= guess.probability <= 1
            assert all(word in seen for word in guess.words)
            assert guess.value not in guess.others


@pytest.mark.parametrize(
    "piece", ["réseau en panne ", "\u202e", "<b>", "😡", "a", "&amp;", "@", "ّ", "aaaa@aaaa", "a.", "-"]
)
def test_two_hundred_thousand_characters_are_taken(piece: str) -> None:
    suggest(piece * (200_000 // len(piece)))


def test_markup_and_links_are_not_words() -> None:
    assert suggest('<a href="https://x.cm/panne">').kind is None


def test_every_line_of_the_lexicons_names_a_value_that_there_is() -> None:
    known = {
        "kind": set(Kind.values),
        "sentiment": set(Sentiment.values),
        "language": set(Language.values),
        "abuse": {Kind.ABUSE},
        "shift": {"negation", "stronger", "weaker", "passed_over"},
    }
    for label, name in FILES.items():
        paths = list(DATA.glob(f"{name}*.tsv"))
        assert paths
        for path in paths:
            assert {value for value, _weight, _phrases in lines_of(path)} <= known[label], path.name


def test_a_line_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "kinds.tsv"
    file.write_text("# words\ncomplaint\tmuch\tpanne\n", "utf-8")
    with pytest.raises(ValueError, match=r"kinds\.tsv, line 2"):
        list(lines_of(file))


@pytest.mark.parametrize(
    ("label", "least", "least_f1"),
    [("kind", 0.7, 0.7), ("sentiment", 0.75, 0.75), ("language", 0.8, 0.8), ("abuse", 0.97, 0.9)],
)
def test_on_messages_not_used_for_the_words_it_stays_as_good_as_it_was(
    label: str, least: float, least_f1: float
) -> None:
    with OURS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row[label], value_of(suggest(row["text"]), label)) for row in rows]
    assert len(pairs) >= 300
    assert accuracy(pairs) >= least
    assert macro_f1(pairs) >= least_f1


def test_what_is_said_of_a_kind_is_mostly_right() -> None:
    with OURS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [(row["kind"], guess.value) for row in rows if (guess := suggest(row["text"]).kind)]
    assert accuracy(said) >= 0.85


def test_macro_f1_is_the_mean_over_the_values_that_occur() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "a")]
    assert accuracy(pairs) == 0.5
    assert macro_f1(pairs) == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)


def test_what_was_learnt_moves_what_is_said_and_is_told() -> None:
    text = "Ma Kirène est arrivée tiède"
    assert suggest(text).kind is None
    learned = {"kind": {"kirene": {"complaint": 9}}, "sentiment": {"kirene": {"negative": 9}}}
    found = suggest(text, learned=learned)
    assert found.kind is not None
    assert (found.kind.value, found.kind.words) == ("complaint", ("Kirène",))
    assert value(found.sentiment) == Sentiment.NEGATIVE


def test_a_word_that_people_are_divided_about_says_nothing() -> None:
    learned = {"kind": {"kirene": {"complaint": 9, "question": 9}}}
    assert suggest("Ma Kirène", learned=learned).kind is None
