"""The days that the product knows beside public holidays, with where they come from.

`docs/calendar.md` says how to add one. A day whose date is set anew each year, or told by the moon, is
`estimated`: a house changes it for the year.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cmhub.lib.holidays import ramadan_begins

MONDAY, FRIDAY, SUNDAY = 0, 4, 6
UN = "https://www.un.org/en/observances/list-days-weeks"
AFRICAN_UNION = "https://au.int/en/african-union-observance-days"
CUSTOM = ""
"""What trade and families do, without a text that says so."""

Rule = Callable[[int], Iterable[date]]


@dataclass(frozen=True)
class BuiltIn:
    """`countries` is empty for a day that is kept everywhere; `source` an address, empty for a custom."""

    code: str
    name: Any
    rule: Rule
    countries: tuple[str, ...] = ()
    estimated: bool = False
    source: str = CUSTOM


def fixed(month: int, day: int) -> Rule:
    return lambda year: [date(year, month, day)]


def nth(number: int, weekday: int, month: int) -> Rule:
    """The second Monday of a month, the fourth Friday."""

    def of(year: int) -> list[date]:
        first = date(year, month, 1)
        return [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))]

    return of


def last(weekday: int, month: int) -> Rule:
    def of(year: int) -> list[date]:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return [end - timedelta(days=(end.weekday() - weekday) % 7)]

    return of


def after(rule: Rule, days: int) -> Rule:
    return lambda year: [day + timedelta(days=days) for day in rule(year)]


THANKSGIVING = nth(4, 3, 11)

BUILT_IN = (
    BuiltIn("community_manager", _("Community manager appreciation day"), nth(4, MONDAY, 1)),
    BuiltIn("valentine", _("Valentine’s Day"), fixed(2, 14)),
    BuiltIn("ramadan", _("Beginning of Ramadan"), ramadan_begins, estimated=True),
    BuiltIn("women", _("International Women’s Day"), fixed(3, 8), source=UN),
    BuiltIn("consumers", _("World Consumer Rights Day"), fixed(3, 15)),
    BuiltIn("health", _("World Health Day"), fixed(4, 7), source=UN),
    BuiltIn("science_dz", _("Day of Knowledge (Youm El Ilm)"), fixed(4, 16), ("DZ",)),
    BuiltIn("press_freedom", _("World Press Freedom Day"), fixed(5, 3), source=UN),
    BuiltIn("memory_dz", _("National Day of Memory"), fixed(5, 8), ("DZ",)),
    BuiltIn("telecoms", _("World Telecommunication and Information Society Day"), fixed(5, 17), source=UN),
    BuiltIn("student_dz", _("National Student Day"), fixed(5, 19), ("DZ",)),
    BuiltIn("africa", _("Africa Day"), fixed(5, 25), source=AFRICAN_UNION),
    BuiltIn("mothers", _("Mother’s Day"), last(SUNDAY, 5)),
    BuiltIn("environment", _("World Environment Day"), fixed(6, 5), source=UN),
    BuiltIn("african_child", _("Day of the African Child"), fixed(6, 16), source=AFRICAN_UNION),
    BuiltIn("fathers", _("Father’s Day"), nth(3, SUNDAY, 6)),
    BuiltIn("music", _("World Music Day"), fixed(6, 21)),
    BuiltIn("african_women", _("African Women’s Day"), fixed(7, 31), source=AFRICAN_UNION),
    BuiltIn("youth", _("International Youth Day"), fixed(8, 12), source=UN),
    BuiltIn("moudjahid_dz", _("National Moudjahid Day"), fixed(8, 20), ("DZ",)),
    BuiltIn("school_cm", _("Back to school"), nth(2, MONDAY, 9), ("CM",), estimated=True),
    BuiltIn("school_ci", _("Back to school"), nth(2, MONDAY, 9), ("CI",), estimated=True),
    BuiltIn("school_dz", _("Back to school"), nth(3, SUNDAY, 9), ("DZ",), estimated=True),
    BuiltIn("school_sn", _("Back to school"), nth(1, MONDAY, 10), ("SN",), estimated=True),
    BuiltIn("teachers", _("World Teachers’ Day"), fixed(10, 5), source=UN),
    BuiltIn("african_youth", _("African Youth Day"), fixed(11, 1), source=AFRICAN_UNION),
    BuiltIn("children", _("World Children’s Day"), fixed(11, 20), source=UN),
    BuiltIn("black_friday", _("Black Friday"), after(THANKSGIVING, 1)),
    BuiltIn("cyber_monday", _("Cyber Monday"), after(THANKSGIVING, 4)),
    BuiltIn("aids", _("World AIDS Day"), fixed(12, 1), source=UN),
    BuiltIn("human_rights", _("Human Rights Day"), fixed(12, 10), source=UN),
    BuiltIn("new_years_eve", _("New Year’s Eve"), fixed(12, 31)),
)
BY_CODE = {day.code: day for day in BUILT_IN}
