"""Everything that was seen wrong with real files: read rightly, or refused line by line, in words."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from xlsxwriter import Workbook

from channels_mgmt.publishing.addresses import from_address
from cmhub.lib.tabular import TableError
from reporting.metrics.readers import Aside, PostRow, Refusal, Span, read
from reporting.metrics.readers.wording import ASKS, CONFLICTS, NOTES, REFUSALS
from tests.lib.old_workbooks import workbook as old_workbook
from tests.metrics.files import codes, export, known, records, refusals, table

INSTAGRAM = ["Post ID", "Account username", "Publish time", "Permalink", "Date", "Views", "Likes"]
POST = ["17974000564884257", "jus", "05/26/2026 10:23", "https://www.instagram.com/p/A/", "Lifetime", 10, 2]
DAYS = export("meta_days.en")
QUOTED = b"""\
"Date,""Primary\"""
"2025-01-01T01:00:00,""5\"""
"2025-01-02T01:00:00,""0\"""
"2025-01-04T00:00:00,""12\"""
"""


def posts(*changes: dict[str, object]) -> str:
    lines = [
        [change.get(name, cell) for name, cell in zip(INSTAGRAM, POST, strict=True)] for change in changes
    ]
    return table(INSTAGRAM, *lines)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


class TestSavedAgain:
    @pytest.mark.parametrize(
        "data",
        [
            DAYS.encode("utf-16"),
            DAYS.encode("utf-16-le"),
            DAYS.encode("utf-8-sig"),
            DAYS.replace("sep=,", "sep=\t").replace('","', '"\t"').replace("\n", "\r\n").encode("utf-16"),
            DAYS.replace("sep=,\n", "").replace('","', '";"').encode(),
            DAYS.replace("sep=,\n", "").replace('"', "").replace(",", ";").encode("cp1252"),
            b'"sep=,"\n"Facebook reach"\n' + QUOTED,
            b"Facebook reach\n" + QUOTED,
        ],
    )
    def test_a_daily_file_is_the_same(self, data: bytes) -> None:
        assert known(data).format == "meta_days"
        assert [(day.day.day, day.figures) for day in records(data)] == [
            (1, {"reach": 5}),
            (2, {"reach": 0}),
            (4, {"reach": 12}),
        ]

    def test_whole_lines_in_quotes(self) -> None:
        lines = export("meta_instagram_posts.fr").splitlines()
        quoted = "".join('"' + line.replace('"', '""') + '"\n' for line in lines)
        assert records(quoted) == records(export("meta_instagram_posts.fr"))

    def test_as_a_workbook(self) -> None:
        header, line = (row.split(",") for row in export("meta_instagram_posts.fr").splitlines())
        data = workbook(("x", [header, [*line[:11], *map(int, line[11:])]]))
        (found,) = records(data)
        assert found.figures == records(export("meta_instagram_posts.fr"))[0].figures
        rounded = workbook(("x", [header, [int(line[0]), *line[1:]]]))
        assert refusals(rounded) == {2: "rounded_id"}

    def test_as_an_old_workbook(self) -> None:
        rows = list(csv.reader(export("linkedin_posts.en").splitlines()))
        assert records(old_workbook(rows)) == records(export("linkedin_posts.en"))

    def test_each_known_sheet_of_a_workbook(self) -> None:
        days = [["Date", "Impressions (total)", "Clicks (total)"], ["01/14/2025", 5, 1]]
        listed = [
            ["All posts from January", ""],
            ["Post link", "Created date", "Impressions"],
            ["https://www.linkedin.com/feed/update/urn:li:activity:7", "01/14/2025", 5],
        ]
        data = workbook(("Metrics", days), ("Empty", []), ("All posts", listed), ("Notes", [["a", "b"]]))
        found = known(data)
        assert found.format == "linkedin_metrics+linkedin_posts"
        assert [note.details["name"] for note in found.notes] == ["Empty", "Notes"]
        assert [part.sheet_name for part, _record in read(io.BytesIO(data), found)] == [
            "Metrics",
            "All posts",
        ]


class TestColumns:
    def test_by_name_whatever_their_order_case_and_typography(self) -> None:
        names = ["DATE", "Mentions J\u2019aime ", "Réponses", "Nom de profil du compte", "Vues"]
        data = table(
            [*names, "Identifiant\u00a0de la publication", "Likes"], ["À vie", 3, 1, "jus", 9, "17", 4]
        )
        (post,) = records(data)
        assert (post.post_id, post.figures) == ("17", {"views": 9, "likes": 4, "replies": 1})

    def test_one_that_is_there_twice(self) -> None:
        data = table([*INSTAGRAM, "Views"], [*POST, 99], [*POST[:5], "", 3, 42])
        assert [post.figures["views"] for post in records(data)] == [10, 42]
        assert [(note.code, note.details) for note in known(data).notes] == [("repeated", {"name": "Views"})]

    def test_older_and_raw_names(self) -> None:
        data = table(["Post ID", "Page ID", "Impressions", "IMPRESSION:UNIQUE_USERS"], ["1", "2", 30, 20])
        (post,) = records(data)
        assert post.figures == {"impressions": 30, "reach": 20}

    def test_lines_shorter_than_the_header(self) -> None:
        short = table(INSTAGRAM, POST[:6], POST)
        assert [post.figures for post in records(short)] == [
            {"views": 10, "likes": None},
            {"views": 10, "likes": 2},
        ]

    def test_lines_longer_than_the_header(self) -> None:
        assert refusals(table(INSTAGRAM, [*POST, "", ""], [*POST, "x"])) == {3: "too_many_cells"}

    def test_a_hundred_of_countries_are_named_as_unused(self) -> None:
        names = [f"Views by country: {n}" for n in range(200)]
        assert known(table([*INSTAGRAM, *names], [*POST, *range(200)])).unused == tuple(names)


class TestLines:
    def test_no_figure_is_never_zero(self) -> None:
        data = posts(*({"Views": word} for word in ("", "-", "--", "NAN", "undefined", "N/A", "0")))
        assert [post.figures["views"] for post in records(data)] == [None] * 6 + [0]

    def test_negative_counts(self) -> None:
        assert records(posts({"Likes": "-3"}, {"Likes": "−3"}))[1].figures["likes"] == -3

    @pytest.mark.parametrize("cell", ["many", "1.5", "12:30", "1e400", "9" * 30, "1,23", "<5", "=1+1"])
    def test_what_is_no_number(self, cell: str) -> None:
        (refused,) = records(posts({"Views": cell}))
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.details["column"]) in (
            ("not_a_number", "Views"),
            ("rounded_number", "Views"),
        )

    @pytest.mark.parametrize("cell", ["1.79740E+16", "1,7974E+16", "1.8E+17"])
    def test_an_id_in_scientific_notation(self, cell: str) -> None:
        assert refusals(posts({}, {"Post ID": cell}, {})) == {3: "rounded_id"}

    def test_ids_that_were_rounded_to_fifteen_digits(self) -> None:
        rounded = ({"Post ID": f"17974{n}00564884200"} for n in range(3))
        assert set(refusals(posts(*rounded)).values()) == {"rounded_id"}

    def test_an_id_that_happens_to_end_in_zeros(self) -> None:
        assert refusals(posts({}, {"Post ID": "17974000564884200"})) == {}
        assert refusals(posts({"Post ID": "1.8E+16"}, {"Post ID": "17974000564884200"})) == {
            2: "rounded_id",
            3: "rounded_id",
        }

    def test_a_header_in_the_middle_and_totals(self) -> None:
        data = table(INSTAGRAM, POST, INSTAGRAM, ["Total", "", "", "", "", 20, 4], ["Totaux"], POST)
        assert [record for record in records(data) if isinstance(record, Aside)] == [
            Aside(3, "header"),
            Aside(4, "total"),
            Aside(5, "total"),
        ]

    def test_a_post_by_day(self) -> None:
        (post,) = records(posts({"Date": "05/27/2026"}))
        assert (post.day, post.span) == (date(2026, 5, 27), Span.DAY)

    def test_without_an_id_a_date_or_a_figure(self) -> None:
        empty = {"Publish time": "", "Views": "", "Likes": ""}
        assert refusals(posts({"Post ID": "", "Permalink": ""}, empty)) == {2: "no_id", 3: "nothing"}

    def test_characters_that_cannot_be_kept(self) -> None:
        data = posts({"Account username": "a\x00b"}).encode()
        assert refusals(data) == {2: "nul"}
        assert refusals(posts({}, {"Account username": "XX"}).encode().replace(b"XX", b"\xe9\xff")) in (
            {3: "unreadable"},
            {},
        )


class TestCut:
    def test_in_the_middle_of_a_line(self) -> None:
        whole = export("x_overview.en")
        lines = whole.splitlines()
        assert refusals("\n".join([*lines, lines[1][:40]])) == {4: "cut"}

    def test_in_the_last_figure_nobody_can_tell(self) -> None:
        whole = export("x_overview.en")
        assert codes(known(whole[:-2]).notes) == ["no_last_break"]
        assert codes(known(whole).notes) == []

    def test_in_the_middle_of_a_caption(self) -> None:
        whole = export("meta_facebook_posts.en")
        found = records(whole + '1087654321098771,100064412345678,"Brasserie","","Une, deux\n5, trois\nMer')
        assert [type(record) for record in found[:2]] == [PostRow, PostRow]
        assert {record.line for record in found[2:]} == {5, 6, 7}
        assert all(isinstance(record, Refusal) for record in found[2:])

    @pytest.mark.parametrize("name", ["meta_instagram_posts.en", "x_overview.en", "tiktok_business.en"])
    def test_anywhere(self, name: str) -> None:
        """Of a file cut anywhere, what is taken is as in the whole one, but for the very last figure."""
        whole = export(name)
        taken = records(whole)
        for end in range(whole.index("\n") + 2, len(whole), 5):
            kept = [record for record in records(whole[:end]) if not isinstance(record, Refusal)]
            assert kept[:-1] == taken[: len(kept[:-1])]
            for record in kept[-1:]:
                figures = taken[len(kept) - 1].figures
                differing = [name for name, value in record.figures.items() if value != figures[name]]
                assert len(differing) <= 1


class TestWholeFiles:
    def test_ten_thousand_columns(self) -> None:
        names = [f"c{n}" for n in range(10_000)]
        for data in (table(names), table([*INSTAGRAM, *names], POST), workbook(("x", [list(names)]))):
            with pytest.raises(TableError) as refused:
                known(data)
            assert refused.value.code == "too_many_columns"

    def test_a_bomb(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b" " * (140 * 1024 * 1024))
        with pytest.raises(TableError) as refused:
            known(file.getvalue())
        assert refused.value.code == "spreadsheet_too_large"

    def test_what_is_not_known(self) -> None:
        found = known("Jour;Lectures\n01/02/2025;5\n")
        assert (found.is_known, found.header, found.sample) == (
            False,
            ("Jour", "Lectures"),
            (("01/02/2025", "5"),),
        )
        assert not known("message_id,direction,sent_at,author,text\n1,in,2025-01-01T01:00Z,a,b\n").is_known

    def test_a_header_alone(self) -> None:
        assert records(table(INSTAGRAM)) == []

    def test_comma_and_point_follow_the_separator(self) -> None:
        header = ["Date", "Views", "Watch time (hours)"]
        french = table(header, ["2025-01-01", "1 234", "1,234"], separator=";")
        english = table(header, ["2025-01-01", "1,234", "1,234"])
        values = [records(data)[0].figures for data in (french, english)]
        assert values == [
            {"views": 1234, "watch_seconds": Decimal("4442.400")},
            {"views": 1234, "watch_seconds": Decimal(1234 * 3600)},
        ]


def test_everything_is_said_in_words() -> None:
    for wordings in (ASKS, CONFLICTS, NOTES, REFUSALS):
        for language in ("fr", "en"):
            with translation.override(language):
                assert all(str(words) for words in wordings.values())
    (refused,) = records(posts({"Post ID": "1.8E+16"}))
    with translation.override("fr"):
        assert (
            str(refused)
            == "L’identifiant «\u00a01.8E+16\u00a0» a été arrondi par un tableur. Refaites l’export."
        )
    assert codes(known(DAYS).asks) == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://x.com/a/status/1960012345678901234?s=20", "1960012345678901234"),
        ("https://www.tiktok.com/@a/video/7340000000000000001", "7340000000000000001"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://www.linkedin.com/feed/update/urn:li:share:72870", "72870"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_the_id_in_an_address(address: str, found: str) -> None:
    assert from_address(address) == found
