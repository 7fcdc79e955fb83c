"""How pages look to axe and on their screen: one as it stands, or many that are opened."""

from collections.abc import Callable, Iterable
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
BADLY_SET = """() => {
  const cells = [...document.querySelectorAll(".table :is(th, td):not([dir], :has([dir]))")];
  const words = (cell) => {
    const found = [], walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      if (text.parentElement.closest(".visually-hidden")) continue;
      for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        found.push([word[0], [...range.getClientRects()]]);
      }
    }
    return found;
  };
  return cells.filter((cell) => cell.checkVisibility()).flatMap((cell) => {
    const edge = cell.getBoundingClientRect().right + 1;
    return words(cell).filter(([, boxes]) => boxes.length > 1 || boxes.some((box) => box.right > edge))
      .map(([word]) => `${word} in: ${cell.textContent.trim()}`);
  });
}"""
"""Words of tables and their cards that are broken within, or run past the edge of their cell."""


def looks_right(page: Page, schemes: Iterable[Scheme] = SCHEMES) -> None:
    """Nothing is wider than the screen, no word of a table is cut, and axe finds nothing, in light and in
    dark.
    """
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate(BADLY_SET) == []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # A colour that is still on its way has the contrast of neither.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))")
        found = Axe().run(page).response["violations"]
        assert not found, (scheme, [(one["id"], one["nodes"][0]["html"]) for one in found])


def wrong_on(
    page: Page,
    addresses: Iterable[str],
    *,
    whole: bool,
    first: int = 0,
    before: Callable[[Page], object] = lambda page: None,
) -> list[str]:
    """What axe finds on pages, and which of them are wider than the screen: whole in light and in dark, else
    in one of the two by turns, beginning with that of number `first`. `before` is done once one is open.
    """
    wrong = []
    for number, address in enumerate(addresses, first):
        for scheme in SCHEMES if whole else [SCHEMES[number % 2]]:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(address)
            before(page)
            found = Axe().run(page).response["violations"]
            wrong += [f"{address} {scheme}: {one['id']} {one['nodes'][0]['html']}" for one in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address}: wider than the screen")
    return wrong
