"""The files of a report: the same sections in each format, typed, safe, on record, in one's language."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from pypdfium2 import PdfDocument, raw
from python_calamine import CalamineWorkbook

from accounts.access import Right
from accounts.models import AuditEntry
from channels_mgmt.inbox.choices import Ground
from channels_mgmt.team.services.time import log_time
from reporting.weekly.files import sections
from reporting.weekly.files.csv import csv_of
from reporting.weekly.files.giving import FORMATS
from reporting.weekly.files.json import json_of
from reporting.weekly.files.pdf import paper_of, pdf_of_report
from reporting.weekly.files.sections import sections_in_files, sections_of
from reporting.weekly.files.tables import Cell, Section
from reporting.weekly.files.xlsx import xlsx_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report
from reporting.weekly.told import told_of
from tests.cast import Cast, client_of
from tests.weekly.busy import make_busy
from tests.weekly.making import MONDAY, WEEK, arrived, drafted, published

PAGE = f"/b/wouri/reports/{WEEK}/"


@pytest.fixture
def report(cast: Cast) -> WeeklyReport:
    arrived(cast, "Awa", answered_after=35)
    arrived(cast, "Ali", hours=30)
    return published(cast)


def sheets(report: WeeklyReport) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(report)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_a_sheet_for_each_section_with_cells_that_count(report: WeeklyReport) -> None:
    with override("fr"):
        titles = [section.title[:31] for section in sections_in_files(report)]
        found = sheets(report)
        packed = zipfile.ZipFile(io.BytesIO(xlsx_of(report)))
    assert list(found) == titles
    figures = {row[0]: row[1] for row in found["Chiffres"][1:]}
    assert (figures["Interactions"], figures["Taux de réponse"]) == (2.0, 0.5)
    assert figures["Première réponse, médiane"] == timedelta(minutes=35)
    styles = packed.read("xl/styles.xml").decode()
    for form in ("[h]:mm:ss", "0.0%", "#,##0"):
        assert f'formatCode="{form}"' in styles, form


def test_what_is_not_measured_is_empty_and_never_zero(report: WeeklyReport) -> None:
    with override("fr"):
        rows = {row[0]: row[1] for row in sheets(report)["Chiffres"][1:]}
    assert rows["Satisfaction"] == ""


def test_no_file_has_a_formula_in_it(report: WeeklyReport) -> None:
    with override("fr"):
        told = sheets(report)["Enseignements"]
        lines = list(csv.reader(io.StringIO(csv_of(report).decode("utf-8-sig")), delimiter=";"))
    assert told[1][2] == "'=C'est quoi la nuit ?"
    assert not [cell for line in lines for cell in line if cell.startswith("=")]


def test_the_csv_has_a_line_for_each_value(report: WeeklyReport) -> None:
    with override("en"):
        lines = list(csv.DictReader(io.StringIO(csv_of(report).decode("utf-8-sig"))))
        values = {(one["Section"], one["Row"], one["Column"]): one for one in lines}
        number = sum(len(row) - (len(row) > 1) for one in sections_in_files(report) for row in one.rows)
    assert len(lines) == number
    rate = values["Figures", "Response rate", "This week"]
    assert (rate["Value"], rate["Unit"]) == ("0.5", "1 = 100%")
    assert values["Figures", "First response, median", "This week"]["Value"] == "2100.0"


def test_the_csv_in_french_is_as_a_french_excel_reads_it(report: WeeklyReport) -> None:
    with override("fr"):
        head, *lines = csv.reader(io.StringIO(csv_of(report).decode("utf-8-sig")), delimiter=";")
    assert len(set(head)) == len(head) == 6
    values = {(one[0], one[2], one[3]): one[4:] for one in lines}
    assert values["Chiffres", "Taux de réponse", "Cette semaine"] == ["0,5", "1 = 100\u00a0%"]


def test_the_json_is_that_of_the_contract(report: WeeklyReport) -> None:
    told = json.loads(json_of(report))
    assert (told["brand"], told["week"], told["revision"]) == ("wouri", str(WEEK), 1)
    assert told["from"] == "2026-11-02T00:00:00+01:00"
    assert told["quantitative"] == WeeklyReport.objects.get(pk=report.pk).quantitative


def test_a_new_section_is_in_every_file(report: WeeklyReport, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [("Zorglub", Cell.TEXT), ("Bulgroz", Cell.COUNT)]
    added = Section("new", "Une section nouvelle", columns, [["Zig", 4321]])
    monkeypatch.setattr(sections, "SECTIONS", (*sections.SECTIONS, lambda _told: [added]))
    assert sheets(report)["Une section nouvelle"][1] == ["Zig", 4321.0]
    assert "Une section nouvelle;1;Zig;Bulgroz;4321" in csv_of(report).decode()
    with override("fr"):
        assert "4 321" in paper_of(report, zone="Africa/Douala").replace("\u202f", " ")


def drawn(report: WeeklyReport, path: Path) -> bytes:
    with override("fr"):
        made = pdf_of_report(report, zone="Africa/Douala")
    path.write_bytes(made)
    return made


def test_the_pdf_is_small_tagged_and_searchable_and_its_charts_are_vectors(
    report: WeeklyReport, tmp_path: Path
) -> None:
    file = tmp_path / "report.pdf"
    made = drawn(report, file)
    assert len(made) < 500_000
    document = PdfDocument(file)
    assert raw.FPDFCatalog_IsTagged(document)
    pages = list(document)
    kinds = Counter(one.type for page in pages for one in page.get_objects(max_depth=9))
    assert kinds[raw.FPDF_PAGEOBJ_IMAGE] == 0
    assert kinds[raw.FPDF_PAGEOBJ_PATH] > 20
    text = " ".join("\n".join(page.get_textpage().get_text_range() for page in pages).split())
    for words in ("Wouri Mobile", "Semaine calme, sauf mardi", "Interactions par jour", "35 min"):
        assert words in text, words
    assert {tuple(round(side) for side in page.get_size()) for page in pages} == {(595, 842)}


def test_the_paper_names_the_brand_and_nobody_but_those_in_the_report(
    cast: Cast, report: WeeklyReport
) -> None:
    cast.brand.white_label = True
    cast.brand.save(update_fields=["white_label"])
    page = paper_of(report, zone="Africa/Douala")
    for name in (cast.agency.name, cast.manager.name, "CM Hub"):
        assert name not in page
    assert "<nav" not in page
    pictures = page.count("<svg") - page.count('<svg class="icon')
    assert pictures == page.count("</title><style>") >= 2


def test_paper_is_spared_what_nobody_knows_and_says_nothing_twice(report: WeeklyReport) -> None:
    with override("fr"):
        (figures,) = [one for one in sections_of(report) if one.code == "figures"]
        paper = paper_of(report, zone="Africa/Douala")
    names = {row[0] for row in figures.rows}
    read = {row[0][0] for row in figures.with_words()}
    assert names - read >= {"Satisfaction"}
    assert read >= {"Interactions", "Taux de réponse"}
    sentences = re.findall(r"[^.<>]{40,}\.", re.sub(r"<svg.*?</svg>", "", paper, flags=re.S))
    assert [words for words, times in Counter(sentences).items() if times > 1] == []


def test_times_are_those_of_the_reader(report: WeeklyReport) -> None:
    with override("fr"):
        douala = paper_of(report, zone="Africa/Douala").replace("\u00a0", " ")
        dakar = paper_of(report, zone="Africa/Dakar").replace("\u00a0", " ")
    assert "9 novembre 2026 à 7 h (heure locale : Douala)" in douala
    assert "9 novembre 2026 à 6 h (heure locale : Dakar)" in dakar


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_each_file_is_handed_out_to_readers_and_on_record(
    cast: Cast, report: WeeklyReport, kind: str
) -> None:
    answer = client_of(cast.executive).get(f"{PAGE}{kind}/")
    assert answer.status_code == 200
    name = re.search(r'filename="(.+)"', answer["Content-Disposition"])
    assert name
    assert name[1] == f"rapport-wouri-2026-W45.{kind}"
    assert "no-store" in answer["Cache-Control"]
    line = AuditEntry.objects.get(verb="report.exported")
    assert (line.by, line.details["file"]) == (cast.executive, kind)
    assert client_of(cast.rival).get(f"{PAGE}{kind}/").status_code == 404


def test_a_draft_leaves_with_its_makers_only(cast: Cast) -> None:
    drafted(cast)
    assert client_of(cast.executive).get(f"{PAGE}json/").status_code == 404
    assert client_of(cast.cm).get(f"{PAGE}json/").json()["state"] == "computed"


def test_an_empty_week_has_files_as_well(cast: Cast) -> None:
    report = published(cast, at=datetime(2026, 11, 9, 6, tzinfo=UTC))
    assert report.published_at == MONDAY
    with override("fr"):
        assert b"%PDF" in pdf_of_report(report, zone="Africa/Douala")
        assert sheets(report)["Chiffres"][1][1] == 0


def test_the_time_of_each_person_is_for_those_who_assign_people(cast: Cast) -> None:
    at = WEEK.start(cast.brand.time_zone) + timedelta(hours=20)
    log_time(brand=cast.brand, user=cast.cm, duty="answering", minutes=90, day=WEEK.monday, at=at)
    report = published(cast)
    manager, reader = client_of(cast.manager), client_of(cast.decider)
    assert manager.get(f"{PAGE}json/").json()["quantitative"]["workload"]["by_person"] == {cast.cm.name: 1.5}
    told = reader.get(f"{PAGE}json/").json()
    assert (told["quantitative"]["workload"]["by_person"], told["staffing"]) == ({}, [])
    assert told["quantitative"]["workload"]["by_duty"] == {"answering": 1.5}
    for user, is_there in ((cast.manager, True), (cast.decider, False)):
        lines = client_of(user).get(f"{PAGE}csv/").content.decode("utf-8-sig").splitlines()
        assert any(line.startswith("Temps par personne") for line in lines) is is_there
    with override("fr"):
        assert "Temps par personne" not in paper_of(report, zone="Africa/Douala")


def test_reasons_of_moderation_are_said_in_words(cast: Cast) -> None:
    make_busy(cast, 3)
    with override("fr"):
        (section,) = [one for one in sections_of(drafted(cast)) if one.code == "moderation"]
        assert {row[0] for row in section.rows} <= {str(label) for label in Ground.labels}


def test_the_scorecard_opens_the_files(report: WeeklyReport) -> None:
    with override("fr"):
        assert sections_of(report)[0].code == "scorecard"
        page = paper_of(report, zone="Africa/Douala")
    assert page.index("Tableau de bord des missions") < page.index("La semaine en bref")


# --- Every figure, and what it is held against -----------------------------------------------------------


def lines_of(report: WeeklyReport, rights: Collection[str] = ()) -> list[dict[str, str]]:
    with override("en"):
        return list(csv.DictReader(io.StringIO(csv_of(report, rights).decode("utf-8-sig"))))


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The numbers of a report, each with its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, str(number)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


def renumbered(value: Any, numbers: Iterator[int]) -> Any:
    """The same with a number of its own in the place of each."""
    if isinstance(value, dict):
        return {name: renumbered(inner, numbers) for name, inner in value.items()}
    if isinstance(value, list):
        return [renumbered(inner, numbers) for inner in value]
    return next(numbers) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_every_number_of_the_json_stands_in_the_csv(cast: Cast) -> None:
    make_busy(cast, 40)
    report = drafted(cast)
    figures = {name: told for name, told in report.quantitative.items() if name != "compared"}
    numbers = iter(range(100_001, 200_000))
    report.quantitative = renumbered(figures, numbers) | {"compared": report.quantitative["compared"]}
    report.data_quality = renumbered(report.data_quality, numbers)
    report.staffing = renumbered(report.staffing, numbers)
    told = {float(one["Value"]) for one in lines_of(report, frozenset(Right)) if is_number(one["Value"])}
    own = {name: told for name, told in report.quantitative.items() if name != "compared"}
    places = dict(leaves({"figures": own, "quality": report.data_quality}))
    assert len(places) > 250
    assert [place for place, number in places.items() if number not in told] == []


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_what_is_told_by_name_is_held_against_the_weeks_before(cast: Cast) -> None:
    for author in ("Awa", "Ali", "Binta"):
        arrived(cast, author, hours=-100)
    arrived(cast, "Fatou")
    report = drafted(cast)
    with override("en"):
        name = str(cast.official)
    told = {
        one["Column"]: one["Value"]
        for one in lines_of(report)
        if (one["Section"], one["Row"]) == ("Interactions by channel", name)
    }
    assert told == {
        "This week": "1",
        "Week before": "3",
        "Change": "too few to tell",
        "Mean of four weeks": told["Mean of four weeks"],
        "Change against the mean": "too few to tell",
    }
    assert float(told["Mean of four weeks"]) == 0.75


def test_files_say_what_the_page_says_of_each_figure(cast: Cast) -> None:
    make_busy(cast, 40)
    report = drafted(cast)
    with override("en"):
        lines = [line for group in told_of(report).groups for line in group.lines]
    rows: dict[tuple[str, str], list[str]] = {}
    for one in lines_of(report):
        rows.setdefault((one["Row"], one["Column"]), []).append(one["Value"])
    named_once = [label for label, number in Counter(line.label for line in lines).items() if number == 1]
    page = {line.label: line for line in lines}
    told = [label for label in named_once if len(rows.get((label, "Change"), [])) == 1]
    assert len(told) > 40
    for label in told:
        line = page[label]
        assert rows[label, "Change"] == [line.week_before.words], label
        assert rows[label, "Change against the mean"] == [line.four_weeks.words], label


def test_staffing_is_for_who_may_see_it_and_on_no_paper(cast: Cast) -> None:
    report = drafted(cast)
    assert any(one["Section"] == "Staffing" for one in lines_of(report, {Right.STAFFING_VIEW}))
    assert not any(one["Section"] == "Staffing" for one in lines_of(report))
    with override("en"):
        assert "Staffing" not in paper_of(report, {Right.STAFFING_VIEW}, zone="Africa/Douala")


def test_another_time_zone_of_the_week_before_is_said(cast: Cast) -> None:
    def zones(report: WeeklyReport) -> list[str]:
        return [one["Value"] for one in lines_of(report) if one["Row"].startswith("Time zone of the week")]

    before = compute_report(brand=cast.brand, week=WEEK.previous, at=MONDAY)
    report = drafted(cast)
    assert zones(report) == ["Africa/Douala"]
    WeeklyReport.objects.filter(pk=before.pk).update(time_zone="Africa/Dakar")
    assert zones(report) == ["Africa/Douala", "Africa/Dakar"]
    with override("en"):
        assert "Africa/Dakar" in paper_of(report, zone="Africa/Douala")


def test_the_scorecard_has_the_week_before(cast: Cast) -> None:
    arrived(cast, "Awa", hours=-100, answered_after=20)
    arrived(cast, "Ali", answered_after=30)
    card = [one for one in lines_of(drafted(cast)) if one["Section"] == "Scorecard of the duties"]
    (line,) = [one for one in card if (one["Column"], one["Value"]) == ("Week before", "1200.0")]
    assert line["Unit"] == "s"
