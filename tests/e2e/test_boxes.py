from playwright.sync_api import expect

from tests.cast import Cast
from tests.e2e.conftest import Open


def test_a_box_that_was_drawn_larger_may_come_back_with_a_refusal(screen: Open, cast: Cast) -> None:
    """A browser writes the size that somebody gives to a box into its `style`, which pages may not: whoever
    puts the refused form in its place must leave that alone, or the console fills with errors.
    """
    page = screen(cast.cm)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/b/wouri/inbox/log/")
    text = page.locator("#log [name=text]")
    text.fill("Bonjour")
    text.evaluate("box => { box.style.height = '300px'; }")
    page.locator("#log [name=author]").fill("Awa")
    page.locator("#log [name=picture]").set_input_files(
        {"name": "note.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    )
    page.locator("#log button.btn--primary").click()
    expect(page.locator("#log .field__error").first).to_be_visible()
    expect(text).to_have_value("Bonjour")
    assert not [message for message in said if "Content Security Policy" in message]
