"""The site's funnel: entered by hand, taken from files, corrected, and set beside the work of its weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEntry
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from cmhub.lib.weeks import Week
from reporting.metrics.choices import Source, Stage
from reporting.metrics.models import FunnelFigure, FunnelFile
from reporting.metrics.readers.site import DAY, WEEK, Answers, guessed, guessed_each, is_community, read_site
from reporting.metrics.services.funnel import enter_week, funnel_of, give_file, take_file
from tests.cast import Cast, client_of
from tests.inbox.making import logged

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
"""A Monday, 10:00 in Douala."""
TODAY = date(2026, 3, 16)
LAST = Week.parse("2026-W11")
PAGE = "/b/wouri/publishing/funnel/"
HTMX = {"HX-Request": "true"}
COLUMNS = {"when": "Date", "source": "Source", "visits": "Sessions", "leads": "Leads"}


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def read(text: str, *, each: str = DAY, order: str = "", **columns: str) -> Any:
    return read_site(text.encode(), Answers(columns or COLUMNS, each, order), today=TODAY)


def daily(first: date, days: int, sources: tuple[str, ...] = ("google",)) -> str:
    header = "Date,Source,Users,Sessions,Leads"
    days_of_file = [first + timedelta(days=number) for number in range(days)]
    lines = [f"{day:%Y%m%d},{source},90,100,2" for day in days_of_file for source in sources]
    return "\n".join([header, *lines]) + "\n"


def entered(cast: Cast, week: Week = LAST, **figures: Any) -> int:
    pairs = {stage: value if isinstance(value, tuple) else (value, None) for stage, value in figures.items()}
    return enter_week(brand=cast.brand, week=week, figures=pairs, by=cast.cm, at=NOW)


def known(cast: Cast, week: Week = LAST) -> dict[str, tuple[int | None, int | None]]:
    (found,) = funnel_of(cast.brand, [week])
    return {stage: (row.value, row.from_communities) for stage, row in found.figures.items()}


def test_days_are_added_up_to_whole_iso_weeks_and_people_are_not() -> None:
    reading = read(daily(date(2026, 2, 25), 19), visitors="Users", **COLUMNS)
    assert sorted(reading.weeks) == [date(2026, 3, 2), date(2026, 3, 9)]
    assert reading.incomplete == [date(2026, 2, 23)]
    assert reading.weeks[date(2026, 3, 2)] == {"visits": (700, 0), "leads": (14, 0)}
    assert reading.visitors_left_out


def test_the_week_that_is_not_over_is_left_out() -> None:
    reading = read(daily(date(2026, 3, 9), 8))
    assert list(reading.weeks) == [date(2026, 3, 9)]
    assert reading.incomplete == [date(2026, 3, 16)]


def test_weeks_of_one_line_give_visitors_and_weeks_of_several_do_not() -> None:
    columns = {"when": "Semaine", "visitors": "Visiteurs", "leads": "Prospects"}
    alone = read("Semaine;Visiteurs;Prospects\n2026-W10;1 250;12\n2026-W11;980;\n", each=WEEK, **columns)
    assert alone.weeks == {
        date(2026, 3, 2): {"visitors": (1250, None), "leads": (12, None)},
        date(2026, 3, 9): {"visitors": (980, None)},
    }
    assert not alone.visitors_left_out
    split = read(
        "Semaine,Source,Visiteurs,Prospects\n2026-W10,facebook,300,4\n2026-W10,google,900,8\n",
        each=WEEK,
        source="Source",
        **columns,
    )
    assert split.weeks == {date(2026, 3, 2): {"leads": (12, 4)}}
    assert split.visitors_left_out


@pytest.mark.parametrize(
    ("source", "from_communities"),
    [
        ("facebook", True),
        ("m.facebook.com / referral", True),
        ("Organic Social", True),
        ("Réseaux sociaux", True),
        ("t.co", True),
        ("l.instagram.com", True),
        ("wa.me", True),
        ("google / organic", False),
        ("(direct)", False),
        ("digital-paper.example", False),
        ("newsletter", False),
        ("", False),
    ],
)
def test_a_source_is_a_community_where_it_names_one(source: str, from_communities: bool) -> None:
    assert is_community(source) is from_communities


def test_the_share_of_the_communities_is_that_of_the_sources_that_are_ones() -> None:
    reading = read(daily(date(2026, 3, 9), 7, ("google", "facebook", "t.co")))
    assert reading.weeks[date(2026, 3, 9)]["visits"] == (2_100, 1_400)
    assert reading.sources == {"google": False, "facebook": True, "t.co": True}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("20260310,google,1,-4,2", "inférieur à zéro"),
        ("20260310,google,1,beaucoup,2", "n’est pas un nombre"),
        ("hier,google,1,4,2", "n’est pas une date"),
        ("20260230,google,1,4,2", "n’existe pas"),
        ("20260510,google,1,4,2", "dans l’avenir"),
        ("20260310,google,1,,", "aucun chiffre"),
        ("03/04/2026,google,1,4,2", "deux façons"),
    ],
)
def test_what_cannot_be_is_refused_line_by_line_in_words(line: str, why: str) -> None:
    reading = read(daily(date(2026, 3, 9), 7) + line + "\nTotal,,999,999,99\n")
    assert reading.refused_count == 1
    assert reading.refused[0][0] == 9
    assert why in reading.refused[0][1]
    assert reading.weeks[date(2026, 3, 9)]["visits"] == (700, 0)


def test_a_week_that_begins_on_a_sunday_is_none_of_ours() -> None:
    reading = read("Week,Sessions\n2026-03-01,10\n2026-03-09,20\n", each=WEEK, when="Week", visits="Sessions")
    assert reading.weeks == {date(2026, 3, 9): {"visits": (20, None)}}
    assert "lundi" in reading.refused[0][1]


def test_the_order_of_a_date_is_what_the_person_says() -> None:
    text = "Jour;Visites\n" + "\n".join(f"{day:02d}/03/2026;10" for day in range(2, 9)) + "\n"
    assert read(text, order="dmy", when="Jour", visits="Visites").weeks == {
        date(2026, 3, 2): {"visits": (70, None)}
    }
    assert not read(text, order="mdy", when="Jour", visits="Visites").weeks


def test_remarks_above_the_header_are_passed_over_and_columns_are_guessed() -> None:
    header = ["Date", "Session source", "Total users", "Sessions", "Événements clés"]
    assert guessed(header) == {
        "when": "Date",
        "source": "Session source",
        "visitors": "Total users",
        "visits": "Sessions",
        "leads": "Événements clés",
    }
    text = "# ----------\n# Acquisition de trafic\n# 20260301-20260315\n\n" + daily(date(2026, 3, 9), 7)
    assert list(read(text).weeks) == [date(2026, 3, 9)]
    assert guessed_each(["2026-W10", "2026-W11"]) == WEEK
    assert guessed_each(["2026-03-02", "2026-03-09"]) == WEEK
    assert guessed_each(["2026-03-02", "2026-03-03"]) == DAY
    assert guessed_each(["2026-03-02"]) == DAY


def test_rates_are_of_the_step_before_and_null_where_that_is_not_known(cast: Cast) -> None:
    entered(cast, visitors=(1_000, 250), leads=50, customers=0)
    (week,) = funnel_of(cast.brand, [LAST])
    assert [(step.of, step.rate) for step in week.steps] == [
        ("visitors", 0.05),
        ("leads", 0.0),
        ("customers", None),
    ]
    assert week.share_from_communities("visitors") == 0.25
    assert week.share_from_communities("leads") is None
    before = LAST.previous
    entered(cast, before, visits=400, leads=20)
    (week,) = funnel_of(cast.brand, [before])
    assert (week.steps[0].of, week.steps[0].rate) == ("visits", 0.05)
    assert week.value("visitors") is None


def test_a_correction_keeps_what_was_said_before(cast: Cast) -> None:
    assert entered(cast, visitors=1_000, leads=50) == 2
    assert entered(cast, visitors=1_000, leads=55) == 1
    assert entered(cast, visitors=None, leads=55) == 1
    assert known(cast) == {"leads": (55, None)}
    said = FunnelFigure.objects.filter(stage="visitors").order_by("pk")
    assert [row.value for row in said] == [1_000, None]
    shown = client_of(cast.cm).get(f"{PAGE}weeks/?week={LAST}").text
    assert "1\u202f000" in shown
    assert "retiré" in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        said.update(value=3)
    assert AuditEntry.objects.filter(verb="funnel.entered").count() == 3


def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    usual = {"brand": cast.brand, "stage": "visits", "source": Source.HAND, "by": cast.cm, "at": NOW}
    for wrong in (
        {"week": date(2026, 3, 10), "value": 1},
        {"week": LAST.monday, "value": 1, "from_communities": 2},
        {"week": LAST.monday, "value": None, "from_communities": 2},
        {"week": LAST.monday, "value": 1, "source": Source.EXPORT},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FunnelFigure.objects.create(**{**usual, **wrong})


def test_a_week_to_come_is_not_entered(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="pas encore finie"):
        entered(cast, LAST.next, visitors=3)


def given(cast: Cast, text: str, name: str = "site.csv") -> FunnelFile:
    return give_file(brand=cast.brand, name=name, content=text.encode(), by=cast.cm, key=uuid4(), at=NOW)


def taken(cast: Cast, file: FunnelFile) -> tuple[int, int]:
    return take_file(file=file, answers=Answers.of(file.answers), today=TODAY, by=cast.cm, at=NOW)


def test_a_file_taken_in_twice_changes_nothing_and_a_later_one_corrects(cast: Cast) -> None:
    text = daily(date(2026, 3, 2), 14, ("google", "facebook"))
    assert taken(cast, given(cast, text)) == (2, 4)
    assert known(cast) == {"visits": (1_400, 700), "leads": (28, 14)}
    assert taken(cast, given(cast, text)) == (2, 0)
    assert taken(cast, given(cast, text.replace("20260309,google,90,100", "20260309,google,90,101"))) == (
        2,
        1,
    )
    assert known(cast)["visits"] == (1_401, 700)
    entered(cast, visits=(1_390, 700))
    assert known(cast)["visits"] == (1_390, 700)
    assert FunnelFigure.objects.filter(week=LAST.monday, stage="visits").count() == 3


def test_the_columns_that_a_person_chose_are_those_of_the_next_file(cast: Cast) -> None:
    text = "Période;Passages;Devis\n2026-W10;100;3\n2026-W11;120;4\n"
    first = given(cast, text)
    assert "when" not in first.answers["columns"]
    answers = Answers({"when": "Période", "visits": "Passages", "leads": "Devis"}, WEEK, "")
    take_file(file=first, answers=answers, today=TODAY, by=cast.cm, at=NOW)
    assert given(cast, text).answers == answers.as_kept()
    assert given(cast, "Autre;Passages\n2026-W10;1\n").answers["columns"] == {}
    first.refresh_from_db()
    assert first.content is None


def test_a_file_is_looked_at_before_it_is_taken_in_on_its_pages(cast: Cast) -> None:
    cm = client_of(cast.cm)
    key = cm.get(f"{PAGE}import/").context["form"]["key"].value()
    upload = SimpleUploadedFile("ga4.csv", daily(date(2026, 3, 2), 14, ("google", "facebook")).encode())
    where = cm.post(f"{PAGE}import/", {"key": key, "file": upload})["Location"]
    shown = cm.get(where)
    assert "1\u202f400" in shown.text
    assert "Les visiteurs sont laissés de côté" in shown.text
    assert not FunnelFigure.objects.exists()
    form = shown.context["form"]
    said = {field.html_name: field.value() or "" for field in form}
    twice = said | {"column_leads": "Sessions"}
    assert cm.post(where, twice).status_code == 422
    without = cm.get(where, said | {"column_leads": ""}, headers=HTMX).text
    assert "(14 " not in without
    assert cm.post(where, said)["Location"] == PAGE
    page = cm.get(PAGE).text
    assert "1\u202f400" in page
    assert "50\xa0%" in page
    assert "déjà été importé" in cm.get(where).text


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03" * 100, b"PK\x03\x04not a zip at all"])
def test_what_is_no_table_is_refused_in_words(cast: Cast, content: bytes) -> None:
    cm = client_of(cast.cm)
    key = cm.get(f"{PAGE}import/").context["form"]["key"].value()
    answer = cm.post(f"{PAGE}import/", {"key": key, "file": SimpleUploadedFile("site.csv", content)})
    assert answer.status_code == 422
    assert not FunnelFile.objects.exists()


def test_the_page_sets_weeks_beside_posts_and_interactions_and_pretends_no_cause(cast: Cast) -> None:
    assert "Rien du site pour l’instant" in client_of(cast.cm).get(PAGE).text
    entered(cast, visitors=(1_000, 250), leads=50)
    during = LAST.start(cast.brand.time_zone) + timedelta(days=2)
    for _post in range(3):
        Post.objects.create(
            brand=cast.brand, channel=cast.official, state=PostState.PUBLISHED, published_at=during
        )
    logged(cast, at=during)
    (week,) = funnel_of(cast.brand, [LAST])
    assert (week.posts, week.interactions) == (3, 1)
    page = client_of(cast.executive).get(PAGE)
    assert "pas cause et effet" in page.text
    assert [chart["id"] for chart in page.context["charts"]] == ["funnel-visitors", "funnel-leads"]
    assert page.context["charts"][0]["values"] == [None] * 11 + [1_000]
    assert "25\xa0% venus des communautés" in page.text
    assert f"{PAGE}weeks/" not in page.text


def test_nobody_enters_without_the_right_and_a_stranger_finds_nothing(cast: Cast) -> None:
    file = given(cast, daily(date(2026, 3, 2), 14))
    for address in (f"{PAGE}weeks/", f"{PAGE}import/", f"{PAGE}import/{file.pk}/"):
        assert client_of(cast.executive).get(address).status_code == 403
        assert client_of(cast.other_cm).get(address).status_code == 404
    foreign = f"/b/sanaga/publishing/funnel/import/{file.pk}/"
    assert client_of(cast.other_cm).get(foreign).status_code == 404


def test_the_form_of_a_week_keeps_to_what_can_be(cast: Cast) -> None:
    cm = client_of(cast.cm)
    wrong = cm.post(f"{PAGE}weeks/", {"week": str(LAST), "visitors": "10", "visitors_part": "11"})
    assert wrong.status_code == 422
    assert "plus des communautés" in wrong.text
    assert cm.post(f"{PAGE}weeks/", {"week": str(LAST), "visitors": "-1"}).status_code == 422
    right = {"week": str(LAST), "visitors": "10", "visitors_part": "4", "promoters": "0"}
    assert cm.post(f"{PAGE}weeks/", right).status_code == 303
    assert known(cast) == {Stage.VISITORS: (10, 4), Stage.PROMOTERS: (0, None)}
