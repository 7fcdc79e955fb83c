"""Who is told of a version: who may decide, and its authors of what was decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership, Notification, User
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services import life, links, writing
from tests.cast import STRATEGY, Cast, client_of, person

HOME = "/b/teranga/strategy/"


@pytest.fixture
def draft(shop: Cast) -> Strategy:
    """Written by the strategist, with a word of the manager's."""
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, **content)
    writing.save_section(strategy=draft, section=Section.TONE, fields={"tone": "Simple"}, by=shop.manager)
    return draft


def told(kind: str) -> dict[User | None, Notification]:
    return {one.user: one for one in Notification.objects.filter(key__startswith=f"{kind}:")}


def test_who_may_validate_is_told_that_it_waits(shop: Cast, draft: Strategy) -> None:
    second = person("second", shop.agency, language="en")
    give_role(brand=shop.brand, user=second, role=Role.EXECUTIVE, by=None)
    assert client_of(shop.strategist).post(f"{HOME}submit/").status_code == 303
    found = told("strategy_submitted")
    assert found.keys() == {shop.executive, second}
    assert f"{HOME}validate/" in found[shop.executive].body
    assert (found[shop.executive].language, found[second].language) == ("fr", "en")
    assert "waits for your decision" in found[second].subject
    assert {one.sender_name for one in found.values()} == {"Teranga Shop"}
    life.withdraw(strategy=draft, by=shop.strategist)
    life.submit(strategy=draft, by=shop.strategist)
    assert Notification.objects.filter(key__startswith="strategy_submitted:").count() == 4, "it waits anew"


def test_an_author_is_not_asked_to_decide(shop: Cast, draft: Strategy) -> None:
    words = {"mission": "De l'exécutive"}
    writing.save_section(strategy=draft, section=Section.MISSION, fields=words, by=shop.executive)
    life.submit(strategy=draft, by=shop.strategist)
    assert not told("strategy_submitted")


def test_the_authors_are_told_that_it_is_in_force(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    data = {"words": "Allons-y <vite>", "validate": "1"}
    assert client_of(shop.executive).post(f"{HOME}validate/", data).status_code == 303
    found = told("strategy_decided")
    assert found.keys() == {shop.strategist, shop.manager}
    mail = found[shop.manager]
    assert "Allons-y <vite>" in mail.body
    assert "Executive" in mail.body
    assert mail.body.rstrip().endswith(HOME)
    client_of(shop.executive).post(f"{HOME}validate/", data)
    assert Notification.objects.filter(key__startswith="strategy_decided:").count() == 2


def test_the_authors_read_why_it_comes_back_also_by_a_link(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    email = "mariam@teranga.example"
    link = links.ask_the_company(strategy=draft, name="Mariam", email=email, by=shop.strategist, key=uuid4())
    links.decide_by_link(link=link, validated=False, name="Mariam Coulibaly", words="Trop de réseaux.")
    found = told("strategy_decided")
    assert found.keys() == {shop.strategist, shop.manager}
    for mail in found.values():
        assert "Mariam Coulibaly" in mail.body
        assert "Trop de réseaux." in mail.body
        assert f"{HOME}draft/" in mail.body


def test_who_submitted_it_is_told_and_who_decided_never(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.colleague)
    give_role(brand=shop.brand, user=shop.colleague, role=Role.EXECUTIVE, by=None)
    life.send_back(strategy=draft, words="Encore.", by=shop.colleague)
    assert shop.colleague not in told("strategy_decided")
    life.submit(strategy=draft, by=shop.colleague)
    life.send_back(strategy=draft, words="Encore.", name="Paul", email=shop.colleague.email.upper())
    assert shop.colleague not in told("strategy_decided")
    life.submit(strategy=draft, by=shop.colleague)
    life.validate(strategy=draft, by=shop.executive)
    assert shop.colleague in told("strategy_decided")


def test_who_works_there_no_more_is_told_nothing(shop: Cast, draft: Strategy) -> None:
    life.submit(strategy=draft, by=shop.strategist)
    yesterday = timezone.now().date() - timedelta(days=1)
    Membership.objects.filter(user=shop.strategist).update(ends_on=yesterday)
    life.validate(strategy=draft, by=shop.executive)
    assert told("strategy_decided").keys() == {shop.manager}


def test_what_was_entered_later_tells_nobody(shop: Cast, draft: Strategy) -> None:
    long_ago = timezone.now() - timedelta(days=3)
    life.submit(strategy=draft, by=shop.strategist, at=long_ago)
    life.validate(strategy=draft, by=shop.executive, at=long_ago)
    assert not Notification.objects.exists()
