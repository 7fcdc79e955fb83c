"""Public holidays of a country, from the ``holidays`` library, in French."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

LABEL = re.compile(r"\s*\(([^()]*)\)$")
ESTIMATED = re.compile(r"\b(?:estimated|estimé|estimée)\b", re.IGNORECASE)
OBSERVED = re.compile(r"\b(?:observed|observé|férié substitué|substitué)\b", re.IGNORECASE)

FRENCH = {
    "Armed Forces Day": "Fête des forces armées",
    "Ascension Day": "Ascension",
    "Assumption Day": "Assomption",
    "Christmas Day": "Noël",
    "Day of Arafah": "Jour d’Arafat",
    "Eid al-Adha": "Aïd el-Adha",
    "Eid al-Adha Holiday": "Aïd el-Adha",
    "Eid al-Fitr": "Aïd el-Fitr",
    "Eid al-Fitr Holiday": "Aïd el-Fitr",
    "Evacuation Day": "Fête de l’Évacuation",
    "Good Friday": "Vendredi saint",
    "Independence Day": "Fête de l’Indépendance",
    "Islamic New Year": "Nouvel an hégirien",
    "Labor Day": "Fête du Travail",
    "Labour Day": "Fête du Travail",
    "Martyrs' Day": "Fête des Martyrs",
    "Mawlid": "Mawlid",
    "National Day": "Fête nationale",
    "New Year's Day": "Jour de l’an",
    "Prophet's Birthday": "Mouled",
    "Reunification Day": "Fête de la Réunification",
    "Republic Day": "Fête de la République",
    "Revolution and Youth Day": "Fête de la Révolution et de la Jeunesse",
    "Women's Day": "Fête de la Femme",
    "Youth Day": "Fête de la Jeunesse",
}
"""What the library has in English only: Cameroon and Tunisia."""


class Holiday(NamedTuple):
    date: date
    name: str
    estimated: bool
    """Computed from the moon, and so to be confirmed by a person."""


class UnknownCountryError(ValueError):
    """A country whose holidays the library does not know. ``str()`` is a sentence."""

    def __str__(self) -> str:
        return str(_("The public holidays of “%(country)s” are not known: enter them by hand.")) % {
            "country": self.args[0]
        }


def public_holidays(
    country: str, years: int | Iterable[int], language: str = "fr", region: str = ""
) -> list[Holiday]:
    """Public holidays of an ISO 3166 country, or of a region of it, named in ``fr`` or ``en`` where possible.

    By date, one entry a date: feasts that fall together share it. A feast of the moon is ``estimated``, and
    a person confirms it. Raises UnknownCountryError.
    """
    import holidays as library  # loads the rules of all countries

    code = country.upper()
    wanted = {years} if isinstance(years, int) else set(years)
    try:
        spoken = getattr(library.country_holidays(code), "supported_languages", ())
        found: Any = library.country_holidays(
            code, subdiv=region or None, years=wanted, language=language_for(spoken, language)
        )
    except NotImplementedError as problem:
        raise UnknownCountryError(country) from problem
    translated = FRENCH if language == "fr" else {}
    days = (describe(day, str(names), translated) for day, names in found.items() if day.year in wanted)
    return sorted(day._replace(name=day.name.replace("'", "’")) for day in days)


def regions_of(country: str) -> list[str]:
    """The codes of the regions of a country that have holidays of their own; none where it is not known."""
    import holidays as library

    try:
        return sorted(library.country_holidays(country.upper()).subdivisions)
    except NotImplementedError:
        return []


def language_for(supported: Iterable[str], language: str) -> str | None:
    """The library's own code for a language (“fr_SN”, “en_US”), English where it has no French."""
    for prefix in (language, "en"):
        for code in sorted(supported, key=len):
            if code == prefix or code.startswith(f"{prefix}_"):
                return code
    return None


def describe(day: date, names: str, translated: dict[str, str]) -> Holiday:
    """A date from the library's “Eid al-Fitr (estimated); Independence Day”."""
    feasts = []
    for name in names.split("; "):
        bare = LABEL.sub("", name) if is_note(name) else name
        feasts.append(translated.get(bare, bare))
    return Holiday(day, ", ".join(dict.fromkeys(feasts)), bool(ESTIMATED.search(names)))


def is_note(name: str) -> bool:
    """Whether what stands in brackets is a remark of the library, and not part of the name."""
    label = LABEL.search(name)
    return bool(label and (ESTIMATED.search(label[1]) or OBSERVED.search(label[1])))


def ramadan_begins(year: int) -> list[date]:
    """The days of a year on which the calendar has Ramadan begin, mostly one; the moon decides."""
    from holidays.calendars.islamic import _IslamicLunar  # the one place where the library keeps them

    written: Any = _IslamicLunar.RAMADAN_BEGINNING_DATES.get(year, ())
    both = written if written and isinstance(written[0], tuple) else (written,)
    return [date(year, *said) for said in both if said]
