"""The days that a calendar knows, and what a house says of them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from channels_mgmt.publishing.built_in_days import BUILT_IN
from channels_mgmt.publishing.calendar.marks import Mark
from channels_mgmt.publishing.models import MarkedDay
from tests.cast import Cast, client_of

pytestmark = pytest.mark.usefixtures("clock")
DAYS, NEW, HIDE = (f"/b/wouri/publishing/days/{rest}" for rest in ("", "new/", "hide/"))


def marks(cast: Cast, who: str = "manager", brand: str = "wouri", year: int = 2026) -> dict[str, Mark]:
    page = client_of(cast.people[who]).get(f"/b/{brand}/publishing/days/?year={year}")
    return {mark.code or mark.name: mark for mark in page.context["marks"]}


def add(cast: Cast, who: str = "cm", url: str = NEW, **given: Any) -> Any:
    sent = {"key": uuid4(), "name": "Anniversaire de Wouri", "day": "2026-11-28"} | given
    return client_of(cast.people[who]).post(url, sent)


def test_what_is_built_in_is_where_it_is_kept_and_no_other_country(cast: Cast) -> None:
    shown = marks(cast)
    assert shown["women"].date == date(2026, 3, 8)
    assert shown["black_friday"].date == date(2026, 11, 27)
    assert shown["mothers"].date == date(2026, 5, 31)
    assert shown["ramadan"].estimated
    assert "school_cm" in shown
    assert "school_dz" not in shown
    assert marks(cast, "rival", "oasis")["school_dz"].countries == ("DZ",)


def test_public_holidays_stand_among_them_with_what_is_uncertain(cast: Cast) -> None:
    shown = marks(cast, year=2027)
    youth = next(mark for mark in shown.values() if mark.date == date(2027, 2, 11))
    assert (youth.is_holiday, youth.name, youth.estimated) == (True, "Fête de la Jeunesse", False)
    assert any(mark.is_holiday and mark.estimated for mark in shown.values())


@pytest.mark.parametrize("day", BUILT_IN, ids=lambda day: day.code)
def test_every_built_in_day_has_dates_and_a_code_of_its_own(day: Any) -> None:
    for year in range(2024, 2035):
        assert all(found.year == year for found in day.rule(year))
        assert list(day.rule(year))
    assert [one.code for one in BUILT_IN].count(day.code) == 1


def test_a_day_of_ones_own_stands_in_the_calendar_once_or_every_year(cast: Cast) -> None:
    add(cast)
    add(cast, name="Foire de Douala", day="2024-02-29", yearly="on")
    assert marks(cast)["Anniversaire de Wouri"].date == date(2026, 11, 28)
    assert "Anniversaire de Wouri" not in marks(cast, year=2027)
    assert marks(cast, year=2027)["Foire de Douala"].date == date(2027, 2, 28)
    page = client_of(cast.cm).get("/b/wouri/publishing/")
    assert "Anniversaire de Wouri" in page.text
    assert "Anniversaire de Wouri" not in marks(cast, brand="sanaga")


def test_a_form_sent_twice_adds_one_day(cast: Cast) -> None:
    key = uuid4()
    add(cast, key=key)
    add(cast, key=key)
    assert MarkedDay.objects.count() == 1


def test_a_day_of_the_house_is_one_of_all_its_brands_and_only_who_runs_it_says_so(cast: Cast) -> None:
    add(cast, "cm", name="De moi seul", of_house="on")
    add(cast, "manager", name="De la maison", of_house="on")
    assert "De la maison" in marks(cast, brand="sanaga")
    assert "De moi seul" not in marks(cast, brand="sanaga")
    assert "De la maison" not in marks(cast, "rival", "oasis")
    house = MarkedDay.objects.get(name="De la maison")
    url = f"{DAYS}{house.pk}/"
    assert (
        client_of(cast.cm).post(url, {"key": uuid4(), "name": "À moi", "day": "2026-11-28"}).status_code
        == 403
    )
    assert client_of(cast.cm).post(f"{url}show/?shown=0").status_code == 403
    assert client_of(cast.other_cm).get(url).status_code == 404


def test_a_day_that_the_moon_tells_is_changed_for_its_year(cast: Cast) -> None:
    estimated = marks(cast, year=2027)["ramadan"].date
    add(cast, name="Début du Ramadan", day="2027-02-09", code="ramadan")
    changed = marks(cast, year=2027)["ramadan"]
    assert (changed.date, changed.estimated) == (date(2027, 2, 9), False)
    assert estimated != changed.date
    assert marks(cast, year=2028)["ramadan"].estimated
    assert marks(cast, brand="sanaga", year=2027)["ramadan"].date == estimated
    day = MarkedDay.objects.get()
    client_of(cast.cm).post(f"{DAYS}{day.pk}/forget/")
    assert marks(cast, year=2027)["ramadan"].date == estimated


def test_a_known_day_is_hidden_and_the_toast_shows_it_again(cast: Cast) -> None:
    client = client_of(cast.cm)
    answer = client.post(HIDE, {"code": "valentine"})
    assert "valentine" not in marks(cast)
    assert "valentine" not in marks(cast, year=2028)
    assert "valentine" in marks(cast, brand="sanaga")
    page = client.get(answer.url)
    assert [mark.code for mark in page.context["hidden"]] == ["valentine"]
    (undo,) = [message.extra_tags.removeprefix("undo=") for message in page.context["messages"]]
    client.post(undo)
    assert "valentine" in marks(cast)
    client_of(cast.manager).post(HIDE, {"code": "valentine", "of_house": "1"})
    assert "valentine" not in marks(cast, brand="sanaga")
    assert client.post(HIDE, {"code": "valentine", "of_house": "1"}).status_code == 403
    assert client.post(HIDE, {"code": "nothing"}).status_code == 303
    assert not MarkedDay.objects.filter(code="nothing").exists()


def test_a_day_of_ones_own_is_changed(cast: Cast) -> None:
    add(cast)
    day = MarkedDay.objects.get()
    client = client_of(cast.cm)
    assert client.get(f"{DAYS}{day.pk}/").context["form"].initial["name"] == day.name
    client.post(f"{DAYS}{day.pk}/", {"key": uuid4(), "name": "Dix ans de Wouri", "day": "2026-11-29"})
    assert marks(cast)["Dix ans de Wouri"].date == date(2026, 11, 29)
    assert client.post(f"{DAYS}{day.pk}/", {"key": uuid4(), "name": " ", "day": ""}).status_code == 422


def test_who_reads_the_calendar_changes_no_day(cast: Cast) -> None:
    assert add(cast, "executive").status_code == 403
    assert "days/new" not in client_of(cast.executive).get(DAYS).text
