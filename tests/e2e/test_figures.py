"""On a phone: an export is given, understood, taken in, and its figures seen with how they came to be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.metrics.models import MetricsRun, Snapshot
from reporting.metrics.services.work import RUNS
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.metrics.files import export

FIGURES = "/b/wouri/publishing/figures/"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_from_the_file_to_the_figure(js: bool, screen: Open, cast: Cast) -> None:
    page = screen(cast.cm, js=js)
    page.goto(FIGURES)
    assert fits(page)
    page.get_by_role("link", name="Importer un export").first.click()
    data = export("meta_days.en").replace("Facebook reach", "Reach").encode("utf-16")
    page.locator("[name=file]").set_input_files({"name": "Reach.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Examiner le fichier").click()
    expect(page.get_by_text("ne dit pas de quel réseau")).to_be_visible()
    assert fits(page)
    page.locator("[name=channel]").select_option(str(cast.official.pk))
    page.get_by_role("button", name="Mettre à jour l’aperçu").click()
    expect(page.locator("#preview tbody tr")).to_have_count(3)
    assert fits(page)
    page.get_by_role("button", name="Importer le fichier").click()
    expect(page.locator("#progress")).to_contain_text("fichier")
    RUNS.work_off(run_id=MetricsRun.objects.get().pk)
    page.reload()
    expect(page.get_by_text("Tout le fichier est importé.")).to_be_visible()
    assert fits(page)
    one = Snapshot.objects.latest("day")
    page.goto(f"{FIGURES}of/wouri-official/?until={one.day}")
    assert fits(page)
    page.get_by_role("link", name="12", exact=True).click()
    expect(page.get_by_role("link", name="Reach.csv")).to_be_visible()
    assert fits(page)
