"""What is wrong with a file or a line is said in words; the good lines are taken, the bad ones kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.management.commands.import_messages import Command
from channels_mgmt.inbox.models import Interaction, Message
from cmhub.lib.commands import IN_PART

HEADER = "message_id,direction,sent_at,author,text,in_reply_to"
GOOD = "1,in,2026-03-02T08:00:00+01:00,awa,Bonjour,"


class Ran:
    """What a run of the command said."""

    def __init__(
        self, path: Path, *arguments: str, brand: str = "bonabo", channel: str = "bonabo-official"
    ) -> None:
        out, self.err, command = io.StringIO(), io.StringIO(), Command()
        chosen = ["--channel", channel] if channel else []
        call_command(command, str(path), "--brand", brand, *chosen, *arguments, stdout=out, stderr=self.err)
        self.code = command.exit_code
        self.summary: dict[str, Any] = json.loads(out.getvalue())

    @property
    def refused(self) -> list[list[str]]:
        if self.summary["refused_file"] is None:
            return []
        with Path(self.summary["refused_file"]).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "messages.csv"


def write(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def refusal(path: Path, *arguments: str, **options: str) -> str:
    with pytest.raises(CommandError) as caught:
        Ran(path, *arguments, **options)
    assert caught.value.returncode == 2
    return str(caught.value)


AHEAD = f"{timezone.now().year + 3}-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "line",
    [
        ",in,2026-03-02T08:00:00Z,awa,Bonjour,",
        "2,,2026-03-02T08:00:00Z,awa,Bonjour,",
        "2,in,,awa,Bonjour,",
        "2,in,2026-03-02T08:00:00Z, @ ,Bonjour,",
        "2,sideways,2026-03-02T08:00:00Z,awa,Bonjour,",
        "2,in,2026-03-02,awa,Bonjour,",
        "2,in,1970-01-01T00:00:00Z,awa,Bonjour,",
        "2,in,2099-01-01T00:00:00Z,awa,Bonjour,",
        f"2,in,{AHEAD},awa,Bonjour,",
        "2,in,yesterday,awa,Bonjour,",
        "1.23E+17,in,2026-03-02T08:00:00Z,awa,Bonjour,",
        '"1,23E+17",in,2026-03-02T08:00:00Z,awa,Bonjour,',
        "2,in,2026-03-02T08:00:00Z,awa,Bonjour,1.7E+18",
        "2,in,2026-03-02T08:00:00Z,awa,Bon\x00jour,",
        "2,in,2026-03-02T08:00:00Z,awa,Bonjour,,one too many",
        f"2,in,2026-03-02T08:00:00Z,{'a' * 201},Bonjour,",
        f"{'9' * 201},in,2026-03-02T08:00:00Z,awa,Bonjour,",
        f"2,in,2026-03-02T08:00:00Z,awa,{'a' * 100_001},",
        f"2,in,2026-03-02T08:00:00Z,awa,{'a' * 10_000_000},",
        '2,in,2026-03-02T08:00:00Z,awa,"never closed',
    ],
    ids=lambda line: line[:44],
)
def test_a_bad_line_is_kept_with_its_reason_and_the_good_one_taken(
    brand: Brand, path: Path, line: str
) -> None:
    ran = Ran(write(path, GOOD, line))
    assert ran.code == IN_PART
    assert {name: ran.summary[name] for name in ("read", "taken", "known", "refused")} == {
        "read": 2, "taken": 1, "known": 0, "refused": 1,
    }  # fmt: skip
    header, (number, reason, *cells) = ran.refused
    assert header == ["line", "reason", *HEADER.split(",")]
    assert number == "3"
    assert len(reason) > 10
    assert len(cells) == 6
    assert Message.objects.filter(brand=brand).count() == 1


def test_reasons_are_in_the_language_asked_for(brand: Brand, path: Path) -> None:
    ran = Ran(write(path, GOOD, "2,in,1970-01-01T00:00:00Z,awa,Bonjour,"), "--lang", "en")
    assert "lies before 2004" in ran.refused[1][1]


def test_refused_formulas_are_not_run_by_a_spreadsheet(brand: Brand, path: Path) -> None:
    ran = Ran(write(path, GOOD, "2,in,2026-03-02,awa,=cmd|' /C calc'!A0,"))
    assert ran.refused[1][6] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<b>été</b> 😡", "\\N", "a\\nb", "\x1f"]
)
def test_texts_are_kept_as_written(brand: Brand, path: Path, text: str) -> None:
    Ran(write(path, f'1,in,2026-03-02T08:00:00Z,awa,"{text}",'))
    assert Message.objects.get(brand=brand).text == text


def test_line_breaks_quotes_and_emoji_are_kept(brand: Brand, path: Path) -> None:
    write(path, '1,in,2026-03-02T08:00:00Z,awa,"Il a dit : ""non""\r\n👩🏾‍💻 مرحبا\tfin",')
    Ran(path)
    assert Message.objects.get(brand=brand).text == 'Il a dit : "non"\n👩🏾‍💻 مرحبا\tfin'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(brand: Brand, path: Path, encoding: str, separator: str) -> None:
    rows = [
        HEADER.split(","),
        ["3.0", "True", "Tue Oct 31 22:10:47 +0000 2017", " @Éloïse ", "Réponse à côté", ""],
    ]
    path.write_bytes("\n".join(separator.join(row) for row in rows).encode(encoding))
    assert Ran(path).summary["taken"] == 1
    message = Message.objects.get(brand=brand)
    assert (message.external_id, message.direction, message.text) == ("3", "in", "Réponse à côté")
    assert (message.author, message.author_key) == ("@Éloïse", "éloïse")
    assert message.sent_at.isoformat() == "2017-10-31T22:10:47+00:00"


def test_a_time_without_offset_is_the_brands(brand: Brand, path: Path) -> None:
    Ran(write(path, "1,in,2026-03-02 08:00:00,awa,Bonjour,"))
    assert Message.objects.get(brand=brand).sent_at.isoformat() == "2026-03-02T07:00:00+00:00"


def test_a_header_without_lines_is_done(brand: Brand, path: Path) -> None:
    ran = Ran(write(path))
    assert (ran.code, ran.summary["read"], ran.summary["refused_file"]) == (0, 0, None)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(range(256)) * 9, b"a" * 3_000_000],
    ids=len,
)
def test_what_is_no_table_is_refused_in_words(brand: Brand, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path)


def test_missing_columns_are_named(brand: Brand, path: Path) -> None:
    write(path, "1,2026-03-02T08:00:00Z", header="message_id,sent_at")
    assert "direction, author, text" in refusal(path)


def test_a_column_twice_is_refused(brand: Brand, path: Path) -> None:
    assert "text" in refusal(write(path, GOOD + ",again", header=HEADER + ",text"))


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ('{"message_id": "tweet"}', "tweet"),
        ('{"tweet": "message_id"}', "tweet"),
        ("[1]", "map"),
        ("{", "map"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(
    brand: Brand, path: Path, tmp_path: Path, columns: str, named: str
) -> None:
    (tmp_path / "map.json").write_text(columns)
    assert named in refusal(write(path, GOOD), "--columns", str(tmp_path / "map.json"))


def test_nothing_usable_is_told_with_where_the_lines_are(brand: Brand, path: Path) -> None:
    assert ".csv" in refusal(write(path, "1,in,2026-03-02,awa,Bonjour,"))
    assert not Message.objects.filter(brand=brand).exists()


def test_unknown_brand_channel_and_file_are_refused(brand: Brand, path: Path, tmp_path: Path) -> None:
    write(path, GOOD)
    assert "nowhere" in refusal(path, brand="nowhere")
    assert "elsewhere" in refusal(path, channel="elsewhere")
    assert "--channel" in refusal(path, channel="")
    assert "absent.csv" in refusal(tmp_path / "absent.csv")


def test_channel_column_and_unknown_channel_of_a_line(brand: Brand, path: Path) -> None:
    lines = [
        GOOD + ",bonabo-official",
        GOOD.replace("1,", "2,", 1) + ",nowhere",
        GOOD.replace("1,", "3,", 1) + ",",
    ]
    ran = Ran(write(path, *lines, header=HEADER + ",channel"), channel="")
    assert (ran.summary["taken"], ran.summary["refused"]) == (1, 2)
    assert "nowhere" in ran.refused[1][1]


def test_unknown_kinds_and_links_are_left_out_with_a_remark(brand: Brand, path: Path) -> None:
    header = HEADER + ",kind,sentiment,language,theme,url"
    ran = Ran(
        write(
            path,
            GOOD + ",Réclamation,négatif,fr-FR, Frais  bancaires ,https://example.com/1",
            GOOD.replace("1,", "2,", 1) + ",whatever,,,,javascript:alert(1)",
            header=header,
        )
    )
    assert ran.code == 0
    assert "kind" in ran.err.getvalue()
    first, second = Message.objects.filter(brand=brand).order_by("external_id")
    assert first.interaction
    assert second.interaction
    told = first.interaction
    assert (told.kind, told.sentiment, told.language, told.theme) == (
        "complaint",
        "negative",
        "fr",
        "Frais bancaires",
    )
    assert (second.interaction.kind, second.url) == ("", "")


def test_support_messages_as_x_exports_them(brand: Brand, path: Path, tmp_path: Path) -> None:
    """The form of the publisher's sample: other names, newest first, several responses in one cell, replies
    to what is not in the file.
    """
    header = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
    write(
        path,
        '9006,ClientOne,True,Wed Oct 11 13:30:00 +0000 2017,@BonaboHelp toujours rien 😡,"9007,9008",9005',
        '9005,BonaboHelp,False,Wed Oct 11 13:25:49 +0000 2017,"@ClientOne ""active"" ? ^RR",9006,9004',
        "9004,ClientOne,True,Wed Oct 11 13:00:09 +0000 2017,@BonaboHelp ma ligne est coupée,9005,",
        "9003,BonaboHelp,False,Tue Oct 10 15:16:08 +0000 2017,@ClientTwo merci de votre message ^VM,,9000",
        header=header,
    )
    columns = {
        "message_id": "tweet_id", "direction": "inbound", "sent_at": "created_at", "author": "author_id",
        "in_reply_to": "in_response_to_tweet_id",
    }  # fmt: skip
    (tmp_path / "map.json").write_text(json.dumps(columns))
    ran = Ran(path, "--columns", str(tmp_path / "map.json"))
    assert (ran.code, ran.summary["taken"]) == (0, 4)
    interaction = Interaction.objects.get(brand=brand)
    assert interaction.author == "ClientOne"
    assert list(interaction.messages.order_by("sent_at").values_list("external_id", flat=True)) == [
        "9004",
        "9005",
        "9006",
    ]
    assert interaction.state == "reopened"
    assert Message.objects.get(brand=brand, interaction=None).external_id == "9003"


def test_an_excel_workbook_is_taken(brand: Brand, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "messages.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.split(","))
        sheet.write_row(1, 0, [3, "in", "2026-03-02T08:00:00Z", "awa", "Bonjour", ""])
        sheet.write_row(2, 0, [1234567890123456789, "in", "2026-03-02T08:00:00Z", "awa", "Bonjour", ""])
    ran = Ran(path)
    assert (ran.summary["taken"], ran.summary["refused"]) == (1, 1)
    assert Message.objects.get(brand=brand).external_id == "3"
