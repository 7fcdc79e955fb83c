"""What is wrong with an export is said in words; the good lines are taken in, the others kept."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from xlsxwriter import Workbook

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from cmhub.lib.commands import IN_PART
from reporting.metrics.management.commands.import_metrics import Command
from reporting.metrics.models import Snapshot
from tests.metrics.files import export, table

pytestmark = pytest.mark.usefixtures("brand")

DAYS = ["Date", "Impressions", "Likes", "Bookmarks", "Unfollows"]
KEYS = ["read", "taken", "known", "refused", "refused_file", "format", "unused_columns"]


class Ran:
    """What a run of the command said."""

    def __init__(self, path: Path, *arguments: str) -> None:
        out, self.err, command = io.StringIO(), io.StringIO(), Command()
        given = [str(path), "--brand", "bonabo", *arguments]
        call_command(command, *given, lang="en", stdout=out, stderr=self.err)
        self.code = command.exit_code
        self.summary: dict[str, Any] = json.loads(out.getvalue())

    @property
    def counts(self) -> tuple[int, int, int, int]:
        read, taken, known, refused = (self.summary[name] for name in KEYS[:4])
        assert read == taken + known + refused
        return (read, taken, known, refused)

    @property
    def reasons(self) -> dict[str, str]:
        with Path(self.summary["refused_file"]).open(encoding="utf-8", errors="replace", newline="") as file:
            return {line: reason for line, reason, *_cells in list(csv.reader(file))[1:]}


def refusal(path: Path, *arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        Ran(path, *arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


Put = Callable[..., Path]


def test_the_summary_has_the_keys_that_others_script_against(put: Put) -> None:
    ran = Ran(put(export("meta_instagram_posts.en")))
    assert (list(ran.summary), ran.code) == (KEYS, 0)
    assert ran.summary["format"] == "meta_instagram_posts"
    assert "Data comment" in ran.summary["unused_columns"]
    assert ran.summary["refused_file"] is None


def test_a_file_cut_in_the_middle(put: Put) -> None:
    whole = export("x_overview.en")
    ran = Ran(put(whole.rstrip()[:-20]))
    assert (ran.counts, ran.code) == ((2, 1, 0, 1), IN_PART)
    assert "middle" in ran.reasons["3"]
    assert Ran(put(whole)).counts == (2, 1, 1, 0)


def test_cut_within_a_text_of_several_lines(put: Put) -> None:
    header, *first, second = export("meta_facebook_posts.en").rstrip().splitlines(keepends=True)
    ran = Ran(put("".join((header, second, "\n", first[0]))))
    assert (ran.counts, ran.code) == ((2, 1, 0, 1), IN_PART)
    assert "never closed" in ran.reasons["3"]


@pytest.mark.parametrize(
    "resave",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: "".join('"' + line.replace('"', '""') + '"\n' for line in text.splitlines()),
        lambda text: "sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n"),
    ],
    ids=["semicolons", "tabs", "lines in quotes", "sep="],
)
def test_saved_again_by_excel(put: Put, resave: Callable[[str], str]) -> None:
    data = table(DAYS, ["2025-08-26", 10, 2, 4, 1], ["2025-08-27", 11, 3, 5, 0]).replace("\r\n", "\n")
    assert Ran(put(data)).counts == (2, 2, 0, 0)
    assert Ran(put(resave(data), "again.csv")).counts == (2, 0, 2, 0)


def test_ids_that_a_spreadsheet_rounded(put: Put) -> None:
    data = export("meta_instagram_posts.en").replace("17974000564884257", "1.7974E+16")
    ran = Ran(put(data))
    assert (ran.counts, ran.code) == ((2, 1, 0, 1), IN_PART)
    assert "rounded" in next(iter(ran.reasons.values()))
    assert Post.objects.get().external_id == "18129000371615857"


def test_a_whole_file_of_rounded_ids_is_of_no_use(put: Put) -> None:
    data = export("meta_instagram_posts.en")
    data = data.replace("17974000564884257", "17974000564884200").replace(
        "18129000371615857", "18129000371615800"
    )
    assert "rounded" in Path(refusal(put(data)).rpartition(" in ")[2].rstrip(".")).read_text(encoding="utf-8")
    assert not Post.objects.exists()


def test_namibia_and_totals(put: Put) -> None:
    ran = Ran(put(export("youtube_countries.en")))
    assert ran.counts == (2, 2, 0, 0)
    assert set(Snapshot.objects.values_list("series", flat=True)) == {
        "youtube_countries:country:CM",
        "youtube_countries:country:NA",
    }


def test_negative_counts_are_kept(put: Put) -> None:
    assert Ran(put(table(DAYS, ["2025-08-26", 10, -2, 4, 1]))).counts == (1, 1, 0, 0)
    assert Snapshot.objects.get().figures["likes"] == -2


@pytest.mark.parametrize("cell", ["--", "-", "NAN", "undefined", "N/A", ""])
def test_what_says_nothing_is_no_figure(put: Put, cell: str) -> None:
    assert Ran(put(table(DAYS, ["2025-08-26", 10, cell, 4, 1]))).counts == (1, 1, 0, 0)
    assert Snapshot.objects.get().figures == {"impressions": 10, "saves": 4, "unfollows": 1}


def test_a_word_in_place_of_a_figure_and_a_day_ahead(put: Put) -> None:
    ran = Ran(
        put(
            table(
                DAYS, ["2025-08-26", "many", 2, 4, 1], ["2093-08-26", 1, 1, 1, 1], ["2025-08-27", 1, 1, 1, 1]
            )
        )
    )
    assert (ran.counts, ran.code) == ((3, 1, 0, 2), IN_PART)
    assert list(ran.reasons) == ["2", "3"]
    assert "future" in ran.reasons["3"]


def test_an_instagram_file_for_a_facebook_channel(put: Put) -> None:
    said = refusal(put(export("meta_instagram_posts.en")), "--channel", "bonabo-facebook")
    assert "Instagram" in said
    assert "--channel" in said
    said = refusal(put(export("meta_instagram_posts.en")), "--network", "facebook")
    assert "Instagram" in said
    assert not Post.objects.exists()


def test_a_channel_and_a_network_that_do_not_agree(put: Put) -> None:
    data = export("meta_days.en").replace("Facebook reach", "Reach")
    said = refusal(put(data), "--channel", "bonabo-facebook", "--network", "instagram")
    assert "--channel" in said


@pytest.mark.parametrize(
    ("data", "option"),
    [
        (export("meta_days.en").replace("Facebook reach", "Views"), "--network"),
        (export("tiktok_overview.en"), "--year"),
        (
            export("sprout_posts.en").replace("1/15/2024", "1/5/2024").replace("1/16/2024", "1/6/2024"),
            "--date-order",
        ),
        (export("meta_days.en").replace("Facebook reach", "Something new"), "--metric"),
    ],
)
def test_what_the_file_does_not_say_is_named_by_its_option(put: Put, data: str, option: str) -> None:
    assert option in refusal(put(data))


def test_and_the_options_answer(put: Put) -> None:
    data = export("meta_days.en").replace("Facebook reach", "Something new")
    assert Ran(put(data), "--metric", "saves", "--network", "instagram").counts == (3, 3, 0, 0)
    assert Snapshot.objects.first().figures.keys() == {"saves"}  # type: ignore[union-attr]
    assert Ran(put(export("tiktok_overview.en")), "--year", "2024").counts == (2, 1, 1, 0)
    assert Snapshot.objects.get(network="tiktok").day == date(2024, 2, 27)


def test_the_brand_has_not_one_account_of_the_network(brand: Brand, put: Put) -> None:
    brand.channels.filter(slug="bonabo-x").delete()
    said = refusal(put(export("x_overview.en")))
    assert "--channel" in said
    assert Ran(put(export("x_overview.en")), "--channel", "bonabo-help").counts == (2, 2, 0, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--channel", "nowhere"],
        ["--network", "myspace"],
        ["--year", "soon"],
        ["--year", "1999"],
        ["--date-order", "ymd"],
        ["--metric", "love"],
        ["--as-of", "yesterday"],
    ],
)
def test_arguments_that_mean_nothing(put: Put, arguments: list[str]) -> None:
    assert refusal(put(export("x_overview.en")), *arguments)


def test_ten_thousand_columns(put: Put) -> None:
    names = [*DAYS, *(f"country {number}" for number in range(10_000))]
    assert "1000" in refusal(put(table(names, ["2025-08-26", *range(10_004)])))


def test_a_thousand_columns_of_which_five_are_known(put: Put) -> None:
    names = [*DAYS, *(f"country {number}" for number in range(990))]
    ran = Ran(put(table(names, ["2025-08-26", *range(994)])))
    assert ran.counts == (1, 1, 0, 0)
    assert len(ran.summary["unused_columns"]) == 990


def test_a_zip_bomb(put: Put, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, DAYS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(140 * 1024 * 1024))
    assert "too large" in refusal(path)


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, DAYS)
        sheet.write_row(1, 0, ["2025-08-26", 10, 2, 4, 1])
    assert Ran(path).counts == (1, 1, 0, 0)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"\n\n", b"PK\x03\x04 nothing", b"a,b\n1,2\n"],
    ids=["empty", "picture", "blank", "no zip", "no export"],
)  # fmt: skip
def test_what_is_no_export(put: Put, data: bytes) -> None:
    assert refusal(put(data))
    assert not Snapshot.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "nowhere.csv" in refusal(tmp_path / "nowhere.csv")


def test_a_header_without_lines(put: Put) -> None:
    ran = Ran(put(table(DAYS)))
    assert (ran.counts, ran.code) == ((0, 0, 0, 0), 0)


@pytest.mark.parametrize("broken", [b"Bon\x00ne", b"Bon\xff\xfe"], ids=["nul", "bytes"])
def test_characters_that_cannot_be_kept(put: Put, broken: bytes) -> None:
    ran = Ran(put(export("meta_instagram_posts.en").encode().replace(b"Bonne", broken)))
    assert (ran.counts, ran.code) == ((2, 1, 0, 1), IN_PART)
    assert list(ran.reasons) == ["5"]


def test_a_dry_run(put: Put) -> None:
    ran = Ran(put(export("x_overview.en")), "--dry-run")
    assert ran.counts == (2, 2, 0, 0)
    assert not Snapshot.objects.exists()
