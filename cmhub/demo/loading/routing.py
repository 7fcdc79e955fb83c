"""Rules that people of the agency added to the usual ones, and days on which a department works otherwise.

Safe to run again: what bears the same name is left. Questions stay without a rule, as they would until
somebody looks at who answers what: the matrix shows the hole.
"""

from datetime import date, datetime, timedelta

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.exceptional_days import write_days
from channels_mgmt.escalations.services.rules.changing import change_rule, create_rule
from channels_mgmt.escalations.services.rules.routing import rules_of

JUSTICE = {
    "name": "Menace de procès",
    "words": ["tribunal", "avocat", "huissier", "porter plainte", "mise en demeure"],
    "acknowledge_minutes": 30,
    "answer_minutes": 240,
}
BILLS = {
    "name": "Factures contestées",
    "kinds": ["complaint"],
    "words": ["facture", "facturation", "prélèvement", "débit"],
    "acknowledge_minutes": 60,
    "answer_minutes": 960,
    "warn_minutes": 180,
}
ADDED = (("finance", BILLS), ("legal", JUSTICE))
"""Each comes before those that were there: threats of a lawsuit are read first."""
EVE_OF_NEW_YEAR = (12, 31)


def furnish(brand: Brand, by: User, *, at: datetime) -> None:
    """The rules and days as they stand at `at`."""
    there = {rule.name for rule in rules_of(brand)}
    departments = {each.kind: each for each in brand.company.departments.filter(closed_at=None)}
    for kind, wanted in ADDED:
        if wanted["name"] not in there and kind in departments:
            first = next(rule for rule in rules_of(brand) if rule.kinds != ["crisis_signal"])
            values = {**wanted, "department": departments[kind]}
            create_rule(brand=brand, values=values, before=first, by=by, at=at)
    for rule in rules_of(brand):
        if rule.kinds == ["press"] and not rule.wakes_at_night:
            change_rule(rule=rule, values={"wakes_at_night": True}, by=by, at=at)
    if (service := departments.get("customer_service")) and not service.exceptions:
        day = _next(EVE_OF_NEW_YEAR, at.date() + timedelta(days=2))
        half = [["08:00", "12:00"]]
        write_days(
            brand=brand, department=service, first=day, last=None, hours=half, why="Réveillon", by=by, at=at
        )


def _next(day: tuple[int, int], after: date) -> date:
    """The first such day of a year that does not come before a date."""
    this_year = date(after.year, *day)
    return this_year if this_year >= after else date(after.year + 1, *day)
