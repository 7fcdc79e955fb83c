import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from channels_mgmt.desk.thread import SHOWN, thread_of
from channels_mgmt.escalations.services.acts import answer as answer_escalation
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_message
from tests.cast import Cast
from tests.inbox.making import HTMX, NOON, logged, minutes, steady


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cm)
    return client


def test_the_thread_shows_messages_notes_and_what_was_done_in_order(cast: Cast) -> None:
    interaction = logged(cast)
    sorting.hold(interaction=interaction, by=cast.cm, at=NOON + minutes(1))
    sorting.note(interaction=interaction, by=cast.cm, text="À rappeler", at=NOON + minutes(2))
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(3))
    sorting.close(interaction=interaction, by=cast.cm, at=NOON + minutes(4))
    thread, more = thread_of(interaction)
    assert [happening.type for happening in thread] == ["message", "event", "note", "message", "event"]
    assert not more


def test_the_thread_says_who_passed_it_on_and_who_answered(cast: Cast) -> None:
    interaction = logged(cast)
    asked = open_escalation(
        interaction=interaction,
        question="Quand ?",
        by=cast.cm,
        department=cast.department("customer_service"),
    )
    answer_escalation(escalation=asked, publishable="Ce soir", by=cast.contact)

    thread, _more = thread_of(interaction)

    done = [(str(one.words), one.what.by_name) for one in thread if one.type == "event"]
    assert done == [("passée à un service", cast.cm.name), ("réponse du service", cast.contact.name)]


def test_a_long_thread_shows_its_end_and_on_request_all(cast: Cast, cm: Client) -> None:
    interaction = logged(cast, text="the very first")
    for number in range(SHOWN + 5):
        log_message(
            interaction=interaction,
            direction="in",
            text=f"number {number}",
            by=cast.cm,
            sent_at=NOON + minutes(number + 1),
        )
    page = f"/interactions/{interaction.pk}/"
    texts = [h.what.text for h in cm.get(page).context["thread"]]
    assert (len(texts), texts[-1]) == (SHOWN, f"number {SHOWN + 4}")
    assert len(cm.get(f"{page}?whole=1").context["thread"]) == SHOWN + 6


def test_a_note_is_told_apart_from_what_the_public_sees(cast: Cast, cm: Client) -> None:
    interaction = logged(cast)
    sorting.note(interaction=interaction, by=cast.cm, text="Cliente à rappeler")
    html = cm.get(f"/interactions/{interaction.pk}/").content.decode()
    note = html[html.index("message--note") :]
    assert note.index("Cliente à rappeler") < note.index("</li>")


def test_what_a_department_was_asked_and_said_is_there(cast: Cast, cm: Client) -> None:
    interaction = logged(cast)
    department = cast.department("customer_service")
    escalation = open_escalation(
        interaction=interaction, question="Quand ?", by=cast.cm, department=department
    )
    page = f"/interactions/{interaction.pk}/"
    asked = cm.get(page)
    assert list(asked.context["escalations"]) == [escalation]
    assert "data-due" in asked.content.decode()
    answer_escalation(escalation=escalation, publishable="Ce soir à 18 h", by=cast.contact)
    told = cm.get(page).content.decode()
    assert "Ce soir à 18 h" in told
    assert f'href="/escalations/{escalation.pk}/"' in told


def test_the_same_person_elsewhere_on_the_brand_but_not_on_another(cast: Cast, cm: Client) -> None:
    interaction = logged(cast, author="Awa")
    again = logged(cast, author="@AWA ", channel=cast.service_channel)
    logged(cast, author="Boris")
    logged(cast, author="Awa", brand=cast.other_brand, channel=cast.other_brand.channels.first())
    others = cm.get(f"/interactions/{interaction.pk}/").context["others"]
    assert others == [again]


def test_a_fragment_is_the_piece_of_the_fresh_page(cast: Cast, cm: Client) -> None:
    page = f"/interactions/{logged(cast).pk}/"
    whole, piece = cm.get(page), cm.get(page, headers=HTMX)
    html = steady(piece.content.decode())
    fresh = html[: html.index('<div id="toasts"')].strip()
    assert fresh in steady(whole.content.decode())


def test_an_act_by_htmx_comes_back_as_the_piece_and_says_what_was_done(cast: Cast, cm: Client) -> None:
    interaction = logged(cast)
    response = cm.post(f"/interactions/{interaction.pk}/close/", headers=HTMX, follow=True)
    html = response.content.decode()
    assert "<html" not in html
    assert 'hx-swap-oob="true"' in html
    assert f"/interactions/{interaction.pk}/reopen/" in html


def test_queries_do_not_grow_with_the_thread(cast: Cast, cm: Client) -> None:
    interaction = logged(cast)
    page = f"/interactions/{interaction.pk}/"

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert cm.get(page).status_code == 200
        return len(captured)

    cm.get(page)  # the first page of a session notes where it is opened
    few = count()
    for number in range(30):
        log_message(
            interaction=interaction, direction="in", text="…", by=cast.cm, sent_at=NOON + minutes(number)
        )
        sorting.note(interaction=interaction, by=cast.junior, text="…")
        logged(cast)
    assert count() == few <= 12


def test_what_the_public_writes_is_text_in_its_own_direction(cast: Cast, cm: Client) -> None:
    interaction = logged(cast, author="<i>Awa</i>", text="<img src=x onerror=alert(1)> مرحبا")
    html = cm.get(f"/interactions/{interaction.pk}/").content.decode()
    assert "<img src=x" not in html
    assert "<i>Awa" not in html
    assert 'class="public" dir="auto"' in html


def test_a_reader_sees_no_box_to_answer_but_why(cast: Cast, client: Client) -> None:
    page = f"/interactions/{logged(cast).pk}/"
    client.force_login(cast.executive)
    assert 'id="answer"' not in client.get(page).content.decode()
    client.force_login(cast.cm)
    assert 'id="answer"' in client.get(page).content.decode()


def test_who_may_read_an_interaction(cast: Cast, client: Client) -> None:
    page = f"/interactions/{logged(cast).pk}/"
    statuses = {"cm": 200, "executive": 200, "contact": 404, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        client.force_login(getattr(cast, name))
        assert client.get(page).status_code == status
        assert client.get("/interactions/999999/").status_code == 404
