"""The inbox as its URL asks for it."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Approval, Interaction
from channels_mgmt.inbox.services import approvals, sorting, states
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.replies import reply
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX, NOON, logged, minutes, steady

INBOX = "/b/wouri/inbox/"


def shown(client: Client, query: str) -> set[str]:
    """The authors of the rows."""
    response = client.get(f"{INBOX}?{query}")
    assert response.status_code == 200
    return {row.author for row in response.context["page"].rows}


@pytest.fixture
def inbox(cast: Cast, client: Client) -> Client:
    """One interaction in each tab, and what the filters tell apart."""
    logged(cast, author="Awa", text="Ma réclamation sur le réseau", kind="complaint", sentiment="negative")
    taken = logged(cast, author="Boris", text="Quand ouvrez-vous ?", kind="question", language="en")
    sorting.hold(interaction=taken, by=cast.cm)
    passed = logged(cast, author="Carine", text="Et ma facture ?", channel=cast.service_channel)
    states.move(interaction=passed, to="waiting_escalated", by=cast.cm)
    answered = logged(cast, author="Divine", text="Merci", kind="praise", at=NOON - minutes(60 * 24 * 30))
    answer_interaction(interaction=answered, text="Avec plaisir", by=cast.cm, at=NOON)
    aside = logged(cast, author="Elvis", text="Gagnez de l'argent")
    sorting.set_aside(interaction=aside, by=cast.cm, reason="Spam")
    other = cast.other_brand
    logged(cast, author="Fru", text="Réclamation", brand=other, channel=other.channels.first())
    client.force_login(cast.cm)
    return client


SHOWN: list[tuple[str, set[str]]] = [
    ("", {"Awa", "Boris"}),
    ("state=waiting", {"Carine"}),
    ("state=answered", {"Divine"}),
    ("state=closed", {"Elvis"}),
    ("state=all", {"Awa", "Boris", "Carine", "Divine", "Elvis"}),
    ("state=set_aside", {"Elvis"}),
    ("state=all&kind=complaint", {"Awa"}),
    ("state=all&sentiment=negative", {"Awa"}),
    ("state=all&language=en", {"Boris"}),
    ("state=all&channel=wouri-official", {"Awa", "Boris", "Divine", "Elvis"}),
    ("state=to_answer&holder=me", {"Boris"}),
    ("state=to_answer&holder=nobody", {"Awa"}),
    ("state=all&period=2026-W10", {"Awa", "Boris", "Carine", "Elvis"}),
    ("state=all&period=2026-03-04", {"Awa", "Boris", "Carine", "Elvis"}),
    ("state=all&period=2026-W06", {"Divine"}),
    ("state=all&q=reclamation", {"Awa"}),
    ("state=all&q=RÉCLAMATIONS", {"Awa"}),
    ("state=all&q=divine", {"Divine"}),
    ("state=all&q=reseau+facture", set()),
    ("state=all&q=merci", {"Divine"}),
    ("state=all&q=merci&period=2026-W06", {"Divine"}),
    ("state=all&q=merci&period=2026-W10", set()),
    ("state=all&q=facture&period=2026-W10", {"Carine"}),
    ("state=all&q=facture&period=2011-W10", set()),
    (
        "state=nonsense&kind=nonsense&holder=nonsense&period=2026-W54&sort=nonsense&cursor=nonsense",
        {"Awa", "Boris"},
    ),
    ("state=all&q=%01%27%22%3C%3A*", set()),
]


def test_a_list_that_a_figure_leads_to_says_how_many_there_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        logged(cast, author=f"Compté {number}")
    client = client_of(cast.cm)
    for address in ("/b/wouri/inbox/?state=all", f"/b/wouri/inbox/?state=all&period={NOON:%Y-%m-%d}"):
        summary = client.get(address).context["summary"]
        assert ("3 en tout" in summary) is ("period" in address)


def test_the_url_says_what_is_shown(inbox: Client) -> None:
    assert {query: shown(inbox, query) for query, _authors in SHOWN} == dict(SHOWN)


def test_what_is_owed_waits_or_was_passed_on_is_found(cast: Cast, client: Client) -> None:
    now = timezone.now()
    soon, late = logged(cast, author="Soon"), logged(cast, author="Late")
    for one, made, due in ((soon, now, now + minutes(60)), (late, now - minutes(90), now - minutes(30))):
        promised = Draft("Demain.", holding=True, promised_for=due)
        record_reply(interaction=one, draft=promised, by=cast.cm, key=uuid4(), at=made)
    waits, ready = logged(cast, author="Waits"), logged(cast, author="Ready")
    for one in (waits, ready):
        doubtful = Draft("Peut-être.", in_doubt=True)
        approval = reply(interaction=one, draft=doubtful, by=cast.cm, key=uuid4())
    assert isinstance(approval, Approval)
    approvals.approve(approval=approval, by=cast.manager, text="Peut-être.", seen=1)
    passed = logged(cast, author="Passed", text="Facture ?")
    open_escalation(
        interaction=passed, question="Combien ?", department=cast.department("finance"), by=cast.cm
    )
    raised = logged(cast, author="Raised", text="Urgent")
    sorting.classify(interaction=raised, by=cast.cm, priority=4, theme="Réseau mobile")
    client.force_login(cast.cm)
    everybody = {"Soon", "Late", "Waits", "Ready", "Passed", "Raised"}
    expected = {
        "promise=open": {"Soon", "Late"},
        "promise=late": {"Late"},
        "promise=any": {"Soon", "Late"},
        "answer=needed": everybody,
        "answer=given": {"Soon", "Late"},
        "answer=missing": everybody - {"Soon", "Late"},
        "answered_by=me": {"Soon", "Late"},
        f"answered_by={cast.cm.name}&period=7d": {"Soon", "Late"},
        "answered_by=Nobody": set(),
        "approval=waiting": {"Waits"},
        "approval=to_publish": {"Ready"},
        "escalated=yes": {"Passed"},
        "escalated=no": everybody - {"Passed"},
        "priority=4": {"Raised"},
        "theme=Réseau+mobile": {"Raised"},
        "author=%40RAISED": {"Raised"},
        "source=hand": everybody,
        "source=file": set(),
        "priority=9&source=reply&promise=x&approval=x&escalated=x": everybody,
    }
    assert {query: shown(client, f"state=all&{query}") for query in expected} == expected
    for query in expected:
        page = client.get(f"{INBOX}?state=all&{query}")
        chips = 2 if "period" in query else 0 if "priority=9" in query else 1
        assert len(page.context["chips"]) == chips, query


def test_the_same_list_is_always_written_alike(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    asked = "theme=a&q=b&state=all&sort=latest&kind=complaint&nonsense=1&holder="
    query = client.get(f"{INBOX}?{asked}").context["query"]
    assert query == "state=all&q=b&kind=complaint&theme=a"
    assert client.get(f"{INBOX}?{query}").context["query"] == query
    assert client.get(INBOX).context["query"] == ""


def test_each_filter_is_a_chip_that_leads_to_the_list_without_it(inbox: Client) -> None:
    response = inbox.get(f"{INBOX}?state=all&kind=complaint&q=reseau")
    assert {chip.name for chip in response.context["chips"]} == {"kind", "q"}
    assert 'href="?state=all&amp;q=reseau"' in response.content.decode()
    assert 'href="?state=all&amp;kind=complaint"' in response.content.decode()


def test_tabs_count_and_lead_to_what_they_count(inbox: Client) -> None:
    tabs = {tab["name"]: str(tab["count"]) for tab in inbox.get(INBOX).context["tabs"]}
    assert tabs == {"to_answer": "2", "waiting": "1", "answered": "1", "closed": "1", "all": "None"}
    for name, count in tabs.items():
        if name != "all":
            assert str(len(shown(inbox, f"state={name}"))) == count
    assert all(tab["count"] is None for tab in inbox.get(f"{INBOX}?kind=praise").context["tabs"])


def test_pages_follow_each_other_without_loss_or_repetition(cast: Cast, client: Client) -> None:
    for number in range(60):
        logged(cast, author=f"author {number:02}", at=NOON + minutes(number // 3))
    client.force_login(cast.cm)
    seen, cursor, pages = [], "", 0
    while True:
        page = client.get(INBOX, {"cursor": cursor}).context["page"]
        seen += [row.author for row in page.rows]
        pages += 1
        if not page.next:
            break
        cursor = page.next
    assert (pages, len(seen)) == (3, 60)
    assert seen == sorted(seen)
    latest = client.get(INBOX, {"sort": "latest"}).context["page"].rows
    assert [row.author for row in latest] == sorted(seen, reverse=True)[:25]


def test_the_longest_waiting_comes_first_and_leads_to_its_page(cast: Cast, client: Client) -> None:
    later = logged(cast, author="Later", at=NOON + minutes(9))
    longest = logged(cast, author="Longest", at=NOON)
    client.force_login(cast.cm)
    html = client.get(INBOX).content.decode()
    assert html.index(f'href="/interactions/{longest.pk}/"') < html.index(f'href="/interactions/{later.pk}/"')


def test_queries_do_not_grow_with_the_rows(cast: Cast, client: Client) -> None:
    client.force_login(cast.cm)
    client.get(INBOX)  # the first page of a session notes where it is opened

    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{INBOX}?{query}").status_code == 200
        return len(captured)

    def fill(number: int) -> None:
        now = timezone.now()
        first = logged(cast, author="someone")
        rows = [
            Interaction(
                brand=cast.brand,
                channel=cast.official,
                author=f"a{n}",
                author_key=f"a{n}",
                opened_at=now,
                last_at=now,
                waiting_since=now,
                holder=cast.cm,
                excerpt=first.excerpt,
            )
            for n in range(number)
        ]
        Interaction.objects.bulk_create(rows)

    fill(10)
    asked = (
        "",
        "state=all&q=reseau&kind=complaint",
        "holder=me",
        "promise=late&approval=waiting&escalated=no",
    )
    few = {query: count(query) for query in asked}
    fill(300)
    assert {query: count(query) for query in few} == few
    assert max(few.values()) <= 12


def test_a_fragment_is_the_piece_of_the_fresh_page(inbox: Client) -> None:
    query = f"{INBOX}?state=all&kind=complaint"
    page = steady(inbox.get(query).content.decode())
    piece = inbox.get(query, headers=HTMX)
    assert steady(piece.content.decode()) in page
    assert "<html" not in piece.content.decode()
    assert "HX-Request" in piece["Vary"]
    restored = inbox.get(query, headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


def test_the_address_that_a_filter_leaves_says_nothing_empty(inbox: Client) -> None:
    response = inbox.get(f"{INBOX}?state=all&q=&kind=complaint&holder=", headers=HTMX)
    assert response["HX-Push-Url"] == f"{INBOX}?state=all&kind=complaint"


def test_a_poll_gets_nothing_while_nothing_changed(inbox: Client, cast: Cast) -> None:
    seen = inbox.get(INBOX).context["seen"]
    assert inbox.get(f"{INBOX}?seen={seen}", headers=HTMX).status_code == 204
    logged(cast, author="New")
    changed = inbox.get(f"{INBOX}?seen={seen}", headers=HTMX)
    assert changed.status_code == 200
    assert 'id="list"' in changed.content.decode()
    assert "<form" not in changed.content.decode(), "what somebody is typing into the form stays"


def test_who_may_read_the_inbox(cast: Cast, client: Client) -> None:
    statuses = {"cm": 200, "strategist": 200, "executive": 200, "contact": 403, "other_cm": 404, "rival": 404}
    for name, status in statuses.items():
        client.force_login(getattr(cast, name))
        assert client.get(INBOX).status_code == status


def test_what_the_public_writes_is_text(cast: Cast, client: Client) -> None:
    logged(cast, author="<b>Awa</b>", text="<script>alert(1)</script> مرحبا")
    client.force_login(cast.cm)
    html = client.get(INBOX).content.decode()
    assert "<script>alert" not in html
    assert "<b>Awa" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; مرحبا" in html


def test_the_last_seven_days_are_seven_days_of_the_calendar(cast: Cast, client: Client) -> None:
    """Today and the six before: NOON is a Wednesday, so from the Thursday before."""
    logged(cast, author="Thursday", at=NOON - minutes(60 * 24 * 6))
    logged(cast, author="Wednesday", at=NOON - minutes(60 * 24 * 7))
    client.force_login(cast.cm)
    with time_machine.travel(NOON):
        assert shown(client, "state=all&period=7d") == {"Thursday"}


def test_channels_of_one_name_are_told_apart(cast: Cast, client: Client) -> None:
    cast.brand.channels.update(name="Wouri", network="facebook")
    client.force_login(cast.cm)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{INBOX}?channel=wouri-official")
    with override("en"):
        page = client.get(f"{INBOX}?channel=wouri-official&lang=en").content.decode()
    assert "Wouri · Facebook · official" in page
    assert "Wouri · Facebook · customer service" in page
    assert not [each for each in few if '"team_channel"."id" = ' in each["sql"] and " LIMIT " in each["sql"]]


def test_themes_of_the_brand_are_offered_to_choose_from(cast: Cast, client: Client) -> None:
    for number, theme in enumerate(("Réseau mobile", "Facture", "Réseau mobile", "", "<b>Été")):
        sorting.classify(interaction=logged(cast, author=f"a{number}"), by=cast.cm, theme=theme)
    elsewhere = logged(cast, author="b", brand=cast.other_brand, channel=cast.other_brand.channels.first())
    sorting.classify(interaction=elsewhere, by=cast.other_cm, theme="Secret")
    client.force_login(cast.cm)

    def offered(query: str = "") -> list[str]:
        response = client.get(f"{INBOX}themes/?{query}", headers=HTMX)
        assert "<html" not in response.content.decode()
        assert "<b>" not in response.content.decode()
        return response.context["themes"]

    assert offered() == ["<b>Été", "Facture", "Réseau mobile"]
    assert offered("theme=RÉSEAU") == ["Réseau mobile"]
    assert offered("theme=%25") == []
    assert 'list="themes"' in client.get(INBOX).content.decode()
    client.force_login(cast.rival)
    assert client.get(f"{INBOX}themes/").status_code == 404
