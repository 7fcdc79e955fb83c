"""The client validates from a link in a message: sent, opened by programs and people, used, over."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import AuditEntry, Notification
from accounts.services.delivery import send_due
from channels_mgmt.strategy.choices import Act, Section, State
from channels_mgmt.strategy.models import Strategy, ValidationLink
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.links import VALID_FOR, ask_the_company, find_link, revoke_link
from tests.cast import STRATEGY, Cast, client_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def submitted(shop: Cast, clock: time_machine.Traveller) -> Strategy:
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, **content)
    return life.submit(strategy=draft, by=shop.strategist)


def send(shop: Cast, strategy: Strategy, **changed: Any) -> ValidationLink:
    told = {
        "name": "Mariam Coulibaly",
        "post": "Marketing",
        "email": "mariam@teranga.example",
        "key": uuid4(),
    }
    return ask_the_company(strategy=strategy, by=shop.strategist, **(told | changed))


def path_in_mail() -> str:
    send_due()
    bodies = "\n".join(str(message.body) for message in mail.outbox)
    return str(re.findall(r"http://testserver(/strategy/validate/\S+)", bodies)[-1])


@pytest.fixture
def path(shop: Cast, submitted: Strategy) -> str:
    send(shop, submitted)
    return path_in_mail()


def test_the_message_comes_in_the_brands_name_and_its_token_is_not_kept(shop: Cast, path: str) -> None:
    (message,) = (one for one in mail.outbox if one.to == ["mariam@teranga.example"])
    assert message.from_email.startswith("Teranga Shop <")
    assert "Kamer Com" not in str(message.message())
    token = path.split("/")[-2]
    link = ValidationLink.objects.get()
    assert token not in (link.digest, str(link.key))
    assert token not in Notification.objects.get(key=f"strategy:{link.pk}").body
    assert AuditEntry.objects.filter(verb="strategy.link_sent", by=shop.strategist).exists()


def test_opening_the_link_shows_everything_and_changes_nothing(shop: Cast, path: str) -> None:
    for _program in range(3):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    page = answer.content.decode()
    for said in (
        "Être l&#x27;opérateur qui répond.",
        "Awa",
        "Simple et chaleureux.",
        "Facebook",
        "60\xa0%",
    ):
        assert said in page, said
    assert Client().head(path).status_code == 200
    link = ValidationLink.objects.get()
    assert (link.used_at, link.strategy.state) == (None, State.SUBMITTED)


def test_the_company_validates_with_its_name(shop: Cast, path: str) -> None:
    answer = Client().post(path, {"name": "Mariam C.", "words": "D'accord.", "validate": "1"})
    assert answer.status_code == 200
    strategy = Strategy.objects.in_force().get(brand=shop.brand)
    assert (strategy.validated_by, strategy.validator) == (None, "Mariam C.")
    assert strategy.validated_email == "mariam@teranga.example"
    event = strategy.events.latest("pk")
    assert (event.act, event.name, event.words, event.by) == (
        Act.VALIDATED,
        "Mariam C.",
        "D'accord.",
        None,
    )
    assert AuditEntry.objects.get(verb="strategy.validated_by_link").by is None


def test_a_browser_without_cookies_decides_and_the_address_goes_nowhere(shop: Cast, path: str) -> None:
    app = Client(enforce_csrf_checks=True)
    page = app.get(path)
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    app.cookies.clear()
    assert app.post(path, {"name": "Mariam", "validate": "1"}).status_code == 200
    assert Strategy.objects.in_force().get(brand=shop.brand).validator == "Mariam"


def test_the_company_sends_it_back_and_must_say_why(shop: Cast, path: str) -> None:
    answer = Client().post(path, {"name": "Mariam", "words": "", "send_back": "1"})
    assert answer.status_code == 422
    assert ValidationLink.objects.get().used_at is None
    answer = Client().post(path, {"name": "Mariam", "words": "Trop de réseaux", "send_back": "1"})
    assert answer.status_code == 200
    strategy = Strategy.objects.get(brand=shop.brand)
    assert strategy.state == State.DRAFT
    assert strategy.events.latest("pk").words == "Trop de réseaux"
    page = client_of(shop.strategist).get("/b/teranga/strategy/draft/").content.decode()
    assert "Trop de réseaux" in page


def test_a_decision_is_given_once(shop: Cast, path: str) -> None:
    said = {"name": "Mariam", "words": "", "validate": "1"}
    assert Client().post(path, said).status_code == 200
    assert Client().post(path, said).status_code == 410
    assert Client().post(path, {**said, "words": "Non", "send_back": "1"}).status_code == 410
    assert Client().get(path).status_code == 410
    assert Strategy.objects.get(brand=shop.brand).state == State.VALIDATED


def test_a_link_expires(shop: Cast, path: str, clock: time_machine.Traveller) -> None:
    clock.shift(VALID_FOR - timedelta(seconds=1))
    assert Client().get(path).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"name": "Mariam", "validate": "1"}).status_code == 410
    assert Strategy.objects.get(brand=shop.brand).state == State.SUBMITTED


def test_a_link_that_was_taken_back_opens_nothing(shop: Cast, path: str) -> None:
    revoke_link(link=ValidationLink.objects.get(), by=shop.manager)
    for answer in (Client().get(path), Client().post(path, {"name": "Mariam", "validate": "1"})):
        assert answer.status_code == 410
        assert "Simple et chaleureux" not in answer.content.decode()


def test_taking_the_version_back_ends_its_links(shop: Cast, submitted: Strategy, path: str) -> None:
    life.withdraw(strategy=submitted, by=shop.strategist)
    assert Client().get(path).status_code == 410
    writing.save_section(strategy=submitted, section=Section.TONE, fields={"tone": "Secret"}, by=shop.manager)
    assert "Secret" not in Client().get(path).content.decode()


@pytest.mark.parametrize("token", ["x", "a" * 43, "Être"])
def test_a_guessed_link_is_not_there(token: str, shop: Cast, submitted: Strategy) -> None:
    send(shop, submitted)
    assert Client().get(f"/strategy/validate/{token}/").status_code == 404
    assert find_link(token) is None


def test_neither_authors_nor_people_of_the_house_are_asked(shop: Cast, submitted: Strategy) -> None:
    for person, code in (("strategist", "author"), ("manager", "house"), ("cm", "house")):
        with pytest.raises(ValidationError) as refused:
            send(shop, submitted, email=shop.people[person].email.upper())
        (error,) = refused.value.error_dict["email"] if code == "house" else [refused.value]
        assert error.code == code
    assert not ValidationLink.objects.exists()
    send(shop, submitted, email=shop.executive.email)


def test_an_author_does_not_validate_in_the_place_of_who_was_asked(shop: Cast, path: str) -> None:
    answer = client_of(shop.strategist).post(path, {"name": "Mariam", "words": "", "validate": "1"})
    assert answer.status_code == 422
    assert Strategy.objects.get(brand=shop.brand).state == State.SUBMITTED
    assert ValidationLink.objects.get().used_at is None


def test_only_what_stands_still_is_sent(shop: Cast, submitted: Strategy) -> None:
    life.withdraw(strategy=submitted, by=shop.strategist)
    with pytest.raises(ValidationError) as refused:
        send(shop, submitted)
    assert refused.value.code == "state"


def test_a_form_sent_twice_sends_one_message(shop: Cast, submitted: Strategy) -> None:
    client, key = client_of(shop.strategist), str(uuid4())
    data = {"key": key, "name": "Mariam", "post": "", "email": "m@teranga.example", "language": "en"}
    for _time in range(2):
        assert client.post("/b/teranga/strategy/links/new/", data).status_code == 303
    send_due()
    (message,) = (one for one in mail.outbox if one.to == ["m@teranga.example"])
    assert "Hello Mariam" in str(message.body)


def test_of_a_white_label_brand_no_page_names_the_house(shop: Cast, submitted: Strategy) -> None:
    shop.brand.white_label = True
    shop.brand.save(update_fields=["white_label"])
    send(shop, submitted)
    path = path_in_mail()
    pages = [Client().get(path), Client().post(path, {"name": "Mariam", "validate": "1"}), Client().get(path)]
    assert [page.status_code for page in pages] == [200, 200, 410]
    for page in pages:
        assert "Kamer Com" not in page.content.decode()


def test_the_draft_tells_of_the_links_that_were_sent(
    shop: Cast, submitted: Strategy, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=5))
    link = send(shop, submitted)
    clock.shift(timedelta(minutes=5))
    revoke_link(link=link, by=shop.manager)
    history = client_of(shop.strategist).get("/b/teranga/strategy/draft/").context["history"]
    whats = [getattr(one, "what", "") or one.act for one in history]
    assert whats[2:] == [Act.SUBMITTED, Act.BEGUN]
    assert all("Mariam Coulibaly" in what for what in whats[:2])
    assert [one.at for one in history[:2]] == [NOW + timedelta(minutes=10), NOW + timedelta(minutes=5)]
