"""A role with dates given on a page, its reason read, and its lapse; and who may not remove themselves: in a
real browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.choices import Role
from accounts.models import Membership, Notification
from channels_mgmt.brands.models import BrandRole
from tests.cast import Cast
from tests.e2e.test_accounts import CHOSEN, device, enter

__all__ = ["device"]

BRAND = "/b/wouri/"


def day(ahead: int) -> str:
    return (timezone.now().astimezone(ZoneInfo("Africa/Douala")).date() + timedelta(days=ahead)).isoformat()


@pytest.fixture
def administrator(transactional_db: None, cast: Cast) -> Cast:
    Membership.objects.filter(user=cast.manager).update(role=Role.ADMINISTRATOR)
    return cast


def test_a_role_with_dates_is_given_gives_its_reason_and_lapses(
    administrator: Cast, device: Callable[[], Page]
) -> None:
    cast, page, theirs = administrator, device(), device()
    enter(page, cast.manager.email)
    page.goto(f"{BRAND}access/new/")
    page.locator("select[name=user]").select_option(str(cast.colleague.pk))
    page.locator("select[name=role]").select_option(Role.CONTENT_MANAGER)
    page.locator("input[name=starts_on]").fill(day(5))
    page.locator("input[name=ends_on]").fill(day(3))
    page.get_by_role("button", name="Donner le rôle").click()
    expect(page.locator(".error-summary")).to_contain_text("La fin doit venir après le début")
    page.locator("input[name=starts_on]").fill(day(0))
    page.get_by_role("button", name="Donner le rôle").click()

    expect(page).to_have_url(re.compile(f"{BRAND}access/$"))
    row = page.locator("li.row-item", has_text=cast.colleague.name)
    expect(row).to_contain_text("donné par Manager")
    expect(row).to_contain_text("jusqu’au")

    enter(theirs, cast.colleague.email)
    theirs.goto(f"{BRAND}inbox/")
    expect(theirs.locator("h1")).to_be_visible()
    theirs.goto("/people/me/")
    expect(theirs.locator("main")).to_contain_text("Wouri Mobile")
    expect(theirs.locator("main")).to_contain_text("donné par Manager")

    with time_machine.travel(timezone.now() + timedelta(days=4)):
        answer = theirs.goto(f"{BRAND}inbox/")
        assert answer
        assert answer.status == 404
        page.goto(f"{BRAND}access/")
        page.get_by_text("1 rôle échu").click()
        expect(page.locator("details", has_text="échu")).to_contain_text(cast.colleague.name)


def test_the_last_administrator_does_not_remove_themselves(
    administrator: Cast, device: Callable[[], Page]
) -> None:
    cast, page = administrator, device()
    held = Membership.objects.get(user=cast.manager)
    enter(page, cast.manager.email)
    page.goto(f"/memberships/{held.pk}/")
    page.get_by_role("button", name="Y mettre fin aujourd’hui").click()
    expect(page.locator(".error-summary")).to_contain_text("dernière personne")
    page.goto(f"/people/{cast.manager.pk}/leaving/")
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("la dernière personne")
    held.refresh_from_db()
    assert held.ends_on is None
    page.goto("/people/")
    expect(page.locator("h1")).to_be_visible()


def test_somebody_is_invited_onto_one_brand_and_sees_no_other(
    administrator: Cast, device: Callable[[], Page]
) -> None:
    cast, page = administrator, device()
    enter(page, cast.manager.email)
    page.goto(f"{BRAND}access/invite/")
    page.locator("input[name=name]").fill("Nadia Essomba")
    page.locator("input[name=email]").fill("nadia@example.com")
    page.locator("select[name=role]").select_option(Role.DEPARTMENT_CONTACT)
    page.get_by_role("button", name="Inviter").click()
    expect(page.locator(".error-summary")).to_contain_text("service")
    page.locator("select[name=department]").select_option(str(cast.department("technical").pk))
    page.get_by_role("button", name="Inviter").click()
    expect(page.locator("main")).to_contain_text("nadia@example.com")

    link = re.search(r"/invitations/\S+/", Notification.objects.get(email="nadia@example.com").body)
    assert link
    invited = device()
    invited.goto(link[0])
    expect(invited.locator("main")).to_contain_text("Wouri Mobile")
    invited.locator("input[name=password]").fill(CHOSEN)
    invited.get_by_role("button", name="Accepter et entrer").click()
    expect(invited).to_have_url(re.compile(r":\d+/$"))
    assert list(
        BrandRole.objects.filter(user__email="nadia@example.com").values_list("brand__slug", "role")
    ) == [("wouri", Role.DEPARTMENT_CONTACT)]
    answer = invited.goto("/b/sanaga/")
    assert answer
    assert answer.status == 404
