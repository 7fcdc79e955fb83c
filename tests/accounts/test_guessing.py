"""Wrong passwords are counted by account and by address, and no victim is kept out for good."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.adapters import KNOWN_DEVICE
from cmhub.settings import base
from tests.cast import PASSWORD, Cast

FIRST_REFUSED = 6


@pytest.fixture(autouse=True)
def limits(settings: Settings, cast: Cast) -> None:
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    cache.clear()


def attempt(client: Client, email: str, password: str, address: str = "192.0.2.1") -> bool:
    client.post("/login/", {"login": email, "password": password}, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def guess(email: str, times: int) -> None:
    """Somebody guesses, each time from another address."""
    for number in range(times):
        assert not attempt(Client(), email, f"wrong {number}", f"198.51.100.{number}")


def test_an_account_takes_five_wrong_passwords_from_wherever_they_come(cast: Cast) -> None:
    guess(cast.cm.email, FIRST_REFUSED - 1)
    assert not attempt(Client(), cast.cm.email, PASSWORD), "the right one is not tried while it is closed"
    assert attempt(Client(), cast.junior.email, PASSWORD), "other accounts are not concerned"


def test_it_opens_again_by_itself(cast: Cast) -> None:
    guess(cast.cm.email, FIRST_REFUSED)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        # The cache has a clock of its own: what it would have let expire is taken away.
        cache.clear()
        assert attempt(Client(), cast.cm.email, PASSWORD)


def test_whoever_guesses_elsewhere_cannot_keep_out_a_device_that_is_known(cast: Cast) -> None:
    device = Client()
    assert attempt(device, cast.cm.email, PASSWORD)
    device.post("/logout/")
    guess(cast.cm.email, 3 * FIRST_REFUSED)

    assert attempt(device, cast.cm.email, PASSWORD)


def test_a_known_device_is_known_for_one_person_and_cannot_guess_for_ever(cast: Cast) -> None:
    device = Client()
    assert attempt(device, cast.cm.email, PASSWORD)
    device.post("/logout/")
    for number in range(10):
        assert not attempt(device, cast.cm.email, f"wrong {number}")
    assert not attempt(device, cast.cm.email, PASSWORD)

    forged = Client()
    forged.cookies[KNOWN_DEVICE] = device.cookies[KNOWN_DEVICE].value[:-2] + "xx"
    guess(cast.junior.email, FIRST_REFUSED)
    assert not attempt(forged, cast.junior.email, PASSWORD)


def test_an_address_that_tries_many_accounts_is_stopped(cast: Cast) -> None:
    refused = Client()
    for number in range(20):
        attempt(refused, f"nobody{number}@example.com", "wrong", "203.0.113.9")
    assert not attempt(Client(), cast.cm.email, PASSWORD, "203.0.113.9")
    assert attempt(Client(), cast.cm.email, PASSWORD, "203.0.113.10")


def test_resetting_the_password_opens_the_account(cast: Cast, mailoutbox: list) -> None:
    guess(cast.cm.email, FIRST_REFUSED)
    client = Client()
    client.post("/password/reset/", {"email": cast.cm.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link.replace("http://testserver", ""), follow=True)
    new = "une phrase bien à moi"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert attempt(Client(), cast.cm.email, new)


def test_without_its_cache_the_login_still_counts_and_still_opens(cast: Cast, settings: Settings) -> None:
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"},
    }
    assert attempt(Client(), cast.junior.email, PASSWORD), "nobody is locked out because the cache is down"
    guess(cast.cm.email, FIRST_REFUSED - 1)
    assert not attempt(Client(), cast.cm.email, PASSWORD), "nor is the door open"
