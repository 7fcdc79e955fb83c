from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.choices import DepartmentKind
from channels_mgmt.brands.choices import Kind, Network, Purpose
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules import changing as rule_services
from channels_mgmt.escalations.services.rules import ordering
from channels_mgmt.escalations.services.rules.conditions import Facts, checks, contains_word
from channels_mgmt.escalations.services.rules.routing import explain, facts_of, plan_for, rules_of
from channels_mgmt.inbox.choices import Priority
from tests.escalations.conftest import NOW, logged


def rule_of(brand, **values):
    department = values.pop("department", None) or brand.company.departments.get(kind=DepartmentKind.LEGAL)
    values = {"name": "Juridique", "department": department, **values}
    return rule_services.create_rule(brand=brand, values=values, by=None)


def test_a_new_brand_has_the_usual_rules_and_the_last_one(cast):
    rules = rules_of(cast.brand)
    assert rules[-1].is_catch_all
    assert (rules[-1].department, rules[-1].acknowledge_minutes, rules[-1].answer_minutes) == (None, 60, 480)
    assert {rule.kinds[0]: rule.department.kind for rule in rules[:-1]} == {
        Kind.CRISIS_SIGNAL: DepartmentKind.MANAGEMENT,
        Kind.COMPLAINT: DepartmentKind.CUSTOMER_SERVICE,
        Kind.TECHNICAL_PROBLEM: DepartmentKind.TECHNICAL,
        Kind.SITE_FAULT: DepartmentKind.IT,
        Kind.LEAD: DepartmentKind.SALES,
        Kind.PRESS: DepartmentKind.COMMUNICATION,
        Kind.PARTNERSHIP: DepartmentKind.MARKETING,
        Kind.SUGGESTION: DepartmentKind.MARKETING,
        Kind.JOB: DepartmentKind.HR,
        Kind.DESIGN: DepartmentKind.DESIGN,
    }


def test_the_usual_rules_are_made_once(cast):
    before = rules_of(cast.brand)
    rule_services.default_rules(cast.brand)
    rule_services.ensure_catch_all(cast.brand)
    assert rules_of(cast.brand) == before


@pytest.mark.parametrize(
    ("conditions", "facts", "matches"),
    [
        ({"kinds": ["complaint", "press"]}, Facts(kind="press"), True),
        ({"kinds": ["complaint"]}, Facts(kind="question"), False),
        ({"kinds": ["complaint"]}, Facts(), False),
        ({"themes": ["Réseau"]}, Facts(theme="reseau"), True),
        ({"purposes": ["tech_support"]}, Facts(purpose=Purpose.TECH_SUPPORT), True),
        ({"networks": ["x"]}, Facts(network=Network.FACEBOOK), False),
        ({"sentiments": ["negative"]}, Facts(sentiment="negative"), True),
        ({"words": ["procès"]}, Facts(text="Je vais vous faire un PROCES !"), True),
        ({"words": ["panne"]}, Facts(text="Je suis en dépannage"), False),
        ({"words": ["mobile money"]}, Facts(text="Mon  Mobile\nMoney est bloqué"), True),
        ({"lowest_priority": Priority.HIGH}, Facts(priority=Priority.URGENT), True),
        ({"lowest_priority": Priority.HIGH}, Facts(priority=Priority.NORMAL), False),
        ({"kinds": ["lead"], "words": ["devis"]}, Facts(kind="lead", text="bonjour"), False),
        ({}, Facts(), True),
    ],
)
def test_all_conditions_of_a_rule_must_hold(conditions, facts, matches):
    rule = RoutingRule(name="Essai", **conditions)
    assert all(check.met for check in checks(rule, facts)) is matches


def test_words_are_whole():
    assert contains_word("L'ARNAQUE du siècle", ["arnaque"]) == "arnaque"
    assert contains_word("اريد المساعدة من فضلك", ["المساعدة"]) == "المساعدة"
    assert contains_word("chat", ["", " "]) == ""


def test_the_first_rule_that_matches_wins_and_says_why(cast):
    legal = rule_of(cast.brand, kinds=["complaint"], words=["tribunal"])
    for _step in range(10):
        ordering.move_rule(rule=legal, up=True, by=cast.manager)
    facts = Facts(kind="complaint", purpose=Purpose.OFFICIAL, text="On se verra au Tribunal.")
    with override("en"):
        said = explain(cast.brand, facts, at=NOW)
    assert said["rule"] == "Juridique"
    assert said["department"] == "legal"
    assert said["why"] == "the kind is “complaint” and the text contains “tribunal”"
    assert said["passed_over"] == []


def test_the_reasons_are_said_in_the_readers_language(cast):
    facts = Facts(kind="complaint", text="panne")
    with override("fr"):
        french = explain(cast.brand, facts, at=NOW)
    with override("en"):
        english = explain(cast.brand, facts, at=NOW)
    assert english["why"] == "the kind is “complaint”"
    assert "réclamation" in french["why"]
    assert "kind" not in french["why"]
    assert "signal de crise" in french["passed_over"][0]["why"]
    assert french["answer_by"] == english["answer_by"]


def test_why_a_rule_was_passed_over(cast):
    with override("en"):
        said = explain(cast.brand, Facts(kind="technical_problem"), at=NOW)
    assert said["department"] == "technical"
    crisis, complaint = rules_of(cast.brand)[:2]
    assert said["passed_over"] == [
        {"rule": crisis.name, "why": "the kind is “technical problem”, not “crisis signal”"},
        {"rule": complaint.name, "why": "the kind is “technical problem”, not “complaint”"},
    ]


def test_what_nothing_matches_goes_to_the_manager_in_office_hours(cast):
    friday_evening = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)  # 16:30 in Douala
    with override("en"):
        said = explain(cast.brand, Facts(kind="praise"), at=friday_evening)
    assert (said["department"], said["why"]) == (
        None,
        "no other rule matches: it goes to the agency's manager",
    )
    assert said["acknowledge_by"] == "2026-03-09T08:30:00+01:00"
    assert said["answer_by"] == "2026-03-09T15:30:00+01:00"
    assert len(said["passed_over"]) == len(rules_of(cast.brand)) - 1


@pytest.mark.parametrize(
    ("asked_at", "acknowledge_by"),
    [
        ("2026-03-05 16:30", "2026-03-08 08:30"),  # Thursday: the weekend is Friday and Saturday
        ("2026-03-06 10:00", "2026-03-08 09:00"),
        ("2026-10-29 16:30", "2026-11-02 08:30"),  # Sunday 1 November is the Revolution's day
    ],
)
def test_deadlines_keep_the_weekend_and_the_holidays_of_algeria(cast, asked_at, acknowledge_by):
    zone = ZoneInfo("Africa/Algiers")
    plan = plan_for(
        cast.rival_brand,
        Facts(kind="complaint"),
        at=datetime.fromisoformat(asked_at).replace(tzinfo=zone),
    )
    assert plan.department.slug == "customer-service"
    assert plan.acknowledge_by.astimezone(zone).strftime("%Y-%m-%d %H:%M") == acknowledge_by


def test_a_crisis_is_counted_around_the_clock(cast):
    midnight = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
    plan = plan_for(cast.brand, Facts(kind="crisis_signal"), at=midnight)
    assert plan.acknowledge_by == datetime(2026, 3, 7, 23, 15, tzinfo=UTC)
    assert plan.answer_by == datetime(2026, 3, 8, 0, 0, tzinfo=UTC)


def test_a_department_without_hours_keeps_those_of_the_brand(cast):
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    service.hours = {}
    service.save()
    plan = plan_for(cast.brand, Facts(kind="complaint"), at=datetime(2026, 3, 6, 16, 30, tzinfo=UTC))
    assert plan.acknowledge_by == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


def test_a_closed_department_is_passed_over(cast):
    service = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    service.closed_at = NOW
    service.save()
    with override("en"):
        said = explain(cast.brand, Facts(kind="complaint"), at=NOW)
    assert said["department"] is None
    assert f"the department “{service.name}” has closed" in [each["why"] for each in said["passed_over"]]
    with pytest.raises(ValidationError):
        plan_for(cast.brand, Facts(), department=service, at=NOW)


def test_a_department_chosen_by_hand_keeps_the_deadlines_of_its_rule(cast):
    legal = cast.department(DepartmentKind.LEGAL)
    rule = rule_of(cast.brand, kinds=["press"], words=["procès"], acknowledge_minutes=30, answer_minutes=90)
    with override("en"):
        plan = plan_for(cast.brand, Facts(kind="praise"), department=legal, at=NOW, chosen_by=cast.cm)
        assert plan.why == "chosen by Cm"
    assert (plan.rule, plan.department, plan.answer_minutes) == (rule, legal, 90)


def test_a_department_of_another_company_is_refused(cast):
    theirs = cast.department(DepartmentKind.LEGAL, cast.other_brand)
    with pytest.raises(ValidationError):
        plan_for(cast.brand, Facts(), department=theirs, at=NOW)


def test_facts_are_all_that_the_public_wrote(cast):
    interaction = logged(cast, "Ma ligne est coupée", priority=Priority.HIGH)
    facts = facts_of(interaction)
    assert facts == Facts(
        kind="complaint",
        purpose="official",
        network="facebook",
        territory="CM",
        priority=Priority.HIGH,
        text="Ma ligne est coupée",
    )


def test_rules_change_places_but_not_with_the_last_one(cast):
    *movable, last = rules_of(cast.brand)
    assert ordering.move_rule(rule=movable[-1], up=False, by=None) is False
    assert ordering.move_rule(rule=last, up=True, by=None) is False
    assert ordering.move_rule(rule=movable[1], up=True, by=None) is True
    assert rules_of(cast.brand) == [movable[1], movable[0], *movable[2:], last]


def test_the_last_rule_stays_and_has_no_condition(cast):
    last = rules_of(cast.brand)[-1]
    assert rule_services.delete_rule(rule=last, by=cast.manager) is False
    with pytest.raises(ValidationError):
        rule_services.change_rule(rule=last, values={"kinds": ["complaint"]}, by=cast.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.create(brand=cast.brand, position=99, name="Deux", is_catch_all=True)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"acknowledge_minutes": 0},
        {"acknowledge_minutes": 90, "answer_minutes": 60},
        {"department": None},
        {"kinds": ["gossip"]},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(cast, nonsense):
    rule = rules_of(cast.brand)[0]
    with pytest.raises(ValidationError):
        rule_services.change_rule(rule=rule, values=nonsense, by=cast.manager)
