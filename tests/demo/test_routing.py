"""The demonstration's rules: added once, nothing wrong with them, and a matrix with a believable hole."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import Agency
from channels_mgmt.brands.services.directory import cards_of, departments_of
from channels_mgmt.escalations.services.rules.matrix import matrix_of
from channels_mgmt.escalations.services.rules.routing import rules_of
from channels_mgmt.escalations.services.rules.troubles import troubles_of
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, routing

UNTIL = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_rules_are_added_once_and_leave_a_hole() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=UNTIL - timedelta(days=200))
    brand = house.furnish(agency, told.brand("nyongtel"), at=UNTIL - timedelta(days=200))
    manager = house.people_of(agency)[house.MANAGER]
    with time_machine.travel(UNTIL, tick=False):
        routing.furnish(brand, manager, at=UNTIL)
        rules = rules_of(brand)
        routing.furnish(brand, manager, at=UNTIL)
    assert rules_of(brand) == rules
    assert [rule.name for rule in rules[1:3]] == ["Menace de procès", "Factures contestées"]
    wrong = troubles_of(brand, rules, cards_of(brand, departments_of(brand), at=UNTIL))
    codes = {trouble.code for found in wrong.values() for trouble in found}
    assert not codes & {"contradiction", "never_read", "closed"}
    matrix = matrix_of(brand, rules, user=manager, at=UNTIL)
    holes = {missing.hole.code: missing.kinds for missing in matrix.missing}
    assert len(holes["no_department"]) == 1
    service = brand.company.departments.get(kind="customer_service")
    assert list(service.exceptions) == ["2026-12-31"]
