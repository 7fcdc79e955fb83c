"""A browser for each login and language, and pictures small enough for slow lines."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from scripts.pictures.album import Device, Picture

if TYPE_CHECKING:
    from playwright.sync_api import StorageState

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds
LARGEST = 60_000  # bytes of a file
COLOURS = (96, 64, 40, 24)
"""How many a picture may have: the most with which it is small enough."""


class Camera:
    def __init__(self, browser: Browser, address: str, password: str) -> None:
        self.browser = browser
        self.address = address
        self.password = password
        self.sessions: dict[tuple[str, str], StorageState] = {}

    def take(self, one: Picture, language: str, folder: Path) -> Path:
        """The picture's file; fails where what it is for is not seen."""
        context = self.open(one.device, self.session(one.login, language), language)
        try:
            page = context.new_page()
            page.emulate_media(color_scheme=one.scheme, reduced_motion="reduce")
            one.go(page)
            page.wait_for_load_state("networkidle")
            page.mouse.move(0, 0)
            for selector in one.shows:
                expect(page.locator(selector).first).to_be_in_viewport()
            file = folder / one.file(language)
            file.write_bytes(compressed(page.screenshot(caret="hide")))
            return file
        finally:
            context.close()

    def open(self, device: Device, session: StorageState | None, language: str) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.scale,
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            storage_state=session,
        )
        context.set_default_timeout(PATIENCE)
        return context

    def session(self, login: str, language: str) -> StorageState:
        """Of the login, in this language until it ends: the person's own setting stays."""
        if (login, language) not in self.sessions:
            context = self.open(Device(1280, 800, 1), None, language)
            page = context.new_page()
            enter(page, f"{login}@demo.example", self.password, language)
            self.sessions[login, language] = context.storage_state()
            context.close()
        return self.sessions[login, language]


def enter(page: Page, email: str, password: str, language: str) -> None:
    page.goto(f"/login/?lang={language}")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("details.user")).to_be_attached()


def compressed(picture: bytes) -> bytes:
    """The picture as a PNG of few colours."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        file = io.BytesIO()
        few = whole.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST:
            return file.getvalue()
    raise ValueError(f"{file.tell():,} bytes with {colours} colours: show less of the page")


@contextmanager
def camera(address: str, password: str) -> Iterator[Camera]:
    expect.set_options(timeout=PATIENCE)
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        # As root there is no sandbox to be had; /dev/shm is tiny in containers.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield Camera(browser, address, password)
        finally:
            browser.close()
