"""Sections saved one by one: by two people at once, with what the database refuses, with nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import NetworkPlan, Objective, OwnMetric, Persona, Strategy
from channels_mgmt.strategy.services import writing
from channels_mgmt.strategy.services.objectives import save_objectives
from cmhub.lib.durations import minutes_in
from tests.cast import Cast, client_of

DRAFT = "/b/teranga/strategy/draft/"
RATE = "responsiveness.response_rate"


@pytest.fixture
def draft(shop: Cast) -> Strategy:
    return writing.begin(brand=shop.brand, by=shop.strategist)


def rows(*lines: dict[str, object], **fields: object) -> dict[str, object]:
    """What the form of a section with rows sends."""
    data: dict[str, object] = {"rows-TOTAL_FORMS": len(lines), "rows-INITIAL_FORMS": 0, **fields}
    for number, line in enumerate(lines):
        data |= {f"rows-{number}-{name}": value for name, value in {"key": uuid4(), **line}.items()}
    return data


def goal(words: str, edition: int = 0) -> dict[str, object]:
    return {"goals": ["serve"], "goal_words": words, "company_strategy": "", "edition": edition}


# --- Two at once ------------------------------------------------------------------------------------


def test_who_saves_what_is_no_longer_there_is_told_and_changes_nothing(shop: Cast, draft: Strategy) -> None:
    one = {"strategy": draft, "section": Section.MISSION, "edition": 0}
    assert writing.save_section(fields={"mission": "Du stratège"}, by=shop.strategist, **one) == 1
    with pytest.raises(writing.OutdatedError) as told:
        writing.save_section(fields={"mission": "Du manager"}, by=shop.manager, **one)
    assert "Strategist" in told.value.messages[0]
    draft.refresh_from_db()
    assert draft.mission == "Du stratège"
    again = one | {"edition": 1}
    assert writing.save_section(fields={"mission": "Du manager"}, by=shop.manager, **again) == 2


def test_sections_are_edited_side_by_side(shop: Cast, draft: Strategy) -> None:
    writing.save_section(
        strategy=draft, section=Section.GOAL, fields={"goal_words": "A"}, by=shop.manager, edition=0
    )
    writing.save_section(
        strategy=draft, section=Section.TONE, fields={"tone": "B"}, by=shop.strategist, edition=0
    )
    draft.refresh_from_db()
    assert (draft.goal_words, draft.tone) == ("A", "B")


def test_the_second_of_two_sees_both_texts_and_saves_on(shop: Cast, draft: Strategy) -> None:
    first, second = client_of(shop.strategist), client_of(shop.manager)
    assert first.post(f"{DRAFT}goal/", goal("Être connu")).status_code == 303
    answer = second.post(f"{DRAFT}goal/", goal("Vendre plus"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Être connu" in page, "what the other wrote"
    assert "Vendre plus" in page, "what was typed"
    assert "Strategist" in page
    assert 'name="edition" value="1"' in page
    assert second.post(f"{DRAFT}goal/", goal("Vendre plus et être connu", 1)).status_code == 303
    draft.refresh_from_db()
    assert draft.goal_words == "Vendre plus et être connu"


def test_lines_that_both_added_all_stay(shop: Cast, draft: Strategy) -> None:
    first, second = client_of(shop.strategist), client_of(shop.manager)
    first.post(f"{DRAFT}personas/", rows({"name": "Awa"}, edition=0))
    answer = second.post(f"{DRAFT}personas/", rows({"name": "Boris"}, edition=0))
    assert answer.status_code == 422
    shown = answer.context["rows"]
    data = {"edition": 1, "rows-TOTAL_FORMS": len(shown.forms), "rows-INITIAL_FORMS": 0}
    for form in shown.forms:
        data |= {form.add_prefix(name): form[name].value() or "" for name in ("key", "name")}
    assert second.post(f"{DRAFT}personas/", data).status_code == 303
    assert set(draft.personas.values_list("name", flat=True)) == {"Awa", "Boris"}


# --- Rows -------------------------------------------------------------------------------------------


def test_rows_keep_their_keys_and_order_and_go_where_they_are_ticked(shop: Cast, draft: Strategy) -> None:
    client = client_of(shop.strategist)
    client.post(f"{DRAFT}personas/", rows({"name": "Awa"}, {"name": "Boris"}, {"name": ""}, edition=0))
    awa, boris = draft.personas.all()
    assert (awa.name, boris.name) == ("Awa", "Boris")
    kept = rows(
        {"name": "Boris Talla", "key": boris.key},
        {"name": "Awa", "key": awa.key, "DELETE": "on"},
        {"name": "Chantal"},
        edition=1,
    ) | {"rows-INITIAL_FORMS": 2}
    assert client.post(f"{DRAFT}personas/", kept).status_code == 303
    assert [*draft.personas.values_list("name", flat=True)] == ["Boris Talla", "Chantal"]
    assert draft.personas.first().key == boris.key  # type: ignore[union-attr]


def test_a_form_sent_twice_makes_its_rows_once(shop: Cast, draft: Strategy) -> None:
    client, data = client_of(shop.strategist), rows({"name": "Awa"}, edition=0)
    assert client.post(f"{DRAFT}personas/", data).status_code == 303
    client.post(f"{DRAFT}personas/", data)
    assert Persona.objects.filter(strategy=draft).count() == 1


def test_a_network_is_chosen_once_for_a_purpose(shop: Cast, draft: Strategy) -> None:
    twice = [{"network": "x", "purpose": "official"}] * 2
    with pytest.raises(ValidationError) as refused:
        writing.save_section(strategy=draft, section=Section.NETWORKS, rows=twice, by=shop.manager)
    assert refused.value.code == "twice"
    answer = client_of(shop.manager).post(
        f"{DRAFT}networks/", rows(*twice, edition=0, in_time_percent=90, networks_apart="")
    )
    assert answer.status_code == 422
    both = [{"network": "x", "purpose": "official"}, {"network": "x", "purpose": "tech_support"}]
    writing.save_section(strategy=draft, section=Section.NETWORKS, rows=both, by=shop.manager)
    assert draft.networks.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"posts_per_week": "-1"},
        {"posts_per_week": "501"},
        {"posts_per_week": "beaucoup"},
        {"response_minutes": "0"},
        {"response_minutes": "50000"},
        {"response_minutes": "bientôt"},
        {"network": "minitel"},
        {"purpose": "espionnage"},
    ],
)
def test_impossible_plans_are_refused_and_what_was_typed_stays(
    wrong: dict[str, str], shop: Cast, draft: Strategy
) -> None:
    line = {"network": "x", "purpose": "official", "reason": "Parce que", **wrong}
    answer = client_of(shop.manager).post(
        f"{DRAFT}networks/", rows(line, edition=0, in_time_percent=90, networks_apart="Aucun")
    )
    assert answer.status_code == 422
    assert "Parce que" in answer.content.decode()
    assert not NetworkPlan.objects.filter(strategy=draft).exists()


def test_hours_are_written_and_shown_as_such_and_each_line_says_what_it_is(
    shop: Cast, draft: Strategy
) -> None:
    client = client_of(shop.manager)
    line = {"network": "facebook", "purpose": "official", "response_minutes": "1 h 30"}
    sent = rows(line, edition=0, in_time_percent=90, networks_apart="")
    assert client.post(f"{DRAFT}networks/", sent).status_code == 303
    assert draft.networks.get().response_minutes == 90
    plan, empty = client.get(f"{DRAFT}networks/").context["rows"]
    shown = str(plan["response_minutes"].value())
    assert shown != "90"
    assert minutes_in(shown) == 90
    assert plan.legend.startswith("Facebook · ")
    assert empty.legend == ""
    own = {"own_name": "Ventes", "start": 1, "target": 2, "due": date(2026, 12, 31)}
    save_objectives(strategy=draft, rows=[own], by=shop.manager)
    objective, empty = client.get(f"{DRAFT}objectives/").context["rows"]
    assert (objective.legend, empty.legend) == ("Ventes", "")


@pytest.mark.parametrize(("shares", "taken"), [((60, 40), True), ((60, 30), False), ((), True)])
def test_a_mix_makes_a_hundred_or_nothing(
    shares: tuple[int, ...], taken: bool, shop: Cast, draft: Strategy
) -> None:
    data = {"edition": 0, **dict(zip(("useful", "offer"), shares, strict=False))}
    answer = client_of(shop.manager).post(f"{DRAFT}mix/", data)
    assert answer.status_code == (303 if taken else 422)
    lines = [
        {"category": name, "percent": share} for name, share in zip(("useful", "offer"), shares, strict=False)
    ]
    if not taken:
        with pytest.raises(ValidationError):
            writing.save_section(strategy=draft, section=Section.MIX, rows=lines, by=shop.manager)


# --- Objectives -------------------------------------------------------------------------------------


def objective(**changed: object) -> dict[str, object]:
    return {
        "figure": RATE,
        "own_name": "",
        "own_unit": "",
        "start": "50",
        "target": "90",
        "due": "2026-12-31",
        "why": "",
    } | changed


def test_an_objective_is_written_in_the_unit_that_people_read(shop: Cast, draft: Strategy) -> None:
    median = "responsiveness.first_response_seconds.median"
    lines = (objective(start="62,5"), objective(figure=median, start="120", target="60"))
    answer = client_of(shop.manager).post(f"{DRAFT}objectives/", rows(*lines, edition=0))
    assert answer.status_code == 303
    rate, first = draft.objectives.all()
    assert (rate.start, rate.target, rate.direction) == (Decimal("0.625"), Decimal("0.9"), "up")
    assert (first.start, first.target, first.direction) == (7200, 3600, "down")
    page = client_of(shop.manager).get(f"{DRAFT}objectives/").content.decode()
    assert 'value="62,5"' in page
    assert 'value="120"' in page


def test_an_objective_whose_start_is_its_target_is_refused(shop: Cast, draft: Strategy) -> None:
    answer = client_of(shop.manager).post(
        f"{DRAFT}objectives/", rows(objective(start="90", target="90"), edition=0)
    )
    assert answer.status_code == 422
    row = {"metric": RATE, "start": Decimal(1), "target": Decimal(1), "due": date(2026, 12, 31)}
    with pytest.raises(ValidationError) as refused:
        writing.save_section(strategy=draft, section=Section.OBJECTIVES, rows=[row], by=shop.manager)
    assert "même" in refused.value.messages[0] or "same" in refused.value.messages[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.create(brand=shop.brand, strategy=draft, **row)
    with pytest.raises(IntegrityError), transaction.atomic():  # neither a figure of ours nor of theirs
        Objective.objects.create(brand=shop.brand, strategy=draft, **{**row, "metric": "", "target": 2})


def test_a_figure_of_the_brands_own_is_named_once_and_kept(shop: Cast, draft: Strategy) -> None:
    line = objective(figure="own", own_name="Abonnés  fidèles", own_unit="cartes", start="10", target="20")
    client = client_of(shop.manager)
    assert client.post(f"{DRAFT}objectives/", rows(line, edition=0)).status_code == 303
    metric = OwnMetric.objects.get(brand=shop.brand)
    assert (metric.name, metric.unit) == ("Abonnés fidèles", "cartes")
    row = {"own_name": "Abonnés fidèles", "start": 1, "target": 2, "due": date(2026, 12, 31)}
    save_objectives(strategy=draft, rows=[row], by=shop.manager)
    assert draft.objectives.get().own_metric == metric
    assert client.post(f"{DRAFT}objectives/", rows(line | {"own_name": ""}, edition=2)).status_code == 422


# --- What does not belong there ---------------------------------------------------------------------


def test_a_section_takes_its_own_fields_only(shop: Cast, draft: Strategy) -> None:
    with pytest.raises(TypeError):
        writing.save_section(strategy=draft, section=Section.GOAL, fields={"tone": "A"}, by=shop.manager)
    with pytest.raises(TypeError):
        writing.save_section(strategy=draft, section=Section.GOAL, rows=[], by=shop.manager)


def test_nobody_of_another_brand_is_named_as_decision_maker(shop: Cast, draft: Strategy) -> None:
    for person in (shop.other_cm, shop.rival):
        answer = client_of(shop.manager).post(
            f"{DRAFT}crisis/", rows({"who": f"user:{person.pk}", "decides": ""}, edition=0, crisis_words="")
        )
        assert answer.status_code == 422
    contact = shop.brand.company.departments.first().contacts.first()
    answer = client_of(shop.manager).post(
        f"{DRAFT}crisis/",
        rows(
            {"who": f"user:{shop.decider.pk}", "decides": "Tout", "ORDER": 2},
            {"who": f"user:{shop.executive.pk}", "decides": "Le reste", "ORDER": 1},
            edition=0,
            crisis_words="",
        ),
    )
    assert answer.status_code == 303, contact
    assert [row.user for row in draft.decision_makers.all()] == [shop.executive, shop.decider]


@pytest.mark.parametrize("data", [{}, {"rows-TOTAL_FORMS": "x"}, {"edition": "-4", "rows-TOTAL_FORMS": "1"}])
def test_a_broken_form_breaks_nothing(data: dict[str, str], shop: Cast, draft: Strategy) -> None:
    client: Client = client_of(shop.manager)
    for section in Section:
        answer = client.post(f"{DRAFT}{section.value}/", data or {"nothing": "1"})
        assert answer.status_code in (303, 422)
    assert client.get(f"{DRAFT}unknown/").status_code == 404
