"""What one is told in the product: the bell, the list, and what is read."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import NotificationState
from accounts.models import Notice, Notification
from accounts.services.leaving import leave
from accounts.services.notices import KEPT, MAILS_KEPT, forget_mails, forget_old
from tests.accounts.telling import NOW, tell
from tests.cast import Cast, client_of
from tests.inbox.making import HTMX

PAGE = "/notifications/"


def told(cast: Cast, *keys: str, **values: object) -> None:
    for number, key in enumerate(keys):
        given = {"subject": f"Objet {key}", "at": NOW + timedelta(minutes=number)} | values
        tell(cast.agency, cast.cm, key, **given)


def listed(client: Client, query: str = "") -> list[str]:
    return [row.key for row in client.get(f"{PAGE}{query}").context["rows"]]


def test_the_bell_counts_on_every_page_and_a_poll_gets_nothing_while_nothing_comes(cast: Cast) -> None:
    client = client_of(cast.cm)
    assert 'id="bell"' in client.get("/").text
    told(cast, "a", "b")
    for page in ("/", f"/b/{cast.brand.slug}/inbox/", PAGE):
        assert 'count?seen=2"'.replace("count", "/notifications/count/") in client.get(page).text
    assert client.get("/notifications/count/?seen=2", headers=HTMX).status_code == 204
    told(cast, "c")
    fresh = client.get("/notifications/count/?seen=2", headers=HTMX)
    assert fresh.status_code == 200
    assert fresh.text.strip() in client.get("/").text


def test_the_newest_first_by_topic_and_unread_a_page_at_a_time(cast: Cast) -> None:
    client = client_of(cast.cm)
    told(cast, "a", topic="escalation")
    told(cast, "b", topic="rota", at=NOW + timedelta(hours=1))
    assert listed(client) == ["b", "a"]
    assert listed(client, "?topic=rota") == ["b"]
    client.post(f"{PAGE}{Notice.objects.get(key='b').pk}/read/")
    assert listed(client, "?unread=1") == ["a"]
    told(cast, *(f"k{number:02}" for number in range(30)), topic="watch")
    first = client.get(f"{PAGE}?topic=watch")
    second = client.get(f"{PAGE}{first.context['next_url']}")
    keys = [row.key for row in (*first.context["rows"], *second.context["rows"])]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) == 30


def test_it_leads_to_what_it_is_about_and_is_read(cast: Cast) -> None:
    client = client_of(cast.cm)
    told(cast, "a", link="http://testserver/b/wouri/inbox/")
    told(cast, "elsewhere", link="https://evil.example/")
    one, elsewhere = (Notice.objects.get(key=key).pk for key in ("a", "elsewhere"))
    assert client.get(f"{PAGE}{one}/").url == "/b/wouri/inbox/"  # type: ignore[attr-defined]
    assert client.get(f"{PAGE}{elsewhere}/").url == PAGE  # type: ignore[attr-defined]
    assert not Notice.objects.unread().exists()
    assert "evil.example" not in client.get(PAGE).text


def test_all_are_read_at_once_and_that_is_undone(cast: Cast) -> None:
    client = client_of(cast.cm)
    told(cast, "before")
    client.post(f"{PAGE}{Notice.objects.get().pk}/read/")
    told(cast, "a", "b")
    page = client.post(f"{PAGE}read/", follow=True)
    assert not Notice.objects.unread().exists()
    undo = page.text.split('action="/notifications/unread/')[1].split('"')[0].replace("&amp;", "&")
    client.post(f"{PAGE}unread/{undo}")
    assert set(Notice.objects.unread().values_list("key", flat=True)) == {"a", "b"}
    for nonsense in ("", "?at=x", "?at=2026-01-01T00:00"):
        assert client.post(f"{PAGE}unread/{nonsense}").status_code == 404


def test_one_is_marked_as_unread_again(cast: Cast) -> None:
    client = client_of(cast.cm)
    told(cast, "a")
    address = f"{PAGE}{Notice.objects.get().pk}/read/?topic=escalation"
    assert client.post(address).url == f"{PAGE}?topic=escalation"  # type: ignore[attr-defined]
    client.post(address)
    assert Notice.objects.unread().exists()


def test_it_is_nobody_else_s(cast: Cast) -> None:
    told(cast, "a")
    pk = Notice.objects.get().pk
    for name in ("manager", "junior", "rival"):
        client = client_of(cast.people[name])
        assert listed(client) == []
        assert client.get(f"{PAGE}{pk}/").status_code == 404
        assert client.post(f"{PAGE}{pk}/read/").status_code == 404
        client.post(f"{PAGE}read/")
    assert Notice.objects.get().read_at is None


def test_whoever_left_the_house_reads_of_it_no_more_and_waits_for_no_digest(cast: Cast) -> None:
    told(cast, "a", urgency="digest", topic="watch")
    leave(user=cast.cm, agency=cast.agency, by=cast.manager, at=NOW)
    assert Notice.objects.get().digested_at is not None


def test_a_page_asks_for_the_bell_once(cast: Cast) -> None:
    client = client_of(cast.cm)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert sum("accounts_notice" in query["sql"] for query in asked) == 1


def test_what_was_told_long_ago_is_forgotten(cast: Cast) -> None:
    told(cast, "a", "b")
    assert forget_old(at=NOW + KEPT + timedelta(seconds=1)) == 1
    assert Notice.objects.get().key == "b"


def test_mails_are_forgotten_once_they_are_settled_and_old(cast: Cast) -> None:
    told(cast, "a", "b", "waits")
    Notification.objects.exclude(key="waits").update(state=NotificationState.SENT, sent_at=NOW)
    written = Notification.objects.get(key="a").created_at
    assert forget_mails(at=written + MAILS_KEPT) == 0
    Notification.objects.filter(key="b").update(created_at=written + timedelta(days=1))
    assert forget_mails(at=written + MAILS_KEPT + timedelta(seconds=1)) == 1
    assert set(Notification.objects.values_list("key", flat=True)) == {"b", "waits"}
