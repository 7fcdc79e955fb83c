"""A brand on the template of another: its structure comes along, and nothing of people or what was said."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry, Company, Department, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import create_like, on_other_days
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.changing import create_rule
from channels_mgmt.strategy.choices import Duty, State
from channels_mgmt.strategy.services.charter import charter_of, decide
from channels_mgmt.team.assumptions import Assumption
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import RotaPattern, RotaSlot, RotaTurn, WorkAssumption
from channels_mgmt.team.services.networks import decide_network
from channels_mgmt.team.services.patterns import extend_all
from tests.access.things import furnish
from tests.cast import BEGINNING, Cast, client_of

PLANTED = "Zyxwouri"
"""A word that stands in everything that people wrote for the template."""
LEFT_OUT = {"accounts_auditentry", "accounts_territory", "django_session"}


def plant(cast: Cast) -> Brand:
    """Wouri Mobile with one thing of each kind, and with a planted word wherever people write."""
    brand, manager = cast.brand, cast.manager
    furnish(brand, cast.cm)
    legal = cast.department(DepartmentKind.LEGAL)
    Department.objects.filter(company=brand.company).update(subjects=[f"contrats {PLANTED}", "litiges"])
    Department.objects.filter(pk=legal.pk).update(name=f"Direction {PLANTED}")
    told = {"acknowledge_minutes": 15, "answer_minutes": 45, "department": legal}
    create_rule(
        brand=brand,
        values={"name": f"Règle {PLANTED}", "kinds": ["press"], "sentiments": ["negative"], **told},
        by=manager,
    )
    create_rule(brand=brand, values={"name": "Antennes", "words": [f"antenne {PLANTED}"], **told}, by=manager)
    brand.channels.update(handle=PLANTED, url=f"https://example.org/{PLANTED}", posts_per_week=Decimal("3.5"))
    brand.channels.filter(network=Network.X).update(cadence_words=PLANTED, credentials_place=PLANTED)
    decide_network(brand=brand, network=Network.X, setup=Setup.SEPARATE, by=manager)
    decide(brand=brand, duty=Duty.DESIGN, posts=["community_manager"], words=f"{PLANTED} !", by=manager)
    WorkAssumption.objects.create(
        brand=brand, name=Assumption.POST, value=Decimal(75), set_by=manager, set_at=BEGINNING
    )
    pattern = RotaPattern.objects.create(brand=brand, name=f"Week-end {PLANTED}", starts_on=date(2026, 1, 5))
    RotaSlot.objects.create(
        brand=brand, pattern=pattern, weekday=6, starts=time(8), ends_weekday=7, ends=time(20)
    )
    RotaTurn.objects.create(brand=brand, pattern=pattern, user=cast.cm, position=1)
    return brand


def like(cast: Cast, **given: Any) -> Brand:
    identity = {"agency": cast.agency, "name": "Ndole Foods", "countries": ["CM"], "key": uuid4()}
    brand, _taken = create_like(template=cast.brand, by=cast.manager, **(identity | given))
    return brand


def rows_of(brand: Brand) -> Iterator[models.Model]:
    """Every row that is the brand's or its company's."""
    for model in apps.get_models():
        names = {one.name: one.related_model for one in model._meta.fields}
        ties = [Q(**{name: brand}) for name, end in names.items() if end is Brand]
        ties += [Q(**{name: brand.company}) for name, end in names.items() if end is Company]
        ties += [Q(**{f"{name}__company": brand.company}) for name, end in names.items() if end is Department]
        if model._meta.db_table not in LEFT_OUT and ties:
            tied = ties[0]
            for more in ties[1:]:
                tied |= more
            yield from model._base_manager.filter(tied)
    yield from (brand, brand.company)


def texts_of(brand: Brand) -> set[str]:
    """Every free text of these rows; choices from lists, hours and numbers are no texts."""
    found: set[str] = set()
    for row in rows_of(brand):
        for one in row._meta.concrete_fields:
            base = one.base_field if isinstance(one, ArrayField) else one
            value = getattr(row, one.attname)
            if base.choices or not isinstance(base, models.CharField | models.TextField):
                continue
            found.update(value if isinstance(value, list) else [value])
    return {text for text in found if text and len(text) > 2}


def people_in(brand: Brand) -> set[int]:
    return {
        getattr(row, one.attname)
        for row in rows_of(brand)
        for one in row._meta.concrete_fields
        if one.related_model is User and getattr(row, one.attname)
    }


def test_no_text_of_the_template_and_nobody_shows_in_the_new_brand(cast: Cast) -> None:
    source = plant(cast)
    usual = create_brand(agency=cast.agency, name="Ekang Assurances", countries=["CM"], by=cast.manager)
    new = like(cast)
    texts = texts_of(new)
    assert not [text for text in texts if PLANTED in text or "Wouri" in text]
    # What they have in common is what every brand has: names of departments, time zones, our own words.
    with override("fr"):
        ours = {_("Copied from a template: to be confirmed with the company."), "Presse, institution"}
    common = texts & texts_of(source) - texts_of(usual) - ours
    assert not common
    assert people_in(new) == {cast.manager.pk}


def test_the_structure_comes_along(cast: Cast) -> None:
    source = plant(cast)
    new = like(cast)
    assert new.company != source.company
    assert {(one.network, one.purpose) for one in new.channels.all()} == {
        (one.network, one.purpose) for one in source.channels.all()
    }
    official = new.channels.get(purpose=Purpose.OFFICIAL)
    assert (official.hours, official.posts_per_week) == (cast.official.hours, Decimal("3.5"))
    assert official.name == "Facebook Ndole Foods"
    assert new.network_setups.get().setup == Setup.SEPARATE
    assert [(need.skill, need.level, need.people) for need in new.needed_skills.all()] == [
        (need.skill, need.level, need.people) for need in source.needed_skills.all()
    ]
    slots = ("pattern__kind", "weekday", "starts", "ends_weekday", "ends")
    theirs = set(RotaSlot.objects.filter(brand=source).values_list(*slots))
    assert (6, time(8)) in {slot[1:3] for slot in theirs}
    assert set(RotaSlot.objects.filter(brand=new).values_list(*slots)) == theirs
    assert not RotaTurn.objects.filter(brand=new).exists()
    assert not new.shifts.exists()
    assert new.work_assumptions.get(name=Assumption.POST).value == 75
    assert charter_of(new, datetime.now(BEGINNING.tzinfo))[Duty.DESIGN] == {"community_manager"}
    draft = new.strategies.get()
    assert (draft.state, draft.version, draft.mission, draft.goals) == (State.DRAFT, 1, "", [])
    theirs = source.strategies.in_force().get()
    assert list(draft.networks.values_list("network", "purpose", "posts_per_week", "reason")) == [
        (plan.network, plan.purpose, plan.posts_per_week, "") for plan in theirs.networks.all()
    ]
    assert not draft.personas.exists()
    assert not draft.objectives.exists()


def test_a_rota_without_people_writes_nothing_and_stops_no_other(cast: Cast) -> None:
    plant(cast)
    new = like(cast)
    extend_all()
    assert new.rota_patterns.exists()
    assert not new.shifts.exists()


def test_rules_keep_their_conditions_or_stay_behind(cast: Cast) -> None:
    source = plant(cast)
    RoutingRule.objects.filter(brand=source, is_catch_all=True).update(answer_minutes=600)
    new = like(cast)
    rules = list(new.routing_rules.order_by("is_catch_all", "position"))
    # The one that rests on a word alone would take everything without it.
    assert not any(rule.words for rule in rules)
    copied = next(rule for rule in rules if rule.acknowledge_minutes == 15 and not rule.around_the_clock)
    assert (copied.name, copied.kinds, copied.answer_minutes) == (
        "Presse, institution, Négatif",
        ["press"],
        45,
    )
    assert copied.department == new.company.departments.get(kind=DepartmentKind.LEGAL)
    last = rules[-1]
    assert (last.is_catch_all, last.answer_minutes, last.department) == (True, 600, None)
    theirs = source.routing_rules.filter(is_catch_all=False, words=[]).order_by("position")
    assert [rule.kinds for rule in rules[:-1]] == [rule.kinds for rule in theirs]


def test_words_go_along_where_asked_for_but_none_that_name_the_template_or_its_people(cast: Cast) -> None:
    source = plant(cast)
    company, service = source.company, cast.department(DepartmentKind.CUSTOMER_SERVICE)
    Department.objects.filter(company=company).update(name="Cellule d’écoute", subjects=["remboursements"])
    Department.objects.filter(pk=service.pk).update(
        name="Écoute Wouri", subjects=["factures", "demander à Aline"]
    )
    values = {"name": "Pannes", "words": ["antenne", "coupure"], "department": service}
    create_rule(brand=source, values=values, by=cast.manager)
    new = like(cast, with_words=True)
    service = new.company.departments.get(kind=DepartmentKind.CUSTOMER_SERVICE)
    assert (service.name, service.subjects) == ("Service clients", ["factures"])
    assert new.company.departments.get(kind=DepartmentKind.LEGAL).name == "Cellule d’écoute"
    assert new.routing_rules.get(name="Pannes").words == ["antenne", "coupure"]
    assert not any("Wouri" in text for text in texts_of(new))


def test_departments_of_a_company_that_is_there_stay_as_they_are(cast: Cast) -> None:
    plant(cast)
    theirs = {one.pk: one.name for one in cast.third_brand.company.departments.all()}
    new = like(cast, company_name=cast.third_brand.company.name)
    assert {one.pk: one.name for one in new.company.departments.all()} == theirs
    rule = new.routing_rules.get(kinds=["press"], acknowledge_minutes=15)
    assert rule.department.company == cast.third_brand.company
    same = like(cast, name="Wouri Pro", company_name=cast.brand.company.name)
    assert same.routing_rules.get(kinds=["press"], acknowledge_minutes=15).department in (
        cast.brand.company.departments.all()
    )


def test_working_weeks_are_carried_over() -> None:
    sunday_to_thursday = {"7": [["08:00", "17:00"]], "4": [["08:00", "12:00"]]}
    assert on_other_days(sunday_to_thursday, ([5, 6], [6, 7])) == {
        "1": [["08:00", "17:00"]],
        "5": [["08:00", "12:00"]],
    }
    assert on_other_days(sunday_to_thursday, ([6, 7], [6, 7])) == sunday_to_thursday
    assert on_other_days(sunday_to_thursday, ([6, 7], [7])) == sunday_to_thursday
    week = {str(day): [["08:00", "17:00"]] for day in range(1, 8)}
    there = on_other_days(week, ([6, 7], [5, 6]))
    assert on_other_days(there, ([5, 6], [6, 7])) == week


def test_hours_follow_the_week_of_the_new_territory(cast: Cast) -> None:
    new = like(cast, countries=["DZ"])
    assert sorted(new.channels.get(purpose=Purpose.OFFICIAL).hours) == ["1", "2", "3", "4", "7"]
    department = new.company.departments.first()
    assert (department.country, department.time_zone) == ("DZ", "Africa/Algiers")
    assert sorted(department.hours) == ["1", "2", "3", "4", "7"]


def test_only_a_brand_that_one_sets_up_oneself_is_a_template(cast: Cast) -> None:
    for template, by in ((cast.rival_brand, cast.manager), (cast.brand, cast.cm)):
        with pytest.raises(ValidationError) as refused:
            create_like(template=template, by=by, agency=cast.agency, name="Neuve", countries=["CM"])
        assert list(refused.value.message_dict) == ["template"]
    assert not Brand.objects.filter(name="Neuve").exists()


def test_the_record_of_one_brand_does_not_name_the_other(cast: Cast) -> None:
    new = like(cast)
    (made,) = AuditEntry.objects.filter(verb="brand.made_on_template")
    (used,) = AuditEntry.objects.filter(verb="brand.used_as_template")
    assert (made.brand_id, used.brand_id) == (new.pk, cast.brand.pk)
    of_new = AuditEntry.objects.filter(brand_id=new.pk).values_list("label", "before", "after", "details")
    assert "Wouri" not in repr(list(of_new))
    assert "Ndole" not in repr(AuditEntry.objects.filter(pk=used.pk).values())


def test_the_page_offers_the_brands_of_the_person_and_tells_what_came_along(cast: Cast) -> None:
    client = client_of(cast.manager)
    page = client.get("/brands/new/").content.decode()
    assert "Wouri Mobile" in page
    assert "Oasis" not in page
    given = {"name": "Ndole Foods", "country": "CM", "template": cast.brand.pk, "key": uuid4()}
    answer = client.post("/brands/new/", given)
    assert (answer.status_code, answer["Location"]) == (303, "/b/ndole-foods/setup/")
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert len(told) == 2
    assert re.search(r"\b3 (?:canaux|channels)\b", told[1])
    # The button pressed twice makes one brand, and leads to the same page.
    again = client.post("/brands/new/", given)
    assert (again.status_code, again["Location"]) == (303, "/b/ndole-foods/setup/")
    assert Brand.objects.filter(name__startswith="Ndole").count() == 1


def test_what_is_taken_or_not_known_is_said_and_nothing_is_lost(cast: Cast) -> None:
    client = client_of(cast.manager)
    given = {"name": "Ndole Foods", "sector": "Alimentation", "slug": "wouri", "country": "CM"}
    refused = client.post("/brands/new/", given)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"slug"}
    assert 'value="Ndole Foods"' in page
    assert 'value="Alimentation"' in page
    assert client.post("/brands/new/", given | {"slug": "neuf", "country": "XX"}).status_code == 422
    foreign = client.post("/brands/new/", given | {"slug": "neuf", "template": cast.rival_brand.pk})
    assert foreign.status_code == 422
    taken = client.post("/brands/new/", given | {"slug": "neuf", "name": "Wouri Mobile"})
    assert taken.status_code == 422
    assert "marque de ce nom" in taken.content.decode()
    assert not Brand.objects.filter(slug="neuf").exists()


def test_a_key_of_another_agency_is_refused(cast: Cast) -> None:
    key = uuid4()
    create_brand(agency=cast.rival_agency, name="Atlas Foot", countries=["DZ"], by=None, key=key)
    with pytest.raises(ValidationError, match="formulaire"):
        create_brand(agency=cast.agency, name="Neuve", countries=["CM"], by=cast.manager, key=key)


def test_who_may_not_set_up_brands_does_not_see_the_page(cast: Cast, client: Client) -> None:
    for name in ("strategist", "cm", "executive"):
        client.force_login(getattr(cast, name))
        assert client.get("/brands/new/").status_code == 403
