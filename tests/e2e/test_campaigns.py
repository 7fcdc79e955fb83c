"""A test and the site's funnel on a phone: prepared, counted and concluded there; a week entered there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.services.campaigns import enter_result
from reporting.metrics.models import FunnelFigure
from tests.access.furniture.campaigns import of_the_campaigns
from tests.access.furniture.when import NOW
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.e2e.looking import wrong_on
from tests.fixtures.browser import PATIENT
from tests.shares import whole_or_share

TESTS, FUNNEL = "/b/wouri/publishing/tests/", "/b/wouri/publishing/funnel/"


def test_a_test_is_prepared_counted_and_concluded_on_a_phone(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(TESTS)
    page.get_by_role("link", name="Nouveau test").first.click()
    page.get_by_label("Nom", exact=True).fill("Objet des e-mails")
    page.get_by_label("Hypothèse").fill("Un prénom fait ouvrir davantage")
    page.get_by_label("Variante A").fill("Sans prénom")
    page.get_by_label("Variante B").fill("Avec prénom")
    page.get_by_label("Mesure", exact=True).select_option("counted")
    page.get_by_label("Ce qui est compté").fill("ouvertures sur e-mails")
    page.get_by_label("Échantillon prévu").fill("200")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Lancer le test").click()
    for label, number in (("A : succès", 20), ("A : sur", 200), ("B : succès", 60), ("B : sur", 200)):
        page.get_by_label(label).fill(str(number))
    page.get_by_role("button", name="Enregistrer les comptes").click()
    verdict = page.locator("[data-verdict]")
    expect(verdict).to_contain_text("B fait mieux, entre +12,3 et +27,5 points")
    assert fits(page)
    page.get_by_text("Conclure le test").click()
    page.get_by_label("Ce qui a été appris").fill("On garde le prénom.")
    page.get_by_role("button", name="Conclure", exact=True).click()
    expect(page.get_by_role("heading", name="Ce qui a été appris")).to_be_visible()
    assert Experiment.objects.get().verdict == "b_better"


def test_a_week_of_the_site_is_entered_on_a_phone_without_a_script(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm, js=False)
    page.goto(FUNNEL)
    page.get_by_role("link", name="Saisir une semaine").first.click()
    page.locator("[name=visitors]").fill("1250")
    page.locator("[name=visitors_part]").fill("300")
    page.locator("[name=leads]").fill("40")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("24 % venus des communautés".replace(" %", "\xa0%")).first).to_be_visible()
    assert fits(page)
    assert FunnelFigure.objects.count() == 2


@whole_or_share
def test_axe_finds_nothing_on_these_pages(whole: bool, screen: Open, cast: Cast) -> None:
    there = of_the_campaigns(cast.brand, cast.cm)
    enter_result(campaign=there["campaigns/<"], metric="sales", value=3, day=NOW.date(), by=cast.cm, at=NOW)
    campaign, test = there["campaigns/<"].pk, there["tests/<"].pk
    pages = [
        "/b/wouri/publishing/campaigns/?state=all",
        "/b/wouri/publishing/campaigns/new/",
        f"/b/wouri/publishing/campaigns/{campaign}/",
        f"/b/wouri/publishing/campaigns/{campaign}/figures/",
        TESTS,
        f"{TESTS}new/",
        f"{TESTS}{test}/",
        f"{TESTS}{test}/figures/",
        f"{TESTS}sample/?measure=counted&expected=50&smallest=10",
        FUNNEL,
        f"{FUNNEL}weeks/",
        f"{FUNNEL}import/",
        f"{FUNNEL}import/{there['funnel/import/<'].pk}/",
    ]
    page = screen(cast.manager)
    page.set_default_timeout(PATIENT)
    wrong = wrong_on(page, pages, whole=whole, before=lambda page: page.wait_for_load_state("networkidle"))
    assert not wrong, "\n".join(wrong)


def fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")
