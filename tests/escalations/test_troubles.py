"""Rules that contradict, are never read or lead to nobody are shown where they are, or refused."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.models import Contact, Department
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.directory import cards_of, departments_of
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules import changing as services
from channels_mgmt.escalations.services.rules.routing import rules_of
from channels_mgmt.escalations.services.rules.troubles import loops_in, troubles_of, troubles_of_departments
from tests.cast import Cast
from tests.escalations.conftest import NOW

pytestmark = pytest.mark.django_db


def made(cast: Cast, name: str, kind: str = "legal", **wanted: Any) -> RoutingRule:
    values = {"name": name, "department": cast.department(kind), **wanted}
    return services.create_rule(brand=cast.brand, values=values, by=cast.manager, as_it_is=True)


def troubles(cast: Cast) -> dict[str, list[str]]:
    listed = rules_of(cast.brand)
    cards = cards_of(cast.brand, departments_of(cast.brand), at=NOW)
    names = {rule.pk: rule.name for rule in listed}
    with override("en"):
        found = troubles_of(cast.brand, listed, cards)
    return {names[pk]: [one.code for one in each if one.code != "unconfirmed"] for pk, each in found.items()}


def test_usual_rules_have_nothing_wrong(cast: Cast) -> None:
    codes = {code for found in troubles(cast).values() for code in found}
    assert not codes & {"contradiction", "never_read", "never", "closed"}


def test_contradictions_and_what_is_never_read(cast: Cast) -> None:
    made(cast, "Encore", kinds=["complaint"])
    made(cast, "Double", "customer_service", kinds=["complaint"])
    made(cast, "Étroite", kinds=["complaint"], words=["tribunal"])
    made(cast, "À deux", kinds=["complaint", "press"])
    found = troubles(cast)
    assert "contradiction" in found["Encore"]
    assert "contradiction" in found["Double"]
    assert "never_read" in found["Étroite"]
    assert "never_read" in found["À deux"]


def test_a_rule_without_condition_leaves_nothing_to_the_last_one(cast: Cast) -> None:
    made(cast, "Tout")
    last = rules_of(cast.brand)[-1]
    assert "never_read" in troubles(cast)[last.name]


@pytest.mark.parametrize(
    "wanted",
    [{"words": ["َُ"]}, {"territories": ["SN"]}, {"networks": ["youtube"]}, {"purposes": ["tech_support"]}],
)
def test_what_nothing_can_meet(cast: Cast, wanted: dict[str, Any]) -> None:
    cast.brand.channels.exclude(network="facebook").delete()
    cast.brand.channels.filter(purpose="tech_support").delete()
    made(cast, "Jamais", **wanted)
    assert "never" in troubles(cast)["Jamais"]


def test_a_closed_department_is_marked_and_passed_over(cast: Cast) -> None:
    service = cast.department("customer_service")
    Department.objects.filter(pk=service.pk).update(closed_at=NOW)
    rule = next(rule for rule in rules_of(cast.brand) if rule.kinds == ["complaint"])
    assert troubles(cast)[rule.name] == ["closed"]
    made(cast, "Relève", kinds=["complaint"])
    assert "never_read" not in troubles(cast).get("Relève", [])  # what is passed over takes nothing


def test_a_department_with_nobody_there_is_marked(cast: Cast) -> None:
    for contact in Contact.objects.filter(department=cast.department("customer_service")):
        record_absence(
            brand=cast.brand, contact=contact, starts_on=NOW.date(), ends_on=None, deputy=None, by=None
        )
    rule = next(rule for rule in rules_of(cast.brand) if rule.kinds == ["complaint"])
    assert troubles(cast)[rule.name] == ["all_absent"]


def test_departments_that_report_in_a_circle_are_shown(cast: Cast, client: Any) -> None:
    sales, legal, hr = (cast.department(kind) for kind in ("sales", "legal", "hr"))
    for below, above in ((sales, legal), (legal, hr), (hr, sales)):
        Department.objects.filter(pk=below.pk).update(reports_to=above)
    departments = departments_of(cast.brand)
    (loop,) = loops_in(departments)
    assert {each.pk for each in loop} == {sales.pk, legal.pk, hr.pk}
    (told,) = troubles_of_departments(cast.brand, departments)
    assert all(each.name in told.words for each in (sales, legal, hr))
    client.force_login(cast.manager)
    page = client.get("/b/wouri/routing/?lang=en").content.decode()
    assert "report to one another in a circle" in page
    Department.objects.filter(pk=hr.pk).update(reports_to=None)
    assert loops_in(departments_of(cast.brand)) == []


def refused(cast: Cast, **wanted: Any) -> str:
    values = {"name": "Refusée", "department": cast.department("legal"), **wanted}
    with override("en"), pytest.raises(ValidationError) as problem:
        services.create_rule(brand=cast.brand, values=values, by=cast.manager)
    return " ".join(problem.value.messages)


def test_what_cannot_be_meant_is_refused(cast: Cast) -> None:
    assert "sends it to" in refused(cast, kinds=["complaint"])
    service = cast.department("customer_service")
    assert "change that one" in refused(cast, kinds=["complaint"], department=service)
    assert "no text contains them" in refused(cast, words=["َُ"])
    assert "another company" in refused(cast, department=cast.department("legal", cast.other_brand))
    Department.objects.filter(pk=cast.department("legal").pk).update(closed_at=NOW)
    assert "has closed" in refused(cast, kinds=["question"])


def test_a_rule_is_not_changed_into_another_ones_double_but_its_name_is(cast: Cast) -> None:
    rule = made(cast, "Encore", kinds=["complaint"])
    services.change_rule(rule=rule, values={"name": "Toujours"}, by=cast.manager)
    with pytest.raises(ValidationError):
        services.change_rule(rule=rule, values={"kinds": ["press"]}, by=cast.manager)
    changed = services.change_rule(rule=rule, values={"kinds": ["question"]}, by=cast.manager)
    assert (changed.name, changed.kinds) == ("Toujours", ["question"])


def test_the_maker_is_told_at_once_and_the_page_shows_it(cast: Cast, client: Any) -> None:
    client.force_login(cast.manager)
    data = {
        "name": "Justice",
        "kinds": ["complaint"],
        "words": "tribunal",
        "department": cast.department("legal").pk,
        "acknowledge_minutes": "30",
        "answer_minutes": "120",
    }
    asked = client.post("/b/wouri/routing/new/?lang=en", data)
    assert asked.status_code == 422
    assert "Never reached" in asked.content.decode()
    assert all(rule.name != "Justice" for rule in rules_of(cast.brand)), "it was not saved in silence"
    told = client.post("/b/wouri/routing/new/?lang=en", {**data, "anyway": "1"}, follow=True).content.decode()
    assert "Never reached" in told
    assert "Move it up, or narrow what comes before." in told
    again = client.post("/b/wouri/routing/new/?lang=en", {**data, "words": "", "name": "Encore"})
    assert again.status_code == 422
    assert "wants the same" in again.content.decode()
