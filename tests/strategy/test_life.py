"""A version's life: written, submitted, validated by somebody else, frozen, superseded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEntry
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Act, Section, State
from channels_mgmt.strategy.models import NetworkPlan, Persona, Strategy, StrategyEvent
from channels_mgmt.strategy.sections import PARTS
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.document import document_of
from channels_mgmt.strategy.services.reading import in_force, without_strategy
from tests.cast import BEGINNING, STRATEGY, Cast, validated_strategy

LATER = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def strategy(shop: Cast) -> Strategy:
    return validated_strategy(shop.brand, shop.strategist, shop.executive)


@pytest.fixture
def draft(shop: Cast) -> Strategy:
    return written(shop)


def written(shop: Cast) -> Strategy:
    """A first version in which all stands that must."""
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, **content)
    return draft


def refused_by_the_database(act: object, *, by: type[Exception] = DatabaseError) -> None:
    with pytest.raises(by), transaction.atomic():
        act()  # type: ignore[operator]


def test_a_version_is_written_submitted_and_validated_and_then_counts(shop: Cast, strategy: Strategy) -> None:
    assert strategy.state == State.VALIDATED
    assert strategy.validator == shop.executive.name
    assert in_force(shop.brand) == strategy
    both = Brand.objects.filter(pk__in=[shop.brand.pk, shop.rival_brand.pk])
    assert [(brand, brand.opened) for brand in without_strategy(both)] == [(shop.rival_brand, None)]
    acts = list(strategy.events.values_list("act", flat=True))
    assert acts == [Act.BEGUN, Act.SUBMITTED, Act.VALIDATED]
    assert AuditEntry.objects.filter(verb="strategy.validated", by=shop.executive, label="1").exists()


def test_none_of_the_authors_validates(shop: Cast, draft: Strategy) -> None:
    writing.save_section(
        strategy=draft, section=Section.MISSION, fields={"mission": "De l'exécutive"}, by=shop.executive
    )
    life.submit(strategy=draft, by=shop.strategist)
    with pytest.raises(ValidationError) as refused:
        life.validate(strategy=draft, by=shop.executive)
    assert refused.value.code == "author"
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED


def test_the_database_refuses_an_author_as_well(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    now = {"state": State.VALIDATED, "validated_at": LATER}
    versions = Strategy.objects.filter(pk=draft.pk)
    refused_by_the_database(lambda: versions.update(validated_by=shop.strategist, **now))
    email = shop.strategist.email.upper()
    refused_by_the_database(lambda: versions.update(validated_name="Paul", validated_email=email, **now))
    versions.update(validated_by=shop.executive, **now)


def test_who_merely_looks_and_saves_nothing_new_is_no_author(shop: Cast, draft: Strategy) -> None:
    edition = writing.save_section(
        strategy=draft,
        section=Section.MISSION,
        by=shop.executive,
        fields={"mission": "Aider et informer.", "audience": "Jeunes actifs de Douala."},
    )
    assert edition == 1
    life.submit(strategy=draft, by=shop.strategist)
    life.validate(strategy=draft, by=shop.executive)


@pytest.mark.parametrize("name", ["manager", "strategist", "cm", "decider", "rival"])
def test_only_the_companys_executive_validates_with_a_login(name: str, shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    with pytest.raises(ValidationError) as refused:
        life.validate(strategy=draft, by=shop.people[name])
    assert refused.value.code == "right"


def test_a_version_that_says_too_little_is_not_submitted(shop: Cast) -> None:
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    writing.save_section(
        strategy=draft, section=Section.GOAL, fields={"goal_words": "Vendre"}, by=shop.strategist
    )
    with pytest.raises(ValidationError) as refused:
        life.submit(strategy=draft, by=shop.strategist)
    assert refused.value.code == "unfinished"
    assert "Personas" in refused.value.messages[0]


def test_the_company_sends_it_back_with_words(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    with pytest.raises(ValidationError):
        life.send_back(strategy=draft, words="  ", by=shop.executive)
    life.send_back(strategy=draft, words="Trop de réseaux.", by=shop.executive)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    event = draft.events.latest("pk")
    assert (event.act, event.words, event.by) == (Act.SENT_BACK, "Trop de réseaux.", shop.executive)


def test_what_is_submitted_stands_still_until_it_is_taken_back(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    with pytest.raises(ValidationError) as refused:
        writing.save_section(
            strategy=draft, section=Section.MISSION, fields={"mission": "Autre"}, by=shop.strategist
        )
    assert refused.value.code == "state"
    refused_by_the_database(lambda: Strategy.objects.filter(pk=draft.pk).update(mission="Autre"))
    refused_by_the_database(lambda: draft.personas.update(name="Autre"))
    life.withdraw(strategy=draft, by=shop.strategist)
    writing.save_section(
        strategy=draft, section=Section.MISSION, fields={"mission": "Autre"}, by=shop.strategist
    )


@pytest.mark.parametrize("relation", sorted(PARTS))
def test_no_row_of_a_validated_version_changes(relation: str, shop: Cast, draft: Strategy) -> None:
    writing.save_section(
        strategy=draft, section=Section.CRISIS, rows=[{"user": shop.decider}], by=shop.strategist
    )
    community = {"name": "Campus", "codes": "On y tutoie."}
    writing.save_section(strategy=draft, section=Section.TONE, rows=[community], by=shop.strategist)
    life.submit(strategy=draft, by=shop.strategist)
    life.validate(strategy=draft, by=shop.executive)
    rows = PARTS[relation]._default_manager.filter(strategy=draft)
    row = rows.get() if relation != "mix" else rows.first()
    assert row is not None
    refused_by_the_database(lambda: rows.update(position=7))
    refused_by_the_database(lambda: rows.filter(pk=row.pk).delete())
    row.pk = None
    refused_by_the_database(row.save)


def test_a_validated_version_neither_changes_nor_goes(shop: Cast, strategy: Strategy) -> None:
    versions = Strategy.objects.filter(pk=strategy.pk)
    for changed in ({"mission": "Autre"}, {"goals": []}, {"validated_by": shop.manager}, {"version": 9}):
        refused_by_the_database(lambda changed=changed: versions.update(**changed))
    for state in (State.DRAFT, State.SUBMITTED):
        refused_by_the_database(lambda state=state: versions.update(state=state))
    refused_by_the_database(lambda: versions._raw_delete("default"))
    refused_by_the_database(lambda: StrategyEvent.objects.update(words="Autre"))


def test_a_row_belongs_to_the_brand_of_its_version(shop: Cast, draft: Strategy) -> None:
    foreign = NetworkPlan(brand=shop.other_brand, strategy=draft, network="x")
    refused_by_the_database(foreign.save)


def test_two_versions_are_neither_written_nor_in_force_at_once(shop: Cast, strategy: Strategy) -> None:
    now = {"brand": shop.brand, "begun_at": LATER, "submitted_at": LATER}
    Strategy.objects.create(version=2, **now)
    refused_by_the_database(lambda: Strategy.objects.create(version=3, **now), by=IntegrityError)
    Strategy.objects.filter(version=2).update(state=State.SUBMITTED)
    signed = {"state": State.VALIDATED, "validated_at": LATER, "validated_by": shop.executive}
    refused_by_the_database(lambda: Strategy.objects.filter(version=2).update(**signed), by=IntegrityError)


def test_a_change_is_a_new_version_with_all_that_the_last_one_says(shop: Cast, strategy: Strategy) -> None:
    draft = writing.begin(brand=shop.brand, by=shop.manager, at=LATER)
    assert writing.begin(brand=shop.brand, by=shop.manager, at=LATER) == draft
    assert (draft.version, draft.state, in_force(shop.brand)) == (2, State.DRAFT, strategy)
    old = document_of(Strategy.objects.filter(pk=strategy.pk))
    new = document_of(Strategy.objects.filter(pk=draft.pk))
    assert old is not None
    assert new is not None
    for name in writing.COPIED:
        assert getattr(new.strategy, name) == getattr(old.strategy, name)
    for relation in PARTS:
        assert [row.key for row in getattr(new, relation)] == [row.key for row in getattr(old, relation)]
    assert list(draft.authors.values_list("user", flat=True)) == [shop.strategist.pk]


def test_the_next_version_supersedes_the_last(shop: Cast, strategy: Strategy) -> None:
    draft = writing.begin(brand=shop.brand, by=shop.manager, at=LATER)
    writing.save_section(
        strategy=draft, section=Section.MISSION, fields={"mission": "Le week-end aussi"}, by=shop.manager
    )
    life.submit(strategy=draft, by=shop.manager, at=LATER)
    life.validate(strategy=draft, by=shop.executive, at=LATER + timedelta(days=1))
    strategy.refresh_from_db()
    assert strategy.state == State.SUPERSEDED
    assert in_force(shop.brand) == draft
    assert in_force(shop.brand, BEGINNING) == strategy
    assert in_force(shop.brand, LATER) == strategy
    assert in_force(shop.brand, LATER + timedelta(days=1)) == draft
    assert in_force(shop.brand, BEGINNING - timedelta(seconds=1)) is None


def test_of_two_decisions_the_second_is_told(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    life.validate(strategy=draft, by=shop.executive)
    for act in (
        lambda: life.send_back(strategy=draft, words="Non", by=shop.executive),
        lambda: life.withdraw(strategy=draft, by=shop.strategist),
        lambda: life.submit(strategy=draft, by=shop.strategist),
        lambda: life.validate(strategy=draft, by=shop.executive),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "state"


def test_the_whole_version_is_read_by_one_statement(
    shop: Cast, strategy: Strategy, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        whole = document_of(Strategy.objects.filter(pk=strategy.pk))
        assert whole is not None
        assert whole.strategy.brand.agency.name == "Kamer Com"
    stored = Persona.objects.get(strategy=strategy)
    (read,) = whole.personas
    assert {f.attname: getattr(read, f.attname) for f in Persona._meta.concrete_fields} == {
        f.attname: getattr(stored, f.attname) for f in Persona._meta.concrete_fields
    }
    (objective,) = whole.objectives
    assert (objective.start, objective.target) == strategy.objectives.values_list("start", "target").get()
    assert objective.due == strategy.objectives.get().due
    assert objective.direction == "up"
