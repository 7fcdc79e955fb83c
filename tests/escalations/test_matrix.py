"""Who answers what, drawn from the rules, with its holes."""

from typing import Any

import pytest
from django.utils.translation import override

from accounts.models import Contact, Department
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.escalations.services.rules import changing as services
from channels_mgmt.escalations.services.rules.matrix import Cell, Matrix, matrix_of
from channels_mgmt.escalations.services.rules.routing import rules_of
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

pytestmark = pytest.mark.django_db


def drawn(cast: Cast) -> Matrix:
    with override("en"):
        return matrix_of(cast.brand, rules_of(cast.brand), user=cast.manager, at=NOW)


def cell(cast: Cast, kind: str, purpose: str = "official") -> Cell:
    matrix = drawn(cast)
    (row,) = [row for row in matrix.rows if row.kind == kind]
    return next(cell for cell in row.cells if cell.purpose == purpose)


def codes(found: Cell) -> set[str]:
    return {hole.code for answer in found.answers for hole in answer.holes}


def rule(cast: Cast, name: str, **wanted: Any) -> None:
    values = {"name": name, "department": cast.department("legal"), **wanted}
    services.create_rule(brand=cast.brand, values=values, before=rules_of(cast.brand)[0], by=None)


def test_each_kind_has_its_department_deadlines_and_who_is_behind(cast: Cast) -> None:
    matrix = drawn(cast)
    assert [row.kind for row in matrix.rows] == Kind.values
    (answer,) = cell(cast, "complaint").answers
    first, second = Contact.objects.filter(department=cast.department("customer_service"))[:2]
    assert answer.department == cast.department("customer_service")
    assert (answer.first, answer.when) == (first.name, "")
    assert answer.backup.startswith(second.name)
    assert "1" in answer.acknowledge
    assert answer.answer.replace("\u00a0", " ").startswith("8 h")


def test_what_else_a_rule_wants_is_an_alternative_before_the_one_that_decides(cast: Cast) -> None:
    rule(cast, "Justice", words=["tribunal"])
    rule(cast, "Facebook", networks=["facebook"], kinds=["complaint"], sentiments=["negative"])
    answers = cell(cast, "complaint").answers
    assert [answer.rule and answer.rule.name for answer in answers][:2] == ["Facebook", "Justice"]
    assert "tribunal" in answers[1].when
    assert answers[-1].department == cast.department("customer_service")
    assert answers[-1].when == ""


def test_networks_and_territories_that_a_purpose_always_has_are_no_condition(cast: Cast) -> None:
    cast.brand.channels.exclude(pk=cast.official.pk).delete()
    rule(cast, "Ici", networks=[cast.official.network], territories=["CM"], kinds=["complaint"])
    (answer,) = cell(cast, "complaint").answers
    assert answer.rule is not None
    assert answer.rule.name == "Ici"
    rule(cast, "Ailleurs", networks=["youtube"], kinds=["complaint"])
    assert len(cell(cast, "complaint").answers) == 1


def test_holes_are_marked_where_they_are(cast: Cast) -> None:
    assert codes(cell(cast, "question")) == {"no_department"}
    assert codes(cell(cast, "praise")) == set()
    service = cast.department("customer_service")
    Department.objects.filter(pk=service.pk).update(hours={})
    assert "no_hours" in codes(cell(cast, "complaint"))
    kept, *others = Contact.objects.filter(department=service).select_related("department")
    Contact.objects.filter(pk__in=[one.pk for one in others]).delete()
    found = cell(cast, "complaint")
    assert "no_backup" in codes(found)
    assert found.answers[0].backup == ""
    paul = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Paul", email="p@example.com", by=None
    )
    absence: dict[str, Any] = {"brand": cast.brand, "by": cast.manager, "starts_on": NOW.date()}
    record_absence(contact=kept, ends_on=None, deputy=paul, **absence)
    assert cell(cast, "complaint").answers[0].first == "Paul"
    record_absence(contact=paul, ends_on=None, deputy=None, **absence)
    assert "all_absent" in codes(cell(cast, "complaint"))
    Department.objects.filter(pk=service.pk).update(closed_at=NOW)
    found = cell(cast, "complaint")
    assert codes(found) == {"closed", "no_department"}
    assert found.answers[-1].department is None
    missing = {one.hole.code: one.kinds for one in drawn(cast).missing}
    assert missing["closed"] == ["Complaint"]
    assert len(missing["no_department"]) >= 2


def test_a_department_whose_lines_nobody_has_confirmed_is_told(cast: Cast) -> None:
    assert "unconfirmed" in codes(cell(cast, "complaint"))
    (missing,) = [
        one for one in drawn(cast).missing if one.kinds == ["Complaint"] and one.hole.code == "unconfirmed"
    ]
    assert cast.department("customer_service").slug in missing.hole.url


def test_the_page_links_on_and_is_read_by_those_who_pass_on(cast: Cast, client: Any) -> None:
    logged(cast)
    client.force_login(cast.cm)
    page = client.get("/b/wouri/routing/matrix/?lang=en")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/b/wouri/directory/#customer-service" in text
    assert "kind=complaint" in text
    assert "1 in 30 days" in text
    assert f"/b/wouri/routing/#rule-{rules_of(cast.brand)[0].pk}" in text
    assert "hole" in text
    client.force_login(cast.manager)
    assert (
        f"/b/wouri/routing/{rules_of(cast.brand)[0].pk}/"
        in client.get(page.request["PATH_INFO"]).content.decode()
    )
    for who, status in ((cast.contact, 403), (cast.rival, 404)):
        client.force_login(who)
        assert client.get("/b/wouri/routing/matrix/").status_code == status


def test_the_number_of_queries_does_not_grow_with_the_rules(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        rule(cast, f"Règle {number}", words=[f"mot{number}"])
    listed = rules_of(cast.brand)
    with django_assert_max_num_queries(10):
        matrix_of(cast.brand, listed, user=cast.manager, at=NOW)


def test_what_comes_first_nearly_everywhere_is_told_once(cast: Cast) -> None:
    rule(cast, "Justice", words=["tribunal"])
    rule(cast, "Radio", kinds=["press"], words=["radio"])
    matrix = drawn(cast)
    (once,) = matrix.throughout
    (press,) = [row.label for row in matrix.rows if row.kind == "press"]
    assert (once.answer.rule and once.answer.rule.name, once.besides) == ("Justice", [press])
    naming = {
        row.label
        for row in matrix.rows
        for each in row.cells
        for answer in each.answers
        if answer.rule == once.answer.rule
    }
    assert naming == {press}
    page = client_of(cast.cm).get("/b/wouri/routing/matrix/").content.decode()
    assert page.index("tribunal") < page.index("<table")


def test_who_is_asked_and_only_not_confirmed_is_no_hole(cast: Cast) -> None:
    matrix = drawn(cast)
    assert "unconfirmed" not in {one.hole.code for one in matrix.holes}
    assert {one.hole.code for one in matrix.to_check} == {"unconfirmed"}
    assert not cell(cast, "complaint").has_holes
    assert cell(cast, "question").has_holes
