"""Tables as people send them: every encoding and separator that occurs, and everything that can be wrong."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib.tabular import ROW_PROBLEMS, Row, TableError, open_table, row_problem
from cmhub.lib.text import TextError, clean_text


def read(data: bytes) -> list[Row]:
    with open_table(io.BytesIO(data)) as table:
        return list(table.rows)


def refusal(data: bytes) -> str:
    with pytest.raises(TableError) as refused:
        open_table(io.BytesIO(data))
    with translation.override("en"):
        assert "%(" not in str(refused.value)
    return refused.value.code


class TestEncodings:
    TEXT = "id;texte\n1;Être à l'œuvre, déjà… 😡\n2;أهلا\n"

    @pytest.mark.parametrize(
        ("encoding", "found"),
        [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le")],
    )
    def test_unicode(self, encoding: str, found: str) -> None:
        with open_table(io.BytesIO(self.TEXT.encode(encoding))) as table:
            assert (table.encoding, table.separator, table.header) == (found, ";", ["id", "texte"])
            assert [row.values[1] for row in table.rows] == ["Être à l'œuvre, déjà… 😡", "أهلا"]

    def test_utf_16_big_endian_with_a_mark(self) -> None:
        data = b"\xfe\xff" + self.TEXT.encode("utf-16-be")
        assert read(data)[0].values[1].startswith("Être")

    def test_windows_1252(self) -> None:
        with open_table(io.BytesIO("id;texte\n1;L’été, c’est déjà 5 €\n".encode("cp1252"))) as table:
            assert table.encoding == "cp1252"
            assert next(table.rows).values == ["1", "L’été, c’est déjà 5 €"]

    def test_accents_far_into_the_file(self) -> None:
        lines = b"1,x\n" * 100_000
        assert read(b"id,t\n" + lines + "2,é\n".encode("cp1252"))[-1].values == ["2", "é"]
        assert read(b"id,t\n" + lines + "2,é\n".encode())[-1].values == ["2", "é"]

    def test_one_broken_character_spoils_its_line_only(self) -> None:
        rows = read("id,t\n1,été à Évry\n2,caf".encode() + b"\xe9\n")
        assert rows[0].values == ["1", "été à Évry"]
        with pytest.raises(TextError):
            clean_text(rows[1].values[1])


class TestSeparators:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_is_found(self, separator: str) -> None:
        data = f'id{separator}texte, libre\n1{separator}"bonjour; oui, non"\n'
        with open_table(io.BytesIO(data.encode())) as table:
            assert table.separator == separator
            assert next(table.rows).values[1] == "bonjour; oui, non"

    def test_declared(self) -> None:
        with open_table(io.BytesIO(b"sep=;\r\na,x;b\r\n1;2\r\n")) as table:
            assert table.header == ["a,x", "b"]
            assert list(table.rows) == [Row(3, ["1", "2"])]

    def test_meta_puts_it_into_utf_16_with_a_title(self) -> None:
        data = 'sep=,\n"Facebook reach"\n"Date","Primary"\n"2025-01-01T01:00:00","5"\n'.encode("utf-16")
        with open_table(io.BytesIO(data), find_header=lambda names: "Date" in names) as table:
            assert table.header == ["Date", "Primary"]
            assert table.preamble == [["Facebook reach"]]
            assert list(table.rows) == [Row(4, ["2025-01-01T01:00:00", "5"])]

    def test_whole_lines_in_quotes(self) -> None:
        assert read(b'"id,t"\n"1,""x, y"""\n"2,z"\n') == [Row(2, ["1", "x, y"]), Row(3, ["2", "z"])]

    def test_a_single_column(self) -> None:
        assert read(b"texte\nbonjour\n") == [Row(2, ["bonjour"])]

    def test_old_line_ends(self) -> None:
        assert read(b"a,b\r1,2\r3,4\r") == [Row(2, ["1", "2"]), Row(3, ["3", "4"])]


class TestAboveTheHeader:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_a_title_hides_no_separator(self, separator: str) -> None:
        for title in ("Reach", "Posts of January, of all pages, by day"):
            data = f"{title}\nday{separator}views\n1{separator}2\n3{separator}4\n"
            with open_table(io.BytesIO(data.encode()), find_header=lambda names: names[0] == "day") as table:
                assert table.separator == separator
                assert [row.values for row in table.rows] == [["1", "2"], ["3", "4"]]

    def test_nor_whole_lines_in_quotes(self) -> None:
        data = b'Reach\n"day,""views"""\n"1,""2"""\n"3,""4"""\n'
        with open_table(io.BytesIO(data), find_header=lambda names: names[0] == "day") as table:
            assert [row.values for row in table.rows] == [["1", "2"], ["3", "4"]]

    def test_rows_as_wide_as_they_are_written(self) -> None:
        with open_table(io.BytesIO(b"a,b\n1\n1,2,3\n")) as table:
            assert list(table.raw) == [(2, ["1"], ""), (3, ["1", "2", "3"], "")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
    def test_whether_the_last_line_has_an_end(self, encoding: str) -> None:
        for text, ends in (("a,b\n1,2", False), ("a,b\n1,2\n", True), ("a,b\r1,2\r", True)):
            with open_table(io.BytesIO(text.encode(encoding))) as table:
                assert table.has_last_break == ends


class TestHeader:
    def test_trimmed_with_duplicates_named(self) -> None:
        with open_table(io.BytesIO("\ufeff id , Views,views ,\u200btexte,,\n".encode())) as table:
            assert table.header == ["id", "Views", "views", "texte"]
            assert table.duplicate_columns == ["views"]

    def test_without_lines_is_no_error(self) -> None:
        for data in (b"a,b", b"a,b\n", b"a,b\n\n\n"):
            assert read(data) == []


class TestRows:
    def test_line_numbers_are_those_of_first_lines(self) -> None:
        rows = read(b'a,b\n1,"x\ny\n\nz"\n\n2,w\n')
        assert rows == [Row(2, ["1", "x\ny\n\nz"]), Row(7, ["2", "w"])]

    def test_short_long_and_blank(self) -> None:
        assert read(b"a,b\n1\n2,x,y\n3,x,,\n,,\n") == [
            Row(2, ["1", ""]),
            Row(3, ["2", "x"], "too_many_cells"),
            Row(4, ["3", "x"]),
        ]

    def test_nul_comes_through_for_the_importer_to_refuse(self) -> None:
        rows = read(b"a,b\n1,x\x00y\n2,z\n")
        assert rows == [Row(2, ["1", "x\x00y"]), Row(3, ["2", "z"])]

    def test_a_line_of_ten_megabytes(self) -> None:
        long = b"x" * 10_000_000
        for line in (b"1," + long, b'1,"' + long + b'"'):
            rows = read(b"a,b\n0,y\n" + line + b"\n2,z\n")
            assert rows == [Row(2, ["0", "y"]), Row(3, ["", ""], "line_too_long"), Row(4, ["2", "z"])]

    def test_an_unclosed_quote_swallows_nothing(self) -> None:
        rows = read(b'a,b\n1,"x\n2,y\n3,z\n')
        assert rows == [Row(2, ["", ""], "unclosed_quote"), Row(3, ["2", "y"]), Row(4, ["3", "z"])]

    def test_nor_where_the_file_is_long(self) -> None:
        rows = read(b'a,b\n1,"x\n' + b"2,yyyyyyyyyyyyyyyy\n" * 100_000)
        assert [row.problem for row in rows[:2]] == ["unclosed_quote", ""]
        assert len(rows) == 100_001
        assert rows[-1].line_number == 100_002

    def test_a_long_line_within_an_unclosed_quote(self) -> None:
        rows = read(b'a,b\n1,"x\n2,' + b"y" * 3_000_000 + b"\n3,z\n")
        assert [(row.line_number, row.problem) for row in rows] == [
            (2, "unclosed_quote"),
            (3, "line_too_long"),
            (4, ""),
        ]

    def test_every_problem_has_a_sentence(self) -> None:
        assert all(row_problem(code) for code in ROW_PROBLEMS)

    @given(
        st.lists(
            st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=3, max_size=3)
        )
    )
    def test_reads_what_the_csv_module_writes(self, rows: list[list[str]]) -> None:
        file = io.StringIO(newline="")
        csv.writer(file).writerows([["first", "second", "third"], *rows])
        found = [row.values for row in read(b"sep=,\n" + file.getvalue().encode())]
        assert found == [row for row in rows if any(row)]


class TestRefused:
    def test_empty(self) -> None:
        assert [refusal(data) for data in (b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe")] == ["empty"] * 4

    @pytest.mark.parametrize(
        "data",
        [b"\x89PNG\r\n\x1a\n" + bytes(99), b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", os.urandom(9000), bytes(500)],
    )
    def test_binary(self, data: bytes) -> None:
        assert refusal(data) == "binary"

    def test_others(self) -> None:
        assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "old_excel"
        assert refusal("a,b\n".encode("utf-32")) == "encoding"
        assert refusal(b"x" * 10_000_000) == "line_too_long"
        assert refusal(",".join(f"c{n}" for n in range(1001)).encode()) == "too_many_columns"
        assert refusal(b",,\n;;\n") == "no_header"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        for path in (tmp_path / "none.csv", tmp_path):
            with pytest.raises(TableError) as refused:
                open_table(path)
            assert refused.value.code == "unreadable"


class TestUploads:
    def test_stay_open_after_reading_and_after_a_refusal(self) -> None:
        upload = SimpleUploadedFile("m.csv", b"a,b\n1,2\n")
        for _ in range(2):
            with open_table(upload) as table:
                assert list(table.rows) == [Row(2, ["1", "2"])]
        broken = SimpleUploadedFile("m.csv", b",,\n")
        with pytest.raises(TableError):
            open_table(broken)
        broken.seek(0)
        assert broken.read() == b",,\n"

    def test_on_disk(self) -> None:
        with TemporaryUploadedFile("m.csv", "text/csv", 8, None) as upload:
            upload.write(b"a,b\n1,2\n")
            with open_table(upload) as table:
                assert list(table.rows) == [Row(2, ["1", "2"])]
