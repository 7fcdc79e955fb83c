"""What is asked and has no agreed answer: noted, counted, written, or not needed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.protocol.choices import GapState
from channels_mgmt.protocol.models import Asked, Entry, Gap
from channels_mgmt.protocol.services.gaps import needed_again, not_needed, note_gap, written_for
from tests.cast import Cast, client_of
from tests.protocol.test_entries import form_of, write

NOW = timezone.now()
PAGE = "/b/wouri/protocol/gaps/"


def note(cast: Cast, words: str = "Parrainage d’un ami", interaction: int = 1, **more: object) -> Gap:
    return note_gap(brand=cast.brand, words=words, interaction=interaction, by=cast.cm, at=NOW, **more)


def test_the_same_words_count_up_once_an_interaction(cast: Cast) -> None:
    first = note(cast)
    assert note(cast).count == 1
    again = note(cast, "  PARRAINAGE  d’un ami ", interaction=2)
    assert (again, again.count, Asked.objects.count()) == (first, 2, 2)
    assert note(cast, "Autre chose") != first


@pytest.mark.parametrize("words", ["", "  \n", "x" * 151, "nul\x00"])
def test_nonsense_is_refused(words: str, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        note(cast, words)
    assert not Gap.objects.exists()


def test_what_was_written_and_is_asked_again_stands_open_again(cast: Cast) -> None:
    gap = written_for(gap=note(cast), entry=write(cast).entry, by=cast.strategist, at=NOW)
    assert gap.state == GapState.WRITTEN
    assert note(cast, interaction=2).state == GapState.OPEN
    unwanted = not_needed(gap=gap, by=cast.strategist, at=NOW)
    assert (unwanted.state, note(cast, interaction=3).state) == (GapState.NOT_NEEDED, GapState.NOT_NEEDED)
    assert needed_again(gap=gap, by=cast.strategist).state == GapState.OPEN


def test_a_situation_of_another_brand_settles_nothing(cast: Cast) -> None:
    foreign = write(cast, brand=cast.other_brand, department=cast.department("technical", cast.other_brand))
    with pytest.raises(ValidationError):
        written_for(gap=note(cast), entry=foreign.entry, by=cast.strategist)


def test_the_list_leads_to_a_form_that_is_filled_and_settles_it(cast: Cast) -> None:
    gap = note(cast, kind="question")
    client = client_of(cast.strategist)
    assert f"/b/wouri/protocol/new/?gap={gap.pk}" in client.get(PAGE).text
    form = client.get(f"/b/wouri/protocol/new/?gap={gap.pk}").context["form"]
    assert (form["situation"].value(), form["kind"].value()) == (gap.words, "question")
    sent = form_of(cast, situation=gap.words, gap=gap.pk)
    assert client.post("/b/wouri/protocol/new/", sent).status_code == 303
    gap.refresh_from_db()
    assert (gap.state, gap.entry) == (GapState.WRITTEN, Entry.objects.get())
    assert list(client.get(PAGE).context["open"]) == []
    assert AuditEntry.objects.filter(verb="gap.written", object_id=gap.pk).exists()


def test_not_needed_and_undone(cast: Cast) -> None:
    gap, client = note(cast), client_of(cast.manager)
    assert client.post(f"{PAGE}{gap.pk}/not-needed/").status_code == 303
    gap.refresh_from_db()
    assert (gap.state, gap.settled_by) == (GapState.NOT_NEEDED, cast.manager)
    assert client.post(f"{PAGE}{gap.pk}/open/").status_code == 303
    gap.refresh_from_db()
    assert (gap.state, gap.settled_by, gap.settled_at) == (GapState.OPEN, None, None)


def test_who_may(cast: Cast) -> None:
    gap = note(cast)
    cm, rival = client_of(cast.cm), client_of(cast.rival)
    page = cm.get(PAGE)
    assert gap.words in page.text
    assert "not-needed" not in page.text
    assert cm.post(f"{PAGE}{gap.pk}/not-needed/").status_code == 403
    assert rival.get(PAGE).status_code == 404
    strategist = client_of(cast.strategist)
    assert strategist.get(f"/b/wouri/protocol/new/?gap={gap.pk + 99}").status_code == 404
    assert strategist.get("/b/wouri/protocol/new/?gap=x").status_code == 404


def test_the_most_asked_comes_first(cast: Cast) -> None:
    note(cast, "Rare")
    for number in range(3):
        note(cast, "Fréquent", interaction=number)
    page = client_of(cast.strategist).get(PAGE)
    assert [gap.words for gap in page.context["open"]] == ["Fréquent", "Rare"]
