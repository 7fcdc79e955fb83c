"""The pages on which the record of an agency is read, and what they never show."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import AuditEntry, Membership, User
from channels_mgmt.brands.services.creation import change_identity
from channels_mgmt.desk.record_lines import line_of
from channels_mgmt.desk.record_words import VERBS
from cmhub.lib.origin import Origin, coming_from
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.lifecycle import complete, note_openings, publish, save_qualitative
from tests.access.things import furnish
from tests.cast import Cast

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
LIST, EXPORT = "/record/", "/record/export/"
MOST_QUERIES = 12


@pytest.fixture
def manager(cast: Cast, client: Client) -> Client:
    client.force_login(cast.manager)
    return client


def shown(response: Any) -> str:
    return response.content.decode()


def table(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def latest(verb: str) -> AuditEntry:
    return AuditEntry.objects.filter(verb=verb).latest("pk")


def test_sentences_say_who_did_what_in_both_languages(cast: Cast) -> None:
    furnish(cast.brand, cast.cm)
    note_openings(reports=[WeeklyReport.objects.get(brand=cast.brand)], by=cast.manager)
    brands = {cast.brand.pk: cast.brand}
    with translation.override("fr"):
        sentence = line_of(latest("report.read"), brands).sentence
        assert sentence == "Manager a ouvert le rapport de la semaine 46 pour Wouri Mobile."
    with translation.override("en"):
        assert line_of(latest("report.read"), brands).sentence == (
            "Manager opened the report of week 46 of Wouri Mobile."
        )
    with translation.override("fr"):
        line = line_of(AuditEntry.objects.filter(verb="assignment.made", by=cast.manager).earliest("pk"), {})
        assert line.sentence == "Manager a affecté Cm\u00a0: community manager."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_can_be_said(language: str, cast: Cast) -> None:
    with translation.override(language):
        for verb in [*VERBS, "verb.of.the.future"]:
            entry = AuditEntry(verb=verb, object_type="brands.brand", object_id=7, at=NOON, by=cast.cm)
            sentence = line_of(entry, {}).sentence
            assert "%(" not in sentence
            assert sentence.endswith(".")


def test_the_list_filters_by_its_address(cast: Cast, manager: Client) -> None:
    change_identity(brand=cast.brand, by=cast.manager, at=NOON, sector="Télécoms")
    change_identity(brand=cast.other_brand, by=cast.strategist, at=NOON, sector="Télécoms")
    wouri, sanaga = "la marque «\u00a0Wouri Mobile\u00a0»", "la marque «\u00a0Sanaga Telecom\u00a0»"
    for query, seen, unseen in (
        ({"brand": "sanaga", "verb": "brand.changed"}, sanaga, wouri),
        ({"person": cast.manager.pk, "kind": "brands.brand"}, wouri, sanaga),
        ({"since": "2026-11-16", "until": "2026-11-16", "person": cast.strategist.pk}, sanaga, wouri),
    ):
        page = shown(manager.get(LIST, query))
        assert f"a modifié {seen}" in page, query
        assert f"a modifié {unseen}" not in page, query
    nothing = shown(manager.get(LIST, {"until": "2020-01-01"}))
    assert "data-row" not in nothing


@pytest.mark.parametrize(
    "query",
    [
        {"since": "2026-13-45", "until": "never", "person": "x", "kind": "accounts.secret", "brand": "oasis"},
        {"cursor": "nonsense", "verb": "%(", "since": "0001-01-01", "until": "9999-12-31"},
    ],
)
def test_filters_that_make_no_sense_are_as_if_not_there(query: dict[str, str], manager: Client) -> None:
    response = manager.get(LIST, query)
    assert response.status_code == 200
    assert 'class="chip"' not in shown(response)


def test_a_line_shows_before_after_address_and_device(cast: Cast, manager: Client) -> None:
    with coming_from(Origin("203.0.113.9", "Chrome · Android")):
        change_identity(brand=cast.brand, by=cast.manager, white_label=True)
    page = shown(manager.get(f"/record/{latest('brand.changed').pk}/"))
    for word in ("203.0.113.9", "Chrome · Android", "Marque blanche", "non", "oui", "/b/wouri/settings/"):
        assert word in page, word


def test_the_history_of_one_thing(cast: Cast, manager: Client) -> None:
    change_identity(brand=cast.brand, by=cast.manager, sector="Télécoms")
    page = shown(manager.get(f"/record/brands.brand/{cast.brand.pk}/"))
    assert page.count("data-row") == AuditEntry.objects.about("brands.brand", cast.brand.pk).count()
    for address in ("/record/brands.brand/999999/", f"/record/no.kind/{cast.brand.pk}/"):
        assert manager.get(address).status_code == 404
    person = shown(manager.get(f"/record/accounts.user/{cast.manager.pk}/"))
    assert f"person={cast.manager.pk}" in person


def test_what_is_gone_is_told_without_a_link(cast: Cast, manager: Client) -> None:
    furnish(cast.brand, cast.cm)
    entry = latest("interaction.logged")
    assert f'href="/interactions/{entry.object_id}/"' in shown(manager.get(f"/record/{entry.pk}/"))
    gone = AuditEntry.objects.create(
        agency=cast.agency,
        brand_id=cast.brand.pk,
        by=cast.cm,
        at=NOON,
        verb=entry.verb,
        object_type=entry.object_type,
        object_id=entry.object_id + 1000,
    )
    assert 'href="/interactions/' not in shown(manager.get(f"/record/{gone.pk}/"))


# --- Another agency -------------------------------------------------------------------------------


def test_nothing_of_another_agency_shows(cast: Cast, manager: Client) -> None:
    furnish(cast.rival_brand, cast.rival)
    with coming_from(Origin("203.0.113.200", "Safari · iPad")):
        change_identity(brand=cast.rival_brand, by=cast.rival, name="Oasis Nouvelle")
    foreign = latest("brand.changed")
    assert foreign.agency == cast.rival_agency
    queries: list[dict[str, Any]] = [
        {},
        {"agency": "atlas-social"},
        {"person": cast.rival.pk},
        {"brand": "oasis"},
        {"kind": "brands.brand", "verb": "brand.changed"},
    ]
    for query in queries:
        for address in (LIST, EXPORT):
            response = manager.get(address, query)
            text = b"".join(response).decode() if response.status_code == 200 else ""
            for word in ("Oasis", "Atlas", "Rival", "203.0.113.200"):
                assert word not in text, (address, query, word)
    kinds = AuditEntry.objects.filter(agency=cast.rival_agency).exclude(object_type="accounts.user")
    for kind, pk in set(kinds.values_list("object_type", "object_id")):
        for query in ({}, {"agency": "kamer-com"}):
            assert manager.get(f"/record/{kind}/{pk}/", query).status_code == 404, kind
        assert manager.get(f"/record/{kind}/{pk}/?agency=atlas-social").status_code in (403, 404)
    assert manager.get(f"/record/accounts.user/{cast.rival.pk}/").status_code == 404
    assert manager.get(f"/record/{foreign.pk}/").status_code == 404


def test_somebody_of_two_agencies_reads_one_at_a_time(cast: Cast, manager: Client) -> None:
    Membership.objects.create(
        agency=cast.rival_agency,
        user=cast.manager,
        role="manager",
        starts_on=NOON.date() - timedelta(days=99),
    )
    furnish(cast.rival_brand, cast.rival)
    assert "Oasis" not in shown(manager.get(LIST, {"agency": "kamer-com"})).split("<main")[1]
    assert "Wouri" not in shown(manager.get(LIST, {"agency": "atlas-social"})).split("<main")[1]
    history = manager.get(f"/record/brands.brand/{cast.rival_brand.pk}/")
    assert history.context["agency"] == cast.rival_agency


@pytest.mark.parametrize("name", ["strategist", "colleague", "cm", "executive", "contact"])
def test_only_who_manages_the_agency_reads_it(name: str, cast: Cast, client: Client) -> None:
    client.force_login(cast.people[name])
    entry = AuditEntry.objects.filter(agency=cast.agency).earliest("pk")
    addresses = (LIST, EXPORT, f"/record/{entry.pk}/", f"/record/brands.brand/{cast.brand.pk}/")
    for address in addresses:
        assert client.get(address).status_code == 403, address
    assert not AuditEntry.objects.filter(verb="record.exported").exists()


# --- Files ----------------------------------------------------------------------------------------


def test_the_export_is_a_table_and_is_itself_on_record(cast: Cast, manager: Client) -> None:
    change_identity(brand=cast.brand, by=cast.manager, name='=HYPERLINK("http://evil.example")')
    rows = table(manager.get(EXPORT, {"verb": "brand.changed"}))
    assert len(rows) == 1
    assert rows[0]["Nom"] == '\'=HYPERLINK("http://evil.example")'
    assert rows[0]["Personne"] == "Manager"
    assert rows[0]["Heure"].endswith("+01:00")
    exported = latest("record.exported")
    assert (exported.by, exported.details) == (cast.manager, {"filters": {"verb": "brand.changed"}})
    assert exported.agency == cast.agency


def test_the_export_is_in_the_language_of_the_reader(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.manager.pk).update(language="en")
    client.force_login(cast.manager)
    rows = table(client.get(EXPORT, {"verb": "brand.created"}))
    assert {row["Act"] for row in rows} >= {"CM Hub created the brand “Wouri Mobile”."}


# --- Openings -------------------------------------------------------------------------------------


def test_each_opening_of_a_report_is_told_once_an_hour(cast: Cast, manager: Client) -> None:
    furnish(cast.brand, cast.cm)
    for _time in range(3):
        assert manager.get("/b/wouri/reports/2026-W46/").status_code == 200
    openings = AuditEntry.objects.filter(verb="report.read")
    assert [(line.by, line.brand_id) for line in openings] == [(cast.manager, cast.brand.pk)]
    report = WeeklyReport.objects.get(brand=cast.brand)
    for later in (timedelta(hours=1), timedelta(hours=1), timedelta(hours=2)):
        note_openings(reports=[report], by=cast.manager, at=timezone.now() + later)
    note_openings(reports=[report], by=cast.strategist)
    assert openings.all().count() == 4


def test_the_dashboard_opens_each_report_that_it_shows(cast: Cast, client: Client) -> None:
    furnish(cast.brand, cast.cm)
    report = WeeklyReport.objects.get(brand=cast.brand)
    said = {**report.qualitative, "reading": {"fr": "Calme.", "en": ""}}
    said["insights"] = {**said["insights"], "service": [{"text": "Le réseau déçoit.", "quotations": []}]}
    report = save_qualitative(report=report, qualitative=said, by=cast.cm)
    publish(report=complete(report=report, by=cast.cm), by=cast.manager)
    client.force_login(cast.executive)
    for _time in range(2):
        assert client.get("/dashboards/executive/").status_code == 200
    assert [line.by for line in AuditEntry.objects.filter(verb="report.read")] == [cast.executive]


def test_refused_lines_that_are_taken_are_told(cast: Cast, manager: Client) -> None:
    things = furnish(cast.brand, cast.cm)
    run = things.by_route["inbox/import/"]
    b"".join(manager.get(f"/b/wouri/inbox/import/{run.pk}/refused/"))
    assert latest("intake.refused_lines_taken").by == cast.manager


# --- Speed ----------------------------------------------------------------------------------------


MANY = """
    INSERT INTO accounts_auditentry
        (agency_id, brand_id, by_id, at, verb, object_type, object_id, label,
        details, before, after, device, source)
    SELECT %s, %s, %s, %s + n * interval '1 second', 'brand.changed',
        (array['brands.brand', 'team.channel', 'inbox.interaction'])[1 + n %% 3], n, 'x',
        '{}', '{}', '{}', '', ''
    FROM generate_series(1, %s) n
"""


def many(cast: Cast, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY, [cast.agency.pk, cast.brand.pk, cast.cm.pk, NOON, number])
        cursor.execute("ANALYZE accounts_auditentry")


@pytest.mark.parametrize("number", [10, 100_000])
def test_a_page_costs_the_same_however_long_the_record(number: int, cast: Cast, manager: Client) -> None:
    many(cast, number)
    manager.get(LIST)  # what is asked once a process
    counted = {}
    for page in (
        LIST,
        f"{LIST}?person={cast.cm.pk}&brand=wouri&kind=inbox.interaction",
        f"/record/{latest('brand.changed').pk}/",
        f"/record/brands.brand/{cast.brand.pk}/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(page).status_code == 200
        counted[page] = len(queries)
    assert max(counted.values()) <= MOST_QUERIES, counted
    assert list(counted.values()) == QUERIES


QUERIES = [9, 9, 7, 10]
"""Of the pages above, whether the record has ten lines more or a hundred thousand."""


def test_a_deep_page_is_read_from_the_index(cast: Cast) -> None:
    many(cast, 20_000)
    latest_first = AuditEntry.objects.of(cast.agency).order_by("-at", "-pk")[:26]
    assert "audit_by_agency" in latest_first.explain()
