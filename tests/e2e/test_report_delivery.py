"""The Monday mail opened by somebody without a login, on a phone whose browser is nobody's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.services.delivery import send_due
from cmhub.lib.weeks import Week
from reporting.weekly.models import ReportLink
from reporting.weekly.services import lifecycle, links
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.readers import choose_address
from tests.cast import Cast
from tests.e2e.letters import Letters
from tests.e2e.looking import looks_right
from tests.weekly.making import WORDS, sent

BOARD = "conseil@board.example"


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_the_report_is_read_by_the_link_of_its_mail(
    js: bool, phone: Callable[..., Page], cast: Cast, letters: Letters
) -> None:
    reader = choose_address(brand=cast.brand, name="Mme Ngo", email=BOARD, language="fr", by=cast.manager)
    week = Week.of(timezone.now() - timedelta(weeks=1), cast.brand.time_zone)
    report = compute_report(brand=cast.brand, week=week)
    lifecycle.save_qualitative(report=report, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=report, by=cast.cm)
    lifecycle.publish(report=report, by=cast.manager)
    sent()
    send_due()
    page = phone(js=js)
    page.goto(letters.link_for(reader, "report"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wouri Mobile")
    expect(page.get_by_text("Semaine calme, sauf mardi.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if js:
        looks_right(page)
    links.revoke(link=ReportLink.objects.get(), by=cast.manager)
    page.reload()
    expect(page.get_by_text("Semaine calme, sauf mardi.")).to_have_count(0)
