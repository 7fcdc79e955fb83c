"""Replying from a phone: on a line that is cut in the middle, and without any script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from channels_mgmt.inbox.models import Approval, Interaction, Message, Promise
from channels_mgmt.team.models import TimeEntry
from tests.cast import Cast
from tests.e2e.conftest import PHONE, Open
from tests.inbox.making import logged
from tests.protocol.test_entries import write

TEXT = "L’antenne est réparée, merci de redémarrer."


@pytest.fixture
def interaction(cast: Cast, live_server: LiveServer) -> Interaction:
    return logged(cast, at=timezone.now() - timedelta(minutes=5))


def replies() -> list[str]:
    return list(Message.objects.filter(direction="out").values_list("text", flat=True))


def lose_before(route: Route) -> None:
    """The line is cut before the server has heard of it."""
    route.abort("internetdisconnected")


def lose_after(route: Route) -> None:
    """The server has got it; its answer never arrives."""
    route.fetch(max_redirects=0)
    route.abort("connectionreset")


def answer_on_a_cut_line(page: Page, interaction: Interaction, cut: Callable[[Route], None]) -> None:
    """Writes the answer and sends it; what the line took is said, and the line is whole again."""
    page.goto(f"/interactions/{interaction.pk}/")
    page.wait_for_load_state("networkidle")  # what comes late would take the message about the line away
    page.locator("#answer textarea[name=text]").fill(TEXT)
    answer = f"**/interactions/{interaction.pk}/answer/"
    page.route(answer, cut)
    page.locator("#answer button.btn--primary").click()
    expect(page.locator("#line button")).to_be_visible()
    page.unroute(answer)


@pytest.mark.parametrize("cut", [lose_before, lose_after])
def test_a_line_that_is_cut_loses_no_words_and_records_once(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
    cut: Callable[[Route], None],
) -> None:
    page = screen(cast.cm)
    answer_on_a_cut_line(page, interaction, cut)
    expect(page.locator("#answer textarea[name=text]")).to_have_value(TEXT)
    assert replies() == ([TEXT] if cut is lose_after else [])
    page.reload()
    expect(page.locator("#answer textarea[name=text]")).to_have_value(TEXT)


@pytest.mark.parametrize("cut", [lose_before, lose_after])
def test_sent_again_it_is_recorded_once(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
    cut: Callable[[Route], None],
) -> None:
    page = screen(cast.cm)
    answer_on_a_cut_line(page, interaction, cut)
    page.locator("#line button").click()
    expect(page.locator(".thread").last).to_contain_text(TEXT)
    expect(page.locator("#answer textarea[name=text]")).to_have_value("")
    assert replies() == [TEXT]


def test_the_first_screen_shows_the_publics_words_and_the_answer(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
) -> None:
    page = screen(cast.cm)
    page.goto(f"/interactions/{interaction.pk}/")
    for shown in (page.get_by_text("Plus de réseau"), page.locator("#answer textarea[name=text]")):
        box = shown.first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_agreed_answers_stay_when_the_page_changes(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
) -> None:
    write(cast, situation="Plus de réseau", answer_fr=TEXT)
    page = screen(cast.cm)
    page.goto(f"/interactions/{interaction.pk}/")
    page.locator("#agreed").scroll_into_view_if_needed()
    expect(page.locator("#agreed-title")).to_be_visible()
    page.locator("form[action$='/hold/'] button").click()
    expect(page.locator("form[action$='/hold/']")).to_have_count(0)
    expect(page.locator("#agreed-title")).to_be_visible()


def test_a_prepared_reply_is_copied_and_then_recorded(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
) -> None:
    page = screen(cast.cm)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/interactions/{interaction.pk}/")
    page.locator("#answer textarea[name=text]").fill(TEXT)
    page.locator("#answer button[name=prepare]").click()
    page.locator("[data-copy]").click()
    assert page.evaluate("navigator.clipboard.readText()") == TEXT
    assert replies() == []
    page.reload()
    expect(page.locator("#answer textarea[name=text]")).to_have_value(TEXT)
    page.locator("#answer button[name=prepare]").click()
    page.locator("#answer[data-ready] button.btn--primary").click()
    expect(page.locator(".thread").last).to_contain_text(TEXT)
    assert replies() == [TEXT]


def test_what_is_unfolded_on_the_day_stays_so_when_news_come(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
) -> None:
    for number in range(6):
        logged(cast, author=f"Autre {number}", at=timezone.now() - timedelta(minutes=4))
    page = screen(cast.cm)
    page.goto("/")
    expect(page).to_have_title("(7) Ma journée · CM Hub")
    folded = page.locator("#sections details.disclosure").first
    folded.locator("summary").click()
    logged(cast, author="Nouvelle", at=timezone.now())
    page.evaluate("htmx.ajax('GET', '/', {target: '#sections', swap: 'morph'})")
    expect(page.locator("#sections")).to_contain_text("Nouvelle")
    expect(folded).to_have_attribute("open", "")
    expect(page.locator("[data-counter]").first).to_contain_text("8")
    expect(page).to_have_title("(8) Ma journée · CM Hub")


def test_without_javascript_one_replies_holds_has_approved_and_closes(
    screen: Open,
    cast: Cast,
    interaction: Interaction,
) -> None:
    page = screen(cast.cm, js=False)
    url = f"/interactions/{interaction.pk}/"
    page.goto(url)
    # A holding reply, with what it promises.
    page.locator("#answer textarea[name=text]").fill("Vous saurez demain.")
    page.locator("#answer summary").click()
    page.locator("#answer input[name=holding]").check()
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    page.locator("#answer input[name=promised_for]").fill(tomorrow)
    page.locator("#answer button.btn--primary").click()
    expect(page.locator("#interaction")).to_contain_text("Vous saurez demain.")
    assert Promise.objects.open().count() == 1
    # One that a second person approves.
    page.locator("#answer textarea[name=text]").fill(TEXT)
    page.locator("#answer summary").click()
    page.locator("#answer input[name=in_doubt]").check()
    page.locator("#answer button.btn--primary").click()
    expect(page.locator("#approval")).to_contain_text(TEXT)
    asked = Approval.objects.get()
    approver = screen(cast.manager, js=False)
    approver.goto("/")
    approver.locator(f"a[href='/approvals/{asked.pk}/']").first.click()
    approver.locator("button[name=approve]").click()
    page.goto(url)
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator(".thread").last).to_contain_text(TEXT)
    assert Promise.objects.get().state == "kept"
    # Another one at once, prepared first; and the end.
    page.locator("#answer textarea[name=text]").fill("Bonne journée !")
    page.locator("#answer button[name=prepare]").click()
    expect(page.locator("#ready")).to_have_text("Bonne journée !")
    page.locator("#answer[data-ready] button.btn--primary").click()
    page.locator("form[action$='/close/'] button").click()
    interaction.refresh_from_db()
    assert interaction.state == "closed"
    assert sorted(replies()) == sorted(["Vous saurez demain.", TEXT, "Bonne journée !"])


def test_one_tap_on_the_day_logs_time(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto("/")
    tap = page.locator("button[name=minutes][value='15']").first
    tap.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    tap.click()
    expect(page.locator("#toasts")).not_to_be_empty()
    assert abs(page.evaluate("scrollY") - before) < 50  # the page stays where the tap was
    assert TimeEntry.objects.get().minutes == 15
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
