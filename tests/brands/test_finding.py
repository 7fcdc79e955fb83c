"""“Who deals with X?”, asked as people type, by whoever works on the brand."""

import pytest

from accounts.choices import Media
from channels_mgmt.brands.services.departments import change_department
from channels_mgmt.brands.services.experts import add_expert
from channels_mgmt.escalations.services.rules.changing import create_rule
from tests.brands.test_directory import PAGE, logged_in, read
from tests.cast import Cast


def deals_with(cast: Cast, kind: str, *subjects: str) -> None:
    department = cast.department(kind)
    change_department(brand=cast.brand, department=department, subjects=list(subjects), by=cast.manager)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("FACTURES", "finance"),
        ("qui s’occupe de la facture ?", "finance"),
        ("facturation", "finance"),
        ("remboursemnt", "finance"),
        ("ressources humaines", "hr"),
        ("human resources", "hr"),
        ("Who deals with the invoices and the facture?", "finance"),
        ("Second Contact", "customer_service"),
    ],
)
def test_who_deals_with_it_is_found_as_people_type(cast: Cast, question: str, kind: str) -> None:
    deals_with(cast, "finance", "Factures et facturation", "Remboursements")
    answer = logged_in(cast.cm).get(PAGE, {"q": question})
    found = [one.department.kind for one in answer.context["cards"]]
    assert found[0] == kind
    assert len(found) < 3
    assert answer.context["cards"][0].found


def test_an_expert_is_found_by_subject(cast: Cast) -> None:
    add_expert(
        brand=cast.brand, name="Odile Ekambi", subjects=["Cinquième génération", "antennes"],
        media=[Media.TELEVISION], languages=["fr"], phone="6 00 00 00 01",
        conditions="après accord de la communication", by=cast.manager,
    )  # fmt: skip
    answer = logged_in(cast.executive).get(PAGE, {"q": "antenne"})
    assert [one.expert.name for one in answer.context["experts"]] == ["Odile Ekambi"]
    assert "après accord de la communication" in answer.content.decode()


def test_a_routing_rule_answers_as_well(cast: Cast) -> None:
    values = {"name": "Cartes avalées", "words": ["distributeur"], "department": cast.department("it")}
    create_rule(brand=cast.brand, values=values, by=cast.manager)
    answer = logged_in(cast.cm).get(PAGE, {"q": "distributeurs"})
    assert [one.department.kind for one in answer.context["cards"]] == ["it"]
    assert "Cartes avalées" in answer.content.decode()
    assert "Cartes avalées" not in read(logged_in(cast.other_cm), "/b/sanaga/directory/?q=distributeurs")


@pytest.mark.parametrize("question", ["zzzzzz", "'; drop table", "<script>alert(1)</script>", "x" * 5000])
def test_a_question_without_an_answer_says_so(cast: Cast, question: str) -> None:
    answer = logged_in(cast.cm).get(PAGE, {"q": question})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
