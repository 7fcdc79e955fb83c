"""What is tapped while a crisis runs, on a telephone: lines to call, and that a rush is no crisis."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from channels_mgmt.crisis.choices import SurgeState
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.services.surges import detect
from tests.cast import Cast
from tests.crisis.making import opened
from tests.crisis.test_surges import known, rush
from tests.e2e.conftest import Open
from tests.waiting import wait_until


def raised(cast: Cast) -> Surge:
    cache.clear()
    now = timezone.now()
    known(cast.brand, at=now)
    rush(cast.brand, 12, at=now)
    (surge,) = detect(now)
    return surge


@pytest.mark.e2e
def test_a_tap_opens_the_lines_of_somebody_and_another_writes_down_that_they_were_reached(
    screen: Open, cast: Cast
) -> None:
    crisis = opened(cast)
    telling = crisis.tellings.get(user=cast.executive)
    page = screen(cast.cm)
    page.goto(f"/crises/{crisis.pk}/")
    row = page.locator("#live li.row-item", has_text=telling.name)
    row.get_by_text("Appeler", exact=True).click()
    row.get_by_role("button", name="Joint").click()
    wait_until(lambda: telling.calls.filter(reached=True).exists(), what="the call")


@pytest.mark.e2e
def test_no_crisis_is_said_in_a_dialog_on_the_page_that_follows_the_rush(screen: Open, cast: Cast) -> None:
    surge = raised(cast)
    page = screen(cast.cm)
    page.goto(f"/surges/{surge.pk}/")
    page.get_by_role("link", name="Pas de crise").click()
    dialog = page.locator("#dialog")
    expect(dialog).to_be_visible()
    expect(page.locator("#dialog-body")).to_have_count(1)
    dialog.get_by_role("textbox").fill("Un match")
    dialog.locator("button.btn--primary").click()
    wait_until(lambda: Surge.objects.get().state == SurgeState.DISMISSED, what="the decision")


@pytest.mark.e2e
def test_words_on_the_button_that_opens_a_crisis_are_read(screen: Open, cast: Cast) -> None:
    surge = raised(cast)
    page = screen(cast.cm)
    page.goto(f"/surges/{surge.pk}/")
    button = page.get_by_role("link", name="Ouvrir une crise")
    colour = button.evaluate("link => getComputedStyle(link).color")
    plain = page.evaluate(
        "() => { const other = document.createElement('button'); other.className = 'btn btn--primary';"
        " document.querySelector('main').append(other); return getComputedStyle(other).color; }"
    )
    assert colour == plain
