"""Mails as they arrive: words and HTML, one button, threads, and nothing that is too big."""

import re
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest

from accounts.models import Notification
from accounts.services.delivery import send_due
from accounts.services.letters import message_id
from tests.accounts.post_office import PostOffice
from tests.accounts.telling import NOW, tell
from tests.cast import Cast

SIGNED = "Ici :\nhttp://testserver/escalations/7/\n\n-- \nWouri"


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def arrived(post_office: PostOffice, cast: Cast, user: Any = None, **values: Any) -> EmailMessage:
    tell(cast.agency, user, f"event:{len(post_office.letters)}", **values)
    assert send_due(at=NOW) == 1
    letter: EmailMessage = post_office.letters[-1]
    return letter


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_it_says_the_same_in_words_and_in_html(cast: Cast, post_office: PostOffice) -> None:
    letter = arrived(
        post_office,
        cast,
        body="Bonjour Éléonore,\n\nرسالة 🙂 <b>été</b>\n\n" + SIGNED,
        facts=[("Échéance", "jeudi"), ("Pièce jointe", "http://testserver/attachments/3/")],
    )
    assert letter.get_content_type() == "multipart/alternative"
    text, html = part(letter, "plain"), part(letter, "html")
    assert "رسالة 🙂 <b>été</b>" in text
    assert "رسالة 🙂 &lt;b&gt;été&lt;/b&gt;" in html
    for words in ("Bonjour Éléonore", "Échéance", "jeudi", "Pièce jointe"):
        assert words in text
        assert words in html
    assert text.count("http://testserver/escalations/7/") == 1
    assert Links(html).found == ["http://testserver/attachments/3/", "http://testserver/escalations/7/"]
    assert "-- " not in html
    assert letter["Subject"] == "Wouri Mobile : une question"


def test_the_button_s_link_is_in_the_words_too(cast: Cast, post_office: PostOffice) -> None:
    letter = arrived(post_office, cast, body="Que dire ?")
    assert part(letter, "plain") == "Que dire ?\n\nhttp://testserver/escalations/7/\n"


def test_it_is_small_and_asks_nothing_of_another_host(cast: Cast, post_office: PostOffice) -> None:
    letter = arrived(post_office, cast, cast.cm, body="Bonjour,\n\n" + "Que répondre à Awa ? " * 30)
    assert len(bytes(letter)) < 8_000
    html = part(letter, "html")
    assert len(html) < 4_000
    assert all(link.startswith("http://testserver/") for link in Links(html).found)
    assert not re.search(r"<(img|script|link|iframe)\b|url\(", html)
    assert "prefers-color-scheme:dark" in html


def test_who_has_a_log_in_is_led_to_their_preferences(cast: Cast, post_office: PostOffice) -> None:
    page = "http://testserver/account/notifications/"
    known, unknown = arrived(post_office, cast, cast.cm), arrived(post_office, cast)
    assert known["List-Unsubscribe"] == f"<{page}>"
    assert page in part(known, "plain")
    assert page in part(known, "html")
    assert unknown["List-Unsubscribe"] is None
    assert page not in part(unknown, "plain") + part(unknown, "html")
    for letter in (known, unknown):
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["X-Auto-Response-Suppress"] == "All"
        assert letter["From"] == "Wouri Mobile <post@hub.example>"


def test_a_name_of_another_alphabet_is_the_sender_s(cast: Cast, post_office: PostOffice) -> None:
    letter = arrived(post_office, cast, sender_name="Éts Wouri, «الجزائر»")
    assert letter["From"].addresses[0].display_name == "Éts Wouri, «الجزائر»"
    assert letter["From"].addresses[0].addr_spec == "post@hub.example"


def test_it_is_in_the_reader_s_language(cast: Cast, post_office: PostOffice) -> None:
    english = arrived(post_office, cast, cast.cm, language="en")
    assert english["Content-Language"] == "en"
    assert "Change which notifications you get" in part(english, "html")
    assert '<html lang="en">' in part(english, "html")


def test_a_thread_begins_with_the_message_that_the_others_refer_to(
    cast: Cast, post_office: PostOffice
) -> None:
    for number in range(3):
        tell(cast.agency, None, f"step:{number}", thread="escalation.7", at=NOW + timedelta(minutes=number))
    tell(cast.agency, cast.cm, "step:0:cm", thread="escalation.7")
    assert send_due(at=NOW + timedelta(minutes=5)) == 4
    theirs = [letter for letter in post_office.letters if letter["To"] == "awa@example.com"]
    root = theirs[0]["Message-ID"]
    assert theirs[0]["References"] is None
    for later in theirs[1:]:
        assert later["References"] == later["In-Reply-To"] == root
    (own,) = [letter for letter in post_office.letters if letter["To"] == cast.cm.email]
    assert own["References"] is None  # nobody refers to what is in somebody else's mailbox
    assert len({letter["Message-ID"] for letter in post_office.letters}) == 4
    assert theirs[1]["Message-ID"] == message_id("step:1")


def test_what_opens_a_thread_keeps_its_message_id_when_it_is_tried_again(
    cast: Cast, post_office: PostOffice
) -> None:
    first, second = (tell(cast.agency, None, f"step:{n}", thread="escalation.7") for n in range(2))
    post_office.data_answer = "451 later"
    send_due(at=NOW)
    post_office.data_answer = ""
    assert send_due(at=NOW + timedelta(hours=1)) == 2
    opening = Notification.objects.get(opens_thread=True)
    assert opening.key == first
    by_id = {letter["Message-ID"]: letter for letter in post_office.letters}
    assert by_id[message_id(second)]["References"] in by_id


@pytest.mark.parametrize("topic", ["escalation", "approval", "other"])
def test_the_one_button_says_what_opens(topic: str, cast: Cast, post_office: PostOffice) -> None:
    words = {
        "escalation": "Read the exchange and answer",
        "approval": "See the reply",
        "other": "Open the page",
    }
    html = part(arrived(post_office, cast, topic=topic, language="en"), "html")
    assert [said for said in words.values() if said in html] == [words[topic]]
