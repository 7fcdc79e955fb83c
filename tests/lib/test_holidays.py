from __future__ import annotations

from datetime import date

import pytest

from cmhub.lib.holidays import Holiday, UnknownCountryError, public_holidays

NEIGHBOURS = ["CM", "SN", "CI", "DZ", "GA", "CD", "CG", "BJ", "TG", "BF", "ML", "TD", "MA", "TN"]
ENGLISH = ("Day", "Eid", "Year", "Christmas", "Holiday", "Friday", "estimated", "observed")


@pytest.mark.parametrize("country", NEIGHBOURS)
def test_holidays_have_french_names(country: str) -> None:
    holidays = public_holidays(country, range(2024, 2029))
    assert len(holidays) > 30
    assert holidays == sorted(holidays)
    assert not [h.name for h in holidays if any(word in h.name for word in ENGLISH) or "(estim" in h.name]


def test_cameroon() -> None:
    holidays = public_holidays("CM", 2026)
    assert Holiday(date(2026, 5, 20), "Fête nationale", estimated=False) in holidays
    assert Holiday(date(2026, 2, 11), "Fête de la Jeunesse", estimated=False) in holidays
    assert Holiday(date(2026, 3, 20), "Aïd el-Fitr", estimated=True) in holidays
    assert {h.date.year for h in holidays} == {2026}


def test_feasts_of_the_moon_are_estimated_elsewhere_too() -> None:
    assert Holiday(date(2026, 3, 20), "Journée de la Korité", estimated=True) in public_holidays("SN", [2026])
    assert any(h.estimated for h in public_holidays("DZ", 2027))


def test_two_feasts_on_one_date() -> None:
    (feast,) = [h for h in public_holidays("TN", 2026) if h.date == date(2026, 3, 20)]
    assert feast == Holiday(date(2026, 3, 20), "Aïd el-Fitr, Fête de l’Indépendance", estimated=True)


def test_in_english() -> None:
    assert public_holidays("CI", 2026, "en")[0].name == "New Year’s Day"


@pytest.mark.parametrize("country", ["XX", "", "Cameroun"])
def test_an_unknown_country(country: str) -> None:
    with pytest.raises(UnknownCountryError) as refusal:
        public_holidays(country, 2026)
    assert country in str(refusal.value)
