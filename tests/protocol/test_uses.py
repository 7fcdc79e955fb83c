"""What was used when, by whom, and what deviated."""

import pytest
from django.db import Error, transaction
from django.utils import timezone

from channels_mgmt.protocol.models import Use
from channels_mgmt.protocol.services.entries import change_entry
from channels_mgmt.protocol.services.uses import erase_reasons, note_use, uses_of
from tests.cast import Cast, client_of
from tests.protocol.test_entries import PAGE, write

NOW = timezone.now()


def test_a_use_says_whether_it_deviated_and_why(cast: Cast) -> None:
    first = write(cast, answer_fr="Bonjour {prénom}, nos équipes sont sur place.")
    same = "bonjour Awa, nos équipes sont sur place."
    kept = note_use(version=first, interaction=7, by=cast.cm, text=same, why="Pour rien", at=NOW)
    assert (kept.deviated, kept.why) == (False, "")
    other = note_use(version=first, interaction=8, by=cast.cm, text="Patience.", why="Plus court", at=NOW)
    assert (other.deviated, other.why) == (True, "Plus court")
    change_entry(entry=first.entry, by=cast.manager, edition=1, answer_en="Our teams are there.")
    found = uses_of(first.entry)
    assert (found.count, found.deviated, found.latest[0]) == (2, 1, other)


def test_uses_stand_on_the_page_of_the_situation(cast: Cast) -> None:
    first = write(cast)
    page = f"{PAGE}{first.entry_id}/"
    assert "Plus court" not in client_of(cast.strategist).get(page).text
    note_use(version=first, interaction=8, by=cast.cm, text="Patience.", why="Plus court", at=NOW)
    shown = client_of(cast.strategist).get(page)
    assert "Plus court" in shown.text
    assert cast.cm.name in shown.text
    assert "/interactions/8/" in shown.text


def test_a_use_is_neither_changed_nor_deleted_but_its_reason_is_erased(cast: Cast) -> None:
    used = note_use(version=write(cast), interaction=8, by=cast.cm, text="Autre.", why="Awa l’a dit", at=NOW)
    rows = Use.objects.filter(pk=used.pk)
    for act in (
        lambda: rows.update(why="Autre raison"),
        lambda: rows.update(deviated=False, why=""),
        rows.delete,
    ):
        with pytest.raises(Error), transaction.atomic():
            act()
    rows.update(interaction=9)
    erase_reasons([9])
    used.refresh_from_db()
    assert (used.interaction, used.why, used.deviated) == (9, "", True)
