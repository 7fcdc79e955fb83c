"""What a brand's people say that messages are: its words are counted, and forgotten with what is erased."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from channels_mgmt.inbox.models import Interaction, LearntWord
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.erasure import erase_interactions, erase_person
from channels_mgmt.inbox.services.learning import learn, learned_of
from channels_mgmt.inbox.suggestions import suggest
from channels_mgmt.inbox.tasks import learn_words
from tests.cast import Cast
from tests.inbox.making import HTMX, logged

TEXT = "Kirène tiède, dit Zanzibar"


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    cache.clear()


def taught(cast: Cast, number: int, *, text: str = TEXT, kind: str = "complaint") -> list[Interaction]:
    made = [logged(cast, author=f"auteur {at}", text=text) for at in range(number)]
    for interaction in made:
        sorting.classify(interaction=interaction, by=cast.cm, kind=kind, sentiment="negative")
    return made


def words(cast: Cast) -> set[str]:
    return set(LearntWord.objects.filter(brand=cast.brand).values_list("word", flat=True))


def test_a_word_that_three_authors_used_is_learnt_and_suggested_from(cast: Cast) -> None:
    taught(cast, 3)
    learn(brand=cast.brand)
    assert {"kirene", "tiede"} <= words(cast)
    found = suggest("Kirène tiède", learned=learned_of(cast.brand.pk)).kind
    assert found is not None
    assert (found.value, set(found.words)) == ("complaint", {"Kirène", "tiède"})
    assert learned_of(cast.other_brand.pk) == {}


def test_what_two_authors_wrote_or_one_wrote_often_is_not_kept(cast: Cast) -> None:
    taught(cast, 2)
    for _ in range(5):
        again = logged(cast, author="auteur 1", text=TEXT)
        sorting.classify(interaction=again, by=cast.cm, kind="complaint")
    learn(brand=cast.brand)
    assert words(cast) == set()


def test_a_slip_that_is_corrected_teaches_what_it_was_corrected_to(cast: Cast) -> None:
    for interaction in taught(cast, 3, kind="praise"):
        sorting.classify(interaction=interaction, by=cast.cm, kind="complaint")
    learn(brand=cast.brand)
    values = LearntWord.objects.filter(label="kind").values_list("value", flat=True)
    assert set(values) == {"complaint"}


def test_counting_twice_is_counting_once(cast: Cast) -> None:
    taught(cast, 3)
    learn_words(cast.brand.pk)
    once = set(LearntWord.objects.values_list("label", "word", "value", "count"))
    learn_words(cast.brand.pk)
    assert set(LearntWord.objects.values_list("label", "word", "value", "count")) == once
    learn_words(999_999)


def test_the_name_somebody_writes_under_is_not_learnt_from_them(cast: Cast) -> None:
    for at in range(3):
        interaction = logged(cast, author=f"Zanzibar {'abc'[at]}", text=TEXT)
        sorting.classify(interaction=interaction, by=cast.cm, kind="complaint")
    learn(brand=cast.brand)
    assert "kirene" in words(cast)
    assert "zanzibar" not in words(cast)


def test_who_is_erased_teaches_nothing_any_more(cast: Cast) -> None:
    taught(cast, 3)
    learn(brand=cast.brand)
    assert "zanzibar" in words(cast)
    erase_person(cast.brand, "auteur 1")
    assert words(cast) == set()


def test_what_is_let_go_in_time_is_forgotten_too(cast: Cast) -> None:
    made = taught(cast, 3)
    learn(brand=cast.brand)
    erase_interactions([made[0].pk])
    assert words(cast) == set()


def test_a_count_of_nobody_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LearntWord.objects.create(brand=cast.brand, label="kind", word="mot", value="complaint", count=0)


def test_a_suggestion_is_confirmed_by_one_tap_and_counts_only_then(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    interaction = logged(cast, text="Encore une coupure, personne ne répond, remboursez-moi")
    page = client.get(f"/interactions/{interaction.pk}/")
    names = {chip.name: chip.value for chip in page.context["chips"]}
    assert names == {"kind": "complaint", "sentiment": "negative", "language": "fr"}
    html = page.content.decode()
    assert 'name="kind" value="complaint"' in html
    assert "<bdi>remboursez</bdi>" in html
    interaction.refresh_from_db()
    assert (interaction.kind, interaction.sentiment, interaction.language) == ("", "", "")
    classify = f"/interactions/{interaction.pk}/classify/"
    assert client.post(classify, {"kind": "complaint"}).status_code == 303
    interaction.refresh_from_db()
    assert (interaction.kind, interaction.sentiment) == ("complaint", "")
    page = client.get(f"/interactions/{interaction.pk}/")
    assert {chip.name for chip in page.context["chips"]} == {"sentiment", "language"}


def test_the_page_says_where_the_rules_would_take_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    interaction = logged(cast, text="Remboursez-moi, je porte plainte")
    route = client.get(f"/interactions/{interaction.pk}/").context["route"]
    assert route.rule is not None


def test_who_only_reads_is_suggested_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.executive)
    interaction = logged(cast, text="Remboursez-moi")
    assert "chips" not in client.get(f"/interactions/{interaction.pk}/").context


def test_the_log_form_suggests_while_it_is_written_and_a_tap_chooses(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    address = f"/b/{cast.brand.slug}/inbox/suggest/"
    said = {"text": "Plus de réseau à Akwa depuis hier", "kind": "", "sentiment": ""}
    piece = client.post(address, said, headers=HTMX)
    assert {chip.value for chip in piece.context["chips"]} == {"technical_problem", "negative", "fr"}
    chosen = client.post(address, said | {"take": "kind:technical_problem"}, headers=HTMX)
    assert '<option value="technical_problem" selected>' in chosen.content.decode()
    assert {chip.value for chip in chosen.context["chips"]} == {"negative", "fr"}
    for nonsense in ("kind:x", "x:y", "", "kind"):
        assert client.post(address, said | {"take": nonsense}).status_code == 200
    assert not Interaction.objects.filter(brand=cast.brand).exists()
    assert f'hx-post="{address}"' in client.get(f"/b/{cast.brand.slug}/inbox/log/").content.decode()
    client.force_login(cast.executive)
    assert client.post(address, said).status_code == 403
    client.force_login(cast.rival)
    assert client.post(address, said).status_code == 404
