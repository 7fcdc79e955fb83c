from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from channels_mgmt.protocol.models import Entry, EntryVersion
from channels_mgmt.protocol.services.entries import change_entry, write_entry
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of

PAGE = "/b/wouri/protocol/"


def write(cast: Cast, **values: Any) -> EntryVersion:
    usual = {
        "brand": cast.brand,
        "by": cast.strategist,
        "situation": "Panne de réseau à Bonabéri",
        "answer_fr": "Nos équipes sont sur place.",
        "sensitivity": "routine",
        "department": cast.department("technical"),
    }
    return write_entry(**{**usual, **values})


def form_of(cast: Cast, **values: object) -> dict[str, object]:
    usual = {
        "situation": "Facture contestée",
        "answer_fr": "Envoyez-nous votre numéro en message privé.",
        "sensitivity": "sensitive",
        "department": cast.department("finance").pk,
        "valid_from": date.today().isoformat(),
        "key": str(uuid4()),
    }
    return usual | values


def test_a_change_is_a_new_version_and_the_old_one_stays(cast: Cast) -> None:
    first = write(cast)
    second = change_entry(
        entry=first.entry,
        by=cast.manager,
        edition=1,
        answer_fr="Rétabli ce soir.",
        what_changed="Délai connu",
    )
    first.refresh_from_db()
    assert (first.answer_fr, first.superseded_at) == ("Nos équipes sont sur place.", second.written_at)
    assert (second.number, second.situation, second.what_changed) == (2, first.situation, "Délai connu")
    assert list(EntryVersion.objects.filter(brand=cast.brand).in_use()) == [second]
    assert AuditEntry.objects.get(verb="protocol.changed").details["changed"] == ["answer_fr"]


def test_what_changes_nothing_is_no_version(cast: Cast) -> None:
    first = write(cast)
    assert change_entry(entry=first.entry, by=cast.manager, edition=1, answer_fr=first.answer_fr) == first
    assert EntryVersion.objects.filter(entry=first.entry).count() == 1


def test_who_saves_an_older_version_is_told_and_loses_nothing(cast: Cast) -> None:
    first = write(cast)
    page = f"{PAGE}{first.entry_id}/edit/"
    strategist = client_of(cast.strategist)
    typed = form_of(cast, answer_fr="Mots de la stratège", edition=1)
    change_entry(entry=first.entry, by=cast.manager, edition=1, answer_fr="Mots du manager")
    with pytest.raises(ChangedMeanwhileError):
        change_entry(entry=first.entry, by=cast.strategist, edition=1, answer_fr="Autre")
    told = strategist.post(page, typed)
    assert told.status_code == 422
    body = told.content.decode()
    assert "Mots du manager" in body
    assert "Mots de la stratège" in body
    assert told.context["form"]["edition"].value() == 2
    assert strategist.post(page, typed | {"edition": 2}).status_code == 303
    assert EntryVersion.objects.in_use().get(entry=first.entry).answer_fr == "Mots de la stratège"


def test_versions_are_neither_changed_nor_deleted(cast: Cast) -> None:
    rows = EntryVersion.objects.filter(pk=write(cast).pk)
    for act in (lambda: rows.update(answer_fr="Autre"), rows.delete):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "values",
    [
        {"answer_fr": ""},
        {"valid_from": date(2026, 5, 1), "valid_until": date(2026, 5, 1)},
        {"sensitivity": "unheard of"},
    ],
)
def test_nonsense_is_refused(cast: Cast, values: dict) -> None:
    with pytest.raises(ValidationError):
        write(cast, **values)
    assert not Entry.objects.exists()


def test_a_department_of_another_company_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        write(cast, department=cast.department("technical", cast.other_brand))


def test_a_form_sent_twice_adds_one(cast: Cast) -> None:
    key = uuid4()
    assert write(cast, key=key) == write(cast, key=key)
    with pytest.raises(ValidationError):
        write(cast, key=key, brand=cast.other_brand)


def test_the_list_is_searched_without_accents_and_narrowed(cast: Cast, client: Client) -> None:
    write(cast, kind="technical_problem")
    write(cast, situation="Facture contestée", sensitivity="sensitive", department=cast.department("finance"))
    write(cast, situation="Ancienne promotion", valid_until=date.today(), valid_from=date(2026, 1, 1))
    client.force_login(cast.cm)

    def found(query: str = "") -> set[str]:
        return {version.situation for version in client.get(f"{PAGE}?{query}").context["page"].rows}

    network, invoice = "Panne de réseau à Bonabéri", "Facture contestée"
    assert found() == {network, invoice}
    assert found("q=reseau+EQUIPES") == {network}
    assert found("sensitivity=sensitive") == {invoice}
    assert found("kind=technical_problem") == {network}
    assert found(f"department={cast.department('finance').pk}") == {invoice}
    assert found("valid=all") == {network, invoice, "Ancienne promotion"}
    assert found("kind=nonsense&department=x&sensitivity=1&cursor=zzz") == {network, invoice}


def test_the_pages_show_versions_and_who_may_write(cast: Cast) -> None:
    first = write(cast)
    change_entry(entry=first.entry, by=cast.manager, edition=1, answer_en="Our teams are there.")
    page = f"{PAGE}{first.entry_id}/"
    cm, strategist = client_of(cast.cm), client_of(cast.strategist)
    assert "Our teams are there." in cm.get(page).content.decode()
    assert "Our teams are there." not in cm.get(f"{page}?version=1").content.decode()
    assert f"{page}edit/" not in cm.get(page).content.decode()
    assert f"{page}edit/" in strategist.get(page).content.decode()
    assert cm.get(f"{page}edit/").status_code == cm.get(f"{PAGE}new/").status_code == 403
    assert client_of(cast.other_cm).get(page).status_code == 404
    assert client_of(cast.other_cm).get(f"/b/sanaga/protocol/{first.entry_id}/").status_code == 404


def test_a_situation_is_written_on_a_page(cast: Cast) -> None:
    client = client_of(cast.strategist)
    refused = client.post(f"{PAGE}new/", form_of(cast, answer_fr="", conditions="Après vérification"))
    assert refused.status_code == 422
    assert "Après vérification" in refused.content.decode()
    assert client.post(f"{PAGE}new/", form_of(cast)).status_code == 303
    assert EntryVersion.objects.get(brand=cast.brand).written_by == cast.strategist


def test_the_list_asks_no_more_for_more(cast: Cast, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    client.force_login(cast.cm)
    write(cast)
    client.get(PAGE)
    few = cost()
    for number in range(15):
        write(cast, situation=f"Situation {number}", valid_from=date.today() - timedelta(days=number))
    assert cost() == few <= 10
