"""What a file does not say is asked, or taken from its name and said; never guessed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import translation

from reporting.metrics.readers import Aside, OpenQuestionError, read
from tests.metrics.files import codes, export, known, records, refusals, table

VIEWS = export("meta_days.en").replace("Facebook reach", "Views")
TIKTOK = ["Date", "Video Views", "Profile Views"]


def tiktok(*days: str) -> str:
    return table(TIKTOK, *([day, 1, 1] for day in days))


def facebook(*times: str, language: str = "fr") -> str:
    french = ["Identifiant de la publication", "ID de la Page", "Heure de publication", "Vues"]
    english = ["Post ID", "Page ID", "Publish time", "Views"]
    rows = ([str(number), "2", time, 5] for number, time in enumerate(times, start=10))
    return table(french if language == "fr" else english, *rows)


def days_of(data: str, **answers: object) -> list[date]:
    return [post.published_on for post in records(data, **answers)]


class TestNetwork:
    def test_of_a_title_that_does_not_say(self) -> None:
        found = known(VIEWS)
        assert [(ask.code, ask.option) for ask in found.asks] == [("network", "--network")]
        with pytest.raises(OpenQuestionError):
            read(io.BytesIO(VIEWS.encode()), found)
        assert {day.network for day in records(VIEWS, network="instagram")} == {"instagram"}

    def test_of_an_audience(self) -> None:
        assert codes(known(export("meta_audience.en")).asks) == ["network"]

    def test_of_another_channel(self) -> None:
        found = known(export("meta_instagram_posts.en"), network="facebook")
        with translation.override("fr"):
            assert [str(one) for one in found.conflicts] == [
                "Le fichier est de Instagram, et il a été donné pour Facebook."
            ]
        with pytest.raises(OpenQuestionError):
            read(io.BytesIO(b""), found)
        assert codes(known(export("meta_days.en"), network="instagram").conflicts) == ["network"]

    def test_of_a_title_that_is_not_known(self) -> None:
        data = VIEWS.replace("Views", "Something new")
        found = known(data, network="facebook")
        assert [(ask.code, str(ask.details["title"])) for ask in found.asks] == [("metric", "Something new")]
        assert records(data, network="facebook", metric="visits")[0].figures == {"visits": 5}

    def test_of_a_tool_that_names_one_we_do_not_know(self) -> None:
        data = export("sprout_posts.en").replace(",Facebook,", ",Myspace,")
        assert refusals(data) == {2: "unknown_network"}


class TestDateOrder:
    def test_french_days_up_to_the_twelfth_are_asked(self) -> None:
        data = facebook("02/03/2025 08:05", "01/12/2025 10:00")
        assert [(ask.code, ask.option, ask.choices) for ask in known(data).asks] == [
            ("date_order", "--date-order", ("dmy", "mdy"))
        ]
        assert days_of(data, date_order="mdy") == [date(2025, 2, 3), date(2025, 1, 12)]
        assert days_of(data, date_order="dmy") == [date(2025, 3, 2), date(2025, 12, 1)]

    def test_one_line_tells_for_all(self) -> None:
        ambiguous = ["02/03/2025 08:05"] * 1500
        assert days_of(facebook(*ambiguous, "02/13/2025 08:05"))[0] == date(2025, 2, 3)
        assert days_of(facebook(*ambiguous, "13/02/2025 08:05"))[0] == date(2025, 3, 2)

    def test_english_files_are_month_first(self) -> None:
        assert days_of(facebook("02/03/2025 08:05", language="en")) == [date(2025, 2, 3)]
        assert days_of(facebook("13/03/2025", "02/03/2025", language="en"))[1] == date(2025, 3, 2)

    def test_what_the_dates_say_stands(self) -> None:
        data = facebook("02/13/2025 08:05")
        assert codes(known(data, date_order="dmy").notes) == ["order_said"]
        assert days_of(data, date_order="dmy") == [date(2025, 2, 13)]

    def test_lines_of_the_other_order_are_refused(self) -> None:
        assert refusals(facebook("02/13/2025", "13/02/2025")) == {3: "no_such_day"}

    def test_dates_without_the_question(self) -> None:
        assert codes(known(facebook("2025-02-03 08:05")).asks) == []
        assert codes(known(facebook("02/02/2025")).asks) == ["date_order"]


class TestYear:
    def test_is_asked(self) -> None:
        data = tiktok("February 27", "February 28")
        assert [(ask.code, ask.option) for ask in known(data).asks] == [("year", "--year")]
        assert [day.day for day in records(data, year=2025)] == [date(2025, 2, 27), date(2025, 2, 28)]

    @pytest.mark.parametrize(
        "name", ["Overview_2025.csv", "Overview-2025-02-28.csv", "20250301_Overview.csv", "2025-02.csv"]
    )
    def test_is_taken_from_the_name_and_said(self, name: str) -> None:
        found = known(tiktok("27 février"), name=name)
        assert [(note.code, note.details) for note in found.notes] == [("year_from_name", {"year": 2025})]
        assert [day.day for day in records(tiktok("27 février"), name=name)] == [date(2025, 2, 27)]

    @pytest.mark.parametrize(
        "name", ["Overview.csv", "12025.csv", "2024_2025.csv", "2031.csv", "20259999.csv"]
    )
    def test_is_not_guessed(self, name: str) -> None:
        assert codes(known(tiktok("February 27"), name=name).asks) == ["year"]

    def test_passes_a_new_year_either_way(self) -> None:
        turn = [date(2024, 12, 30), date(2025, 1, 2)]
        assert [day.day for day in records(tiktok("December 30", "January 2"), year=2025)] == turn
        assert [day.day for day in records(tiktok("2 janvier", "30 décembre"), year=2025)] == turn[::-1]
        name = "2024-12-01_2025-01-31.csv"
        assert [day.day for day in records(tiktok("December 30", "January 2"), name=name)] == turn

    def test_has_no_such_day_or_lies_ahead(self) -> None:
        assert refusals(tiktok("February 29"), year=2025) == {2: "no_such_day"}
        assert refusals(tiktok("February 29"), year=2024) == {}
        assert refusals(tiktok("December 24"), year=2026) == {2: "in_the_future"}
        assert refusals(tiktok("December 24"), year=1999) == {2: "too_old"}

    def test_is_not_asked_of_dates_that_have_one(self) -> None:
        data = tiktok("2025-02-27")
        assert codes(known(data).asks) == []
        assert not any(isinstance(record, Aside) for record in records(data))
