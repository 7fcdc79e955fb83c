"""Which pictures there are: whose page, on which device, how one gets there and what must then be seen.

Nothing here is saved: boxes are filled in, and no button is pressed that records something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = ("fr", "en")
BRAND = "/b/nyongtel/"
"""The brand of the demonstration that all its logins have a role on."""


@dataclass(frozen=True)
class Device:
    width: int
    height: int
    scale: float


PHONE = Device(390, 780, 1.5)
LAPTOP = Device(1280, 800, 1)
ONE_BOX = Device(390, 390, 1.5)
ONE_FORM = Device(390, 470, 1.5)
"""Parts of a phone’s screen."""


@dataclass(frozen=True)
class Picture:
    name: str
    login: str
    device: Device
    go: Callable[[Page], None]
    shows: tuple[str, ...]
    """Selectors of what the picture is for: each must be within it."""
    scheme: Literal["light", "dark"]

    def file(self, language: str) -> str:
        return f"{self.name}.{language}.png"


ALBUM: list[Picture] = []


def picture(
    login: str, device: Device, *shows: str, scheme: Literal["light", "dark"] = "light"
) -> Callable[[Callable[[Page], None]], Callable[[Page], None]]:
    """Puts a way to a page into the album, under the name of its function."""

    def put(go: Callable[[Page], None]) -> Callable[[Page], None]:
        name = go.__name__.replace("_", "-")
        ALBUM.append(Picture(name, login, device, go, shows, scheme))
        return go

    return put


def files() -> set[str]:
    return {one.file(language) for one in ALBUM for language in LANGUAGES}


def scroll_to(page: Page, selector: str, above: int = 72) -> None:
    """Puts what is selected under the bar at the top of the page."""
    page.wait_for_load_state("networkidle")
    page.locator(selector).first.evaluate(
        "(element, above) => scrollTo(0, element.getBoundingClientRect().top + scrollY - above)", above
    )


def follow(page: Page, selector: str) -> None:
    """Goes where the first such link leads."""
    page.goto(page.locator(selector).first.get_attribute("href") or "")


# --- community manager


@picture("cm", PHONE, "#waits", "main .row-item")
def cm_day(page: Page) -> None:
    page.goto("/")


@picture("cm", LAPTOP, "#waits", "main .row-item")
def cm_day_laptop(page: Page) -> None:
    page.goto("/")


@picture("cm", PHONE, "main h1", "main .message--in", "main textarea[name=text]")
def cm_message(page: Page) -> None:
    open_message(page)
    scroll_to(page, "h1")


@picture("cm", PHONE, "main select[name=department]", "main .card dl")
def cm_pass_on(page: Page) -> None:
    open_message(page)
    page.goto(f"{page.url}pass-on/")
    scroll_to(page, "h1")


def open_message(page: Page) -> None:
    page.goto(f"{BRAND}inbox/?q=maternit%C3%A9")
    follow(page, 'main a[href^="/interactions/"]')


@picture("cm", PHONE, "#answered", "#relay")
def cm_relay(page: Page) -> None:
    page.goto(f"{BRAND}escalations/?state=answered")
    follow(page, 'main li:has-text("Service clients") a[href^="/escalations/"]')
    scroll_to(page, "#answered", above=110)


@picture("cm", PHONE, "main textarea[name=text]", "main select[name=channel]", scheme="dark")
def cm_log(page: Page) -> None:
    page.goto(f"{BRAND}inbox/log/")
    page.locator("main textarea[name=text]").fill("Bonjour, ma recharge de 2 000 F n’est pas passée.")
    page.locator("main input[name=author]").fill("Danielle Kamga")
    page.locator("main button[name=take]").first.wait_for()


@picture("cm", LAPTOP, "main h1", "main textarea")
def cm_report(page: Page) -> None:
    page.goto("/")
    follow(page, 'main a[href$="/write/"]')


# --- agency manager


@picture("manager", LAPTOP, 'main a[href="/brands/new/"]', f'main a[href="{BRAND}"]')
def manager_brands(page: Page) -> None:
    page.goto("/")
    scroll_to(page, 'main a[href="/brands/new/"]')


@picture("manager", LAPTOP, "main select[name=brand]", 'main a[href^="tel:"]')
def manager_late(page: Page) -> None:
    page.goto("/late/")


@picture("manager", LAPTOP, "main h1", f'main .rows a[href^="{BRAND}team/"]')
def manager_team(page: Page) -> None:
    page.goto(f"{BRAND}team/")


@picture("manager", LAPTOP, "main .rows", "#trial")
def manager_routing(page: Page) -> None:
    page.goto(f"{BRAND}routing/")
    page.locator("aside textarea").fill("Ma facture compte deux fois le même forfait.")
    page.locator("aside select").first.select_option("complaint")
    page.locator("aside button[type=submit]").click()
    page.locator("#trial dl").first.wait_for()
    scroll_to(page, "aside h2")


@picture("manager", LAPTOP, "main h1", "#scorecard")
def manager_report(page: Page) -> None:
    page.goto(f"{BRAND}reports/")
    follow(page, f'main a[href^="{BRAND}reports/2"]')


# --- department contact


@picture("contact", PHONE, "main h1", 'main .card a[href^="/escalations/"]')
def contact_day(page: Page) -> None:
    page.goto("/")


@picture("contact", PHONE, "main h1", 'main button[value="acknowledge"]')
def contact_question(page: Page) -> None:
    open_question(page, "acknowledge")


@picture("contact", ONE_BOX, "#answer", "main textarea[name=publishable]")
def contact_answer(page: Page) -> None:
    open_question(page, "acknowledge")
    page.locator("main textarea[name=publishable]").fill(
        "La recharge est retrouvée : elle sera sur la ligne ce soir avant 20 h."
    )
    scroll_to(page, "#answer")


@picture("contact", ONE_FORM, "main details[open] textarea")
def contact_not_ours(page: Page) -> None:
    open_question(page, "acknowledge")
    folded = "main details:has(button[value=not_ours])"
    page.locator(f"{folded} summary").click()
    scroll_to(page, folded)


def open_question(page: Page, act: str) -> None:
    """The first that waits for this act."""
    page.goto("/")
    follow(page, f'main .card:has(button[value="{act}"]) a[href^="/escalations/"]')


# --- executive


@picture("executive", PHONE, "main .stat")
def executive_week(page: Page) -> None:
    page.goto("/")
    scroll_to(page, "main h2:has-text('Nyongtel')")


@picture("executive", PHONE, "main textarea >> nth=0", "main .message--in")
def executive_approval(page: Page) -> None:
    page.goto("/")
    follow(page, 'main a[href^="/approvals/"] >> nth=-1')
    scroll_to(page, "h1")


@picture("executive", PHONE, "#decisions", "#decisions button")
def executive_decision(page: Page) -> None:
    open_report(page)
    page.locator("#decisions summary").first.click()
    scroll_to(page, "#decisions")


@picture("executive", PHONE, "#learned")
def executive_report(page: Page) -> None:
    open_report(page)
    scroll_to(page, "#learned")


@picture("executive", PHONE, "main .stat >> nth=-1", "main figure", scheme="dark")
def executive_trends(page: Page) -> None:
    page.goto(f"{BRAND}trends/")
    scroll_to(page, "main .stat >> nth=-1")


def open_report(page: Page) -> None:
    """The newest that is published."""
    page.goto(f"{BRAND}reports/")
    follow(page, f'main a[href^="{BRAND}reports/2"]')
