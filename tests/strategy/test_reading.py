"""Each person of the team confirms having read the version in force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditEntry, User
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import Strategy, StrategyReading
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.reading import (
    confirm_reading,
    readers_of,
    readings_lacking,
    to_validate,
    unread_strategies,
)
from tests.cast import Cast, client_of, validated_strategy

PAGE = "/b/teranga/strategy/"


@pytest.fixture
def strategy(shop: Cast) -> Strategy:
    return validated_strategy(shop.brand, shop.strategist, shop.executive)


def test_who_has_and_who_has_not(shop: Cast, strategy: Strategy) -> None:
    now = timezone.now()
    assert [(reader.user, reader.read_at) for reader in readers_of(strategy, now)] == [
        (shop.cm, None),
        (shop.content, None),
    ]
    assert readings_lacking([shop.brand.pk, shop.rival_brand.pk], now) == {shop.brand.pk: 2}
    confirm_reading(strategy=strategy, by=shop.cm, at=now)
    confirm_reading(strategy=strategy, by=shop.cm, at=now + timedelta(days=1))
    assert [(reader.user, reader.read_at) for reader in readers_of(strategy, now)] == [
        (shop.content, None),
        (shop.cm, now),
    ]
    assert readings_lacking([shop.brand.pk], now) == {shop.brand.pk: 1}
    assert AuditEntry.objects.filter(verb="strategy.read", by=shop.cm).count() == 1
    for change in (StrategyReading.objects.all().delete, lambda: StrategyReading.objects.update(read_at=now)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_day_of_a_person_lists_what_they_have_not_read(shop: Cast, strategy: Strategy) -> None:
    brands, now = [shop.brand.pk, shop.other_brand.pk], timezone.now()
    assert list(unread_strategies(shop.cm.pk, brands, now)) == [strategy]
    assert list(unread_strategies(shop.executive.pk, brands, now)) == []
    assert list(unread_strategies(shop.manager.pk, brands, now)) == []
    assert list(unread_strategies(shop.cm.pk, [], now)) == []
    confirm_reading(strategy=strategy, by=shop.cm)
    assert list(unread_strategies(shop.cm.pk, brands, now)) == []


def test_what_is_submitted_waits_for_who_may_validate_it(shop: Cast, strategy: Strategy) -> None:
    brands = [shop.brand.pk, shop.other_brand.pk]

    def waiting(person: User, brands: list[int] = brands) -> list[Strategy]:
        return list(to_validate(person.pk, brands, timezone.now()))

    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    assert waiting(shop.executive) == []
    life.submit(strategy=draft, by=shop.strategist)
    assert waiting(shop.executive) == [draft]
    assert waiting(shop.executive, []) == []
    for person in (shop.manager, shop.cm, shop.rival):
        assert waiting(person) == []
    life.withdraw(strategy=draft, by=shop.strategist)
    writing.save_section(strategy=draft, section=Section.TONE, fields={"tone": "À moi"}, by=shop.executive)
    life.submit(strategy=draft, by=shop.strategist)
    assert waiting(shop.executive) == []


def test_a_new_version_is_read_anew(shop: Cast, strategy: Strategy) -> None:
    confirm_reading(strategy=strategy, by=shop.cm)
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    writing.save_section(
        strategy=draft, section=Section.TONE, fields={"tone": "Plus court"}, by=shop.strategist
    )
    with pytest.raises(ValidationError):
        confirm_reading(strategy=draft, by=shop.cm)
    life.submit(strategy=draft, by=shop.strategist)
    life.validate(strategy=draft, by=shop.executive)
    assert list(unread_strategies(shop.cm.pk, [shop.brand.pk], timezone.now())) == [draft]
    with pytest.raises(ValidationError):
        confirm_reading(strategy=strategy, by=shop.content)


def test_it_is_confirmed_on_the_page_of_that_very_version(shop: Cast, strategy: Strategy) -> None:
    client = client_of(shop.cm)
    page = client.get(PAGE).content.decode()
    assert 'name="version" value="1"' in page
    for wrong in ("", "2", "abc"):
        client.post(f"{PAGE}read/", {"version": wrong})
    assert not StrategyReading.objects.exists()
    assert client.post(f"{PAGE}read/", {"version": "1"}).status_code == 303
    assert StrategyReading.objects.get().user == shop.cm
    assert 'name="version" value="1"' not in client.get(PAGE).content.decode()
    assert client_of(shop.rival).post(f"{PAGE}read/", {"version": "1"}).status_code == 404


def test_who_only_reads_for_the_company_is_not_asked(shop: Cast, strategy: Strategy) -> None:
    page = client_of(shop.executive).get(PAGE).content.decode()
    assert 'name="version"' not in page
    assert shop.cm.name in page
