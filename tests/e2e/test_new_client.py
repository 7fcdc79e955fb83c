"""From “we have a new client” to “ready to work”, by the path that the product leads along, in French.

The manager works on a laptop and, once more, on a phone; the executive validates the strategy on a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from accounts.choices import Role
from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.desk.setup import path_of
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.oncall import on_call
from tests.cast import person
from tests.e2e.conftest import LAPTOP, PHONE

SETUP = "/b/wouri-mobile/setup/"
TEXTS = {
    "goal": {"goal_words": "Être l’opérateur que l’on recommande à Douala."},
    "mission": {"mission": "Répondre à chacun dans l’heure.", "audience": "Les 18-35 ans de Douala."},
    "personas": {"rows-0-name": "Aïcha, vendeuse à Bonabéri", "rows-0-task": "Recharger sans se déplacer"},
    "tone": {"tone": "Chaleureux, sans familiarité."},
    "networks": {
        "rows-0-posts_per_week": "5",
        "rows-0-response_minutes": "60",
        "rows-0-reason": "Tout Douala y est.",
    },
    "objectives": {"rows-0-start": "40", "rows-0-target": "90", "rows-0-due": "2027-06-30"},
}
"""What is typed in each section that a strategy cannot do without."""
CHOICES = {"networks": {"rows-0-network": "facebook"}, "objectives": {"rows-0-figure": 1}}


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    agency = Agency.objects.create(slug="kamer-com", name="Kamer Com")
    people = {name: person(name, agency) for name in ("cm", "second", "executive")}
    people["manager"] = person("manager", agency, Role.MANAGER)
    return people


@pytest.mark.parametrize(
    "screen", [pytest.param(LAPTOP, id="laptop", marks=pytest.mark.faults), pytest.param(PHONE, id="phone")]
)
def test_from_a_new_client_to_a_team_that_can_work(
    screen: ViewportSize, people: dict[str, User], log_in: Callable[..., Page]
) -> None:
    manager = log_in("manager", screen)
    begin(manager)
    brand = Brand.objects.get()
    give_role(brand=brand, user=people["executive"], role=Role.EXECUTIVE, by=people["manager"])
    choose_networks(manager)
    do_without_departments(manager)
    write_strategy(manager)
    validate(log_in("executive"))
    check_readiness(manager, people["cm"])
    assign(manager, people["cm"], lead=True)
    assign(manager, people["second"], lead=False)
    write_rota(manager, "primary", people["cm"])
    write_rota(manager, "backup", people["second"])

    manager.goto(SETUP)
    expect(manager.locator("main")).to_contain_text("Tout y est")
    assert fits(manager, screen)
    assert path_of(brand, timezone.now()).is_ready
    then = on_call(brand, timezone.now() + timedelta(weeks=2))
    assert (then.primary.pk, then.backup.pk) == (people["cm"].pk, people["second"].pk)
    lead = Assignment.objects.get(is_lead=True)
    assert (lead.user, lead.under_supervision) == (people["cm"], False)


def fits(page: Page, screen: ViewportSize) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def next_step(page: Page) -> None:
    """Follows the one next button of the path."""
    page.goto(SETUP)
    page.locator("[aria-current=step] a.btn--primary").click()


def begin(page: Page) -> None:
    page.goto("/")
    page.locator("main").get_by_role("link", name="Nouvelle marque").first.click()
    page.get_by_label("Nom de la marque").fill("Wouri Mobile")
    page.get_by_label("Secteur").fill("Téléphonie mobile")
    page.locator("select[name=country]").select_option("CM")
    press(page, "Créer la marque")
    page.wait_for_url(f"**{SETUP}")


def choose_networks(page: Page) -> None:
    page.goto(SETUP)
    page.locator("#networks a.btn").first.click()
    page.locator("label[for=id_facebook_2]").click()
    page.locator("main form button.btn--primary").click()
    page.wait_for_url(f"**{SETUP}")


def do_without_departments(page: Page) -> None:
    step = page.locator("#departments")
    step.locator("summary").click()
    step.locator("input[name=reason]").fill("Le client nomme ses correspondants lundi.")
    step.locator("details button").click()
    expect(page.locator("#departments")).to_contain_text("Le client nomme ses correspondants lundi.")


def write_strategy(page: Page) -> None:
    next_step(page)
    page.locator("main form button.btn--primary").first.click()
    page.wait_for_url("**/strategy/draft/")
    for section, texts in TEXTS.items():
        page.goto(f"/b/wouri-mobile/strategy/draft/{section}/")
        for name, choice in CHOICES.get(section, {}).items():
            by = {"index": choice} if isinstance(choice, int) else {"value": choice}
            page.locator(f"select[name={name}]").select_option(**by)
        if section == "goal":
            page.locator("input[name=goals]").first.check()
        for name, text in texts.items():
            page.locator(f"[name={name}]").fill(text)
        page.locator("button[name=done]").click()
        page.wait_for_url("**/strategy/draft/")
    page.goto("/b/wouri-mobile/strategy/draft/")
    page.locator("form[action$='/strategy/submit/'] button").click()
    expect(page.locator("form[action$='/strategy/withdraw/']")).to_be_visible()
    assert Strategy.objects.get().state == "submitted"


def validate(page: Page) -> None:
    page.goto("/b/wouri-mobile/strategy/validate/")
    expect(page.locator("main")).to_contain_text("Répondre à chacun dans l’heure.")
    page.locator("button[name=validate]").click()
    page.wait_for_url("**/b/wouri-mobile/strategy/")
    strategy = Strategy.objects.get()
    assert (strategy.state, strategy.validated_by.name) == ("validated", "Executive")
    assert fits(page, PHONE)


def check_readiness(page: Page, user: User) -> None:
    page.goto(f"/b/wouri-mobile/team/readiness/new/?person={user.pk}")
    for yes in page.locator("input[type=radio][value=yes]").all():
        yes.check()
    for evidence in page.locator("textarea[name$=_evidence]").all():
        evidence.fill("Vu en entretien et sur cinq échanges.")
    page.locator("textarea[name=latitude]").fill("Répond seul aux questions courantes.")
    page.locator("main form button.btn--primary").click()
    page.wait_for_url("**/team/readiness/**")
    expect(page.locator("main")).to_contain_text(user.name)


def assign(page: Page, user: User, *, lead: bool) -> None:
    if lead:
        next_step(page)
    else:
        page.goto("/b/wouri-mobile/team/assign/?channel=wouri-mobile-official")
    page.locator("input[name=hours_per_week]").first.fill("20")
    if not lead:
        page.locator("label[for=id_under_supervision]").click()
    page.locator(f"#user-{user.pk}").check()
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"#user-{user.pk}")).to_be_checked()
    press(page, "Affecter")
    page.wait_for_url("**/b/wouri-mobile/team/")
    expect(page.locator("main")).to_contain_text(user.name)
    assert Assignment.objects.get(user=user).hours_per_week == 20


def write_rota(page: Page, kind: str, user: User) -> None:
    page.goto("/b/wouri-mobile/team/rota/patterns/new/?preset=always")
    page.locator("input[name=name]").fill(f"Jour et nuit, {kind}")
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator(f"input[name=order_{user.pk}]").fill("1")
    page.locator("main form button.btn--primary").click()
    page.wait_for_url("**/rota/patterns/")
