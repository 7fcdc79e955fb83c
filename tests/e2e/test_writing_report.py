"""The qualitative half on a telephone: what is typed in one part outlives what is done in the others."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.weekly.models import Insight, WeeklyReport
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.weekly.making import WEEK, drafted

READ = "Lu par une personne, et pas encore enregistré."


@pytest.fixture
def draft(cast: Cast) -> WeeklyReport:
    """A report with words of its own in the reading, as the machine writes a first one."""
    report = drafted(cast)
    report.qualitative["reading"] = {"fr": "Écrit par la machine.", "en": ""}
    report.save()
    return report


def opened(screen: Open, cast: Cast) -> Page:
    page = screen(cast.cm)
    page.goto(f"/b/wouri/reports/{WEEK}/write/")
    return page


@pytest.mark.e2e
def test_adding_in_one_part_leaves_what_is_typed_in_the_others(
    screen: Open, cast: Cast, draft: WeeklyReport
) -> None:
    page = opened(screen, cast)
    reading, product = page.locator("[name=reading_fr]"), page.locator("#product")
    expect(reading).to_have_value("Écrit par la machine.")
    reading.fill(READ)
    page.locator("[name=service-text]").fill("Pas encore ajouté.")
    product.get_by_role("button", name="Ajouter").click()
    expect(product.locator("[data-error-summary]")).to_be_focused()
    product.locator("textarea").fill("Le forfait nuit plaît.")
    product.get_by_role("button", name="Ajouter").click()
    expect(product.locator("li", has_text="Le forfait nuit plaît.")).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("enregistrées")
    expect(product.locator("textarea")).to_have_value("")
    page.on("dialog", lambda dialog: dialog.accept())
    product.get_by_role("button", name="Retirer").click()
    expect(product.locator("li")).to_have_count(0)
    expect(reading).to_have_value(READ)
    expect(page.locator("[name=service-text]")).to_have_value("Pas encore ajouté.")


@pytest.mark.e2e
def test_what_was_typed_is_back_when_the_page_is_opened_again(
    screen: Open, cast: Cast, draft: WeeklyReport
) -> None:
    page = opened(screen, cast)
    page.locator("[name=reading_fr]").fill(READ)
    asked = page.locator("#decision")
    asked.locator("summary").click()
    asked.locator("textarea").fill("Ouvrir le samedi ?")
    page.reload()
    expect(page.locator("[name=reading_fr]")).to_have_value(READ)
    expect(asked.locator("textarea")).to_be_visible()
    expect(asked.locator("textarea")).to_have_value("Ouvrir le samedi ?")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url(f"**/reports/{WEEK}/")
    assert WeeklyReport.objects.get().qualitative["reading"]["fr"] == READ
    WeeklyReport.objects.update(qualitative=draft.qualitative)
    page.goto(f"/b/wouri/reports/{WEEK}/write/")
    expect(page.locator("[name=reading_fr]")).to_have_value("Écrit par la machine.")


@pytest.mark.e2e
def test_without_scripts_a_part_is_added_and_the_page_says_what_to_save_first(
    screen: Open, cast: Cast, draft: WeeklyReport
) -> None:
    page = screen(cast.cm, js=False)
    page.goto(f"/b/wouri/reports/{WEEK}/write/")
    said = page.locator("noscript").evaluate("one => one.innerText")  # which locators leave out
    assert "Chaque partie s’enregistre à part" in said
    page.locator("[name=product-text]").fill("Le forfait nuit plaît.")
    page.locator("#product").get_by_role("button", name="Ajouter").click()
    expect(page.locator("#product li", has_text="Le forfait nuit plaît.")).to_be_visible()
    assert Insight.objects.count() == 1
