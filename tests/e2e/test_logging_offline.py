"""Logging on a phone while the line comes and goes: what is written is kept, shown, and arrives once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from channels_mgmt.inbox.models import Attachment, Interaction, Message
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.waiting import wait_until

LOG = "/b/wouri/inbox/log/"


def photo(size: tuple[int, int] = (3000, 2000)) -> FilePayload:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def write(page: Page, text: str, author: str = "Awa Fotso") -> None:
    page.locator("#log [name=text]").fill(text)
    page.locator("#log [name=author]").fill(author)


def send(page: Page) -> None:
    page.locator("#log button.btn--primary").click()


def waiting(page: Page) -> Any:
    return page.locator("#waiting [data-list] > li")


def test_entries_wait_through_a_reload_and_arrive_once_each(screen: Open, cast: Cast) -> None:
    """The line is cut in the middle of logging: of several one has a photo, one is changed, one deleted."""
    page = screen(cast.cm, workers="allow")
    page.goto(LOG)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => caches.match(location.pathname))")
    page.context.set_offline(True)
    key = page.locator("#log [name=key]").input_value()
    for text in ("Première", "Deuxième", "Troisième"):
        write(page, text)
        if text == "Deuxième":
            page.locator("#log [name=picture]").set_input_files(photo())
        send(page)
        expect(waiting(page).filter(has_text=text)).to_be_visible()
        expect(page.locator("#log [name=text]")).to_have_value("")
    assert page.locator("#log [name=key]").input_value() != key
    assert page.locator("#log [name=channel]").input_value() == str(cast.official.pk)
    expect(page.locator("#waiting [data-count]")).to_have_text("3")

    page.reload()  # without a line: the page as it was last seen
    expect(waiting(page)).to_have_count(3)
    expect(page.locator("#waiting [data-shell]")).to_be_visible()
    waiting(page).filter(has_text="Première").locator("[data-edit]").click()
    expect(page.locator("#log [name=text]")).to_have_value("Première")
    page.locator("#log [name=text]").fill("Première, corrigée")
    send(page)
    waiting(page).filter(has_text="Troisième").locator("[data-delete]").click()
    expect(page.locator("#waiting [data-count]")).to_have_text("2")
    waiting(page).filter(has_text="Troisième").locator("[data-undo]").click()
    expect(page.locator("#waiting [data-count]")).to_have_text("3")
    waiting(page).filter(has_text="Troisième").locator("[data-delete]").click()
    expect(page.locator("#waiting [data-count]")).to_have_text("2")
    assert not Interaction.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("#waiting [data-count]")).to_have_text("0")
    expect(page.locator("#waiting [data-shell]")).to_be_hidden()
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Deuxième", "Première, corrigée"]
    picture = Attachment.objects.get()
    assert picture.message.text == "Deuxième"
    assert (picture.width, picture.height) == (1600, 1067)
    page.reload()
    expect(page.locator("#waiting")).to_be_hidden()
    assert Interaction.objects.count() == 2


def test_however_often_the_sending_is_cut_it_is_sent_once(screen: Open, cast: Cast) -> None:
    """The server receives it, and the answer is lost: three times, of the form and of what waits."""
    page = screen(cast.cm)
    page.goto(LOG)
    cuts = 3

    def cut(route: Route) -> None:
        nonlocal cuts
        if route.request.method != "POST" or cuts == 0:
            route.continue_()
            return
        cuts -= 1
        route.fetch()
        route.abort("connectionreset")

    page.route(f"**{LOG}", cut)
    write(page, "Coupé")
    send(page)
    expect(waiting(page)).to_have_count(1)
    while cuts:
        with page.expect_event("requestfailed"):
            page.locator("#waiting [data-send]").click()
        expect(waiting(page).locator("[data-state=waiting]")).to_be_visible()
    page.locator("#waiting [data-send]").click()
    expect(waiting(page)).to_have_count(0)
    assert cuts == 0
    assert Interaction.objects.count() == 1
    assert Message.objects.get().text == "Coupé"


def test_it_waits_as_well_while_nobody_is_there_to_answer(screen: Open, cast: Cast) -> None:
    """The line is there, the server is not: whatever stands before it says so."""
    page = screen(cast.cm)
    page.goto(LOG)
    page.route(
        f"**{LOG}",
        lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.continue_(),
    )
    write(page, "Pendant la coupure")
    send(page)
    expect(waiting(page)).to_have_count(1)
    expect(page.locator("#log [name=text]")).to_have_value("")
    page.unroute(f"**{LOG}")
    page.locator("#waiting [data-send]").click()
    expect(waiting(page)).to_have_count(0)
    assert Message.objects.get().text == "Pendant la coupure"


def test_a_browser_that_takes_a_dead_line_for_a_good_one_is_not_believed(screen: Open, cast: Cast) -> None:
    """It is on the network of a house whose own line is cut: no event tells when that one is back."""
    page = screen(cast.cm)
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'onLine', {get: () => true});"
        "addEventListener('online', (event) => event.stopImmediatePropagation(), true);"
    )
    page.goto(LOG)
    page.context.set_offline(True)
    write(page, "Sans ligne")
    send(page)
    expect(waiting(page)).to_have_count(1)
    page.context.set_offline(False)
    expect(waiting(page)).to_have_count(0)
    assert Message.objects.get().text == "Sans ligne"


def test_the_page_without_a_line_is_gone_with_whoever_logs_out(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm, workers="allow")
    page.goto(LOG)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => caches.match(location.pathname))")
    page.goto("/logout/")
    page.locator("form[action='/logout/'] button.btn--primary").click()
    page.wait_for_url("**/login/**")
    wait_until(lambda: not page.evaluate(f"caches.match('{LOG}').then(Boolean)"), what="the page to be gone")


def test_the_next_entry_does_not_carry_the_picture_of_the_last(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(LOG)
    write(page, "Avec photo")
    page.locator("#log [name=picture]").set_input_files(photo())
    page.locator("button[name=another]").click()
    expect(page.locator("[data-toast]")).to_be_visible()
    assert page.locator("#log [name=picture]").evaluate("input => input.files.length") == 0
    write(page, "Sans photo", author="Boris")
    send(page)
    page.wait_for_url("**/interactions/*/")
    assert Attachment.objects.get().message.text == "Avec photo"


def test_what_is_refused_is_kept_with_the_reason(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(LOG)
    page.context.set_offline(True)
    write(page, "https://example.org/avis", author="")
    send(page)
    expect(waiting(page)).to_have_count(1)
    page.context.set_offline(False)
    reason = waiting(page).locator("[data-reason]")
    expect(reason).to_be_visible()
    expect(waiting(page).locator("[data-state=refused]")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.reload()
        expect(reason).to_be_visible()
        assert Axe().run(page).response["violations"] == []
    waiting(page).locator("[data-edit]").click()
    expect(page.locator("#log [name=text]")).to_have_value("https://example.org/avis")
    page.locator("#log [name=author]").fill("Awa")
    page.locator("#log [name=channel]").select_option(index=1)
    send(page)
    page.wait_for_url("**/interactions/*/")
    nothing_waits = "!Object.keys(localStorage).some((name) => name.endsWith('waiting'))"
    wait_until(lambda: page.evaluate(nothing_waits), what="the entry to be dropped")
    page.goto(LOG)
    expect(page.locator("#waiting")).to_be_hidden()
    assert Interaction.objects.get().author == "Awa"


def test_nobody_else_on_the_device_sees_or_sends_it(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(LOG)
    page.evaluate("caches.open('log').then((kept) => kept.put('/kept', new Response('theirs')))")
    page.context.set_offline(True)
    write(page, "Secret de la première")
    send(page)
    expect(waiting(page)).to_have_count(1)
    context = page.context
    page.close()
    context.set_offline(False)

    theirs = screen(cast.service, context=context)
    theirs.goto(LOG)
    expect(theirs.locator("#waiting [data-others-count]")).to_have_text("1")
    expect(waiting(theirs)).to_have_count(0)
    assert "Secret de la première" not in theirs.content()
    assert not theirs.evaluate("caches.match('/kept').then(Boolean)")
    theirs.close()
    assert not Interaction.objects.exists()

    again = screen(cast.cm, context=context)
    again.goto(LOG)
    wait_until(Message.objects.exists, what="what waited to be sent")
    expect(again.locator("#waiting")).to_be_hidden()
    assert Message.objects.get().recorded_by == cast.cm


def test_an_expired_login_keeps_it_until_the_person_is_back(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(LOG)
    context = page.context
    context.set_offline(True)
    write(page, "Après la reconnexion")
    send(page)
    expect(waiting(page)).to_have_count(1)
    context.clear_cookies()
    context.set_offline(False)
    expect(page.locator("#line a[href='/login/']")).to_be_visible()
    expect(waiting(page)).to_have_count(1)
    assert not Interaction.objects.exists()
    again = screen(cast.cm, context=context)
    again.goto("/b/wouri/inbox/")  # sent from any page, with a token that is new
    expect(again.locator("[data-toast]")).to_be_visible()
    assert Interaction.objects.get().excerpt == "Après la reconnexion"


def test_three_taps_for_a_link_with_its_suggestions(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    page.goto(LOG)
    page.locator("#log [name=text]").press_sequentially("https://x.com/awa_f/status/99 Quelle honte, nul !")
    expect(page.locator("#log [name=author]")).to_have_value("@awa_f")
    assert page.locator("#log [name=channel]").input_value() != str(cast.official.pk)
    page.locator("#log-told button[name=take]").first.click()
    expect(page.locator("#log [name=sentiment]")).to_have_value("negative")
    send(page)
    page.wait_for_url("**/interactions/*/")
    interaction = Interaction.objects.get()
    assert (interaction.channel.network, interaction.sentiment) == ("x", "negative")


def test_several_in_a_row_with_a_photo_without_javascript(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm, js=False)
    page.goto(LOG)
    page.locator("#log [name=channel]").select_option(index=1)
    chosen = page.locator("#log [name=channel]").input_value()
    write(page, "Sans script")
    page.locator("#log [name=picture]").set_input_files(photo())
    page.locator("button[name=another]").click()
    expect(page.locator("[data-toast]")).to_be_visible()
    assert page.locator("#log [name=channel]").input_value() == chosen
    write(page, "https://example.org/a")
    send(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()  # of no network: it is told, and then taken
    expect(page.locator("#log [name=text]")).to_have_value("https://example.org/a")
    send(page)
    page.wait_for_url("**/interactions/*/")
    assert Interaction.objects.count() == 2
    assert Attachment.objects.get().width == 1600
