"""Territories and their public holidays as people correct them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.choices import Correction
from accounts.models import AuditEntry, HolidayCorrection, Territory
from accounts.services.holidays import correct, holidays_of, undo_correction
from accounts.services.house import add_territory
from accounts.services.places import territory_of
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.lib.working_time import add_working_time
from tests.cast import Cast

FEASTS = {
    "CM": (date(2026, 3, 20), date(2026, 5, 20), {6, 7}),
    "SN": (date(2026, 3, 20), date(2026, 4, 4), {6, 7}),
    "CI": (date(2026, 3, 20), date(2026, 8, 7), {6, 7}),
    "DZ": (date(2026, 3, 20), date(2026, 11, 1), {5, 6}),
}
"""By country: the end of the fast, a national day, and the weekend."""


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def day_in(territory: Territory, day: date) -> object:
    return next((known for known in holidays_of(territory, day.year, "fr") if known.date == day), None)


@pytest.mark.parametrize("country", FEASTS)
def test_a_holiday_is_confirmed_moved_removed_and_added(cast: Cast, country: str) -> None:
    feast, national, weekend = FEASTS[country]
    there = territory_of(agency=cast.agency, country=country)
    assert set(there.weekend) == weekend
    assert there.languages
    by = cast.manager
    is_estimated = country != "CI"  # for which the library has the dates of these years
    assert day_in(there, feast).estimated == is_estimated  # type: ignore[attr-defined]
    correct(territory=there, kind=Correction.CONFIRMED, day=feast, by=by)
    assert not day_in(there, feast).estimated  # type: ignore[attr-defined]

    undo_correction(correction=HolidayCorrection.objects.get(date=feast), by=by)
    correct(territory=there, kind=Correction.MOVED, day=feast, moved_to=date(2026, 3, 24), by=by)
    assert day_in(there, feast) is None
    assert day_in(there, date(2026, 3, 24)).was == feast  # type: ignore[attr-defined]

    correct(territory=there, kind=Correction.REMOVED, day=national, by=by)
    assert not day_in(there, national).is_off  # type: ignore[attr-defined]
    correct(territory=there, kind=Correction.ADDED, day=date(2026, 9, 10), name="Deuil national", by=by)
    assert day_in(there, date(2026, 9, 10)).name == "Deuil national"  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(object_type="accounts.holidaycorrection").count() == 5


def test_corrections_are_those_of_one_agency(cast: Cast) -> None:
    ours, theirs = (territory_of(agency=one, country="CM") for one in (cast.agency, cast.rival_agency))
    correct(territory=ours, kind=Correction.REMOVED, day=date(2026, 5, 20), by=cast.manager)
    assert not day_in(ours, date(2026, 5, 20)).is_off  # type: ignore[attr-defined]
    assert day_in(theirs, date(2026, 5, 20)).is_off  # type: ignore[attr-defined]


@pytest.mark.parametrize("country", FEASTS)
def test_deadlines_follow_the_corrections(cast: Cast, country: str) -> None:
    """A Thursday afternoon before a holiday that comes on a working day: one hour more is needed."""
    brand = create_brand(agency=cast.agency, name=f"Marque {country}", countries=[country], by=None)
    there = territory_of(agency=cast.agency, country=country)
    at = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)
    department = brand.company.departments.get(kind="sales")
    before = calendar_for(brand, department, at=at)
    correct(
        territory=there, kind=Correction.ADDED, day=date(2026, 9, 10), name="Deuil", by=cast.manager, at=at
    )
    after = calendar_for(brand, department, at=at)
    assert before.version != after.version
    hours = 9 * 60
    assert add_working_time(before, at, hours).date() == date(2026, 9, 10)
    assert add_working_time(after, at, hours).date() > date(2026, 9, 10)
    assert calendar_for(brand, None, at=at).holiday_name(date(2026, 9, 10)) == "Deuil"
    other = calendar_for(cast.rival_brand, None, at=at)
    assert other.holiday_name(date(2026, 9, 10)) == ""


def test_what_was_fixed_before_is_not_restated(cast: Cast) -> None:
    at = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)
    opened = []
    for name in ("Awa", "Binta"):
        interaction = log_interaction(
            brand=cast.brand,
            channel=cast.official,
            author=name,
            text="Bonjour",
            by=cast.cm,
            sent_at=at,
            at=at,
        )
        escalation = open_escalation(
            interaction=interaction,
            question="Que répondre ?",
            department=cast.department("sales"),
            by=cast.cm,
            at=at,
        )
        opened.append(escalation)
        if len(opened) == 1:
            there = territory_of(agency=cast.agency, country="CM")
            correct(
                territory=there,
                kind=Correction.ADDED,
                day=date(2026, 9, 10),
                name="Deuil",
                by=cast.manager,
                at=at,
            )
    first, second = opened
    fixed = first.answer_by
    first.refresh_from_db()
    assert first.answer_by == fixed
    assert first.calendar_version != second.calendar_version
    assert second.answer_by > first.answer_by


@pytest.mark.parametrize(
    ("kind", "day", "more", "said"),
    [
        (Correction.CONFIRMED, date(2026, 3, 3), {}, "Aucun jour férié"),
        (Correction.ADDED, date(2026, 5, 20), {"name": "Fête"}, "déjà"),
        (Correction.ADDED, date(2026, 3, 3), {}, "s’appelle"),
        (Correction.MOVED, date(2026, 3, 20), {}, "quel jour"),
        (Correction.MOVED, date(2026, 3, 20), {"moved_to": date(2026, 3, 20)}, "déjà"),
    ],
)
def test_corrections_that_contradict_are_refused_in_words(
    cast: Cast, kind: str, day: date, more: dict, said: str
) -> None:
    there = territory_of(agency=cast.agency, country="CM")
    with pytest.raises(ValidationError) as refused:
        correct(territory=there, kind=kind, day=day, by=cast.manager, **more)
    assert said in " ".join(refused.value.messages)
    assert not HolidayCorrection.objects.exists()


def test_the_page_of_a_territory(manager: Client, cast: Cast) -> None:
    there = territory_of(agency=cast.agency, country="CM")
    page = f"/house/territories/{there.pk}/"
    words = manager.get(f"{page}?year=2026").content.decode()
    assert "vendredi 20 mars" in words
    assert "à confirmer" in words
    sent = {"kind": "moved", "day": "2026-03-20", "moved_to": "2026-03-21", "year": "2026"}
    answer = manager.post(f"{page}holidays/", sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}?year=2026")
    assert "samedi 21 mars" in manager.get(answer["Location"]).content.decode()
    answer = manager.post(f"{page}holidays/", {"kind": "added", "day": "2026-05-20", "year": "2026"})
    assert answer.status_code == 422
    correction = HolidayCorrection.objects.get()
    assert manager.post(f"/house/corrections/{correction.pk}/undo/").status_code == 303
    assert not HolidayCorrection.objects.exists()


def test_a_time_zone_that_does_not_exist_is_refused_in_words(manager: Client, cast: Cast) -> None:
    there = territory_of(agency=cast.agency, country="CM")
    form = {"name": "Cameroun", "time_zone": "Africa/Yaounde", "weekend": [6, 7], "languages": ["fr"]}
    answer = manager.post(f"/house/territories/{there.pk}/", form)
    assert answer.status_code == 422
    assert "n’est pas un fuseau horaire" in answer.content.decode()
    house = {"name": "Kamer Com", "kind": "agency", "time_zone": "Africa/Nowhere"}
    assert manager.post("/house/", house).status_code == 422


def test_a_region_has_its_own_holidays(cast: Cast) -> None:
    values = {"time_zone": "Europe/Paris", "weekend": [6, 7], "languages": ["fr"]}
    moselle = add_territory(
        agency=cast.agency, by=cast.manager, country="FR", region="57", name="Moselle", **values
    )
    france = add_territory(agency=cast.agency, by=cast.manager, country="FR", name="France", **values)
    stephen = date(2026, 12, 26)
    assert day_in(moselle, stephen)
    assert not day_in(france, stephen)
    for country, region in (("FR", "999"), ("CM", "LT")):
        with pytest.raises(ValidationError, match="région"):
            add_territory(
                agency=cast.agency, by=cast.manager, country=country, region=region, name="X", **values
            )


def test_a_week_is_worked_at_least_one_day(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="un jour"):
        add_territory(
            agency=cast.agency,
            by=cast.manager,
            country="DZ",
            name="Algérie",
            time_zone="Africa/Algiers",
            weekend=[1, 2, 3, 4, 5, 6, 7],
            languages=["ar"],
        )


def test_a_company_with_its_own_team_owns_its_brands(manager: Client, cast: Cast) -> None:
    form = {"name": "Camtel", "kind": "company", "time_zone": "Africa/Douala"}
    assert manager.post("/house/", form).status_code == 303
    cast.agency.refresh_from_db()
    assert cast.agency.is_company
    brand = create_brand(agency=cast.agency, name="Blue", countries=["CM"], by=cast.manager)
    assert brand.company.name == "Camtel"
    assert "white_label" not in manager.get("/brands/new/").context["form"].fields
    assert "propre équipe" in manager.get("/house/").content.decode()
