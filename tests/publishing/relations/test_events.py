"""Events: who is on the list, who came, what follows and on whose day it stands."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Notice
from channels_mgmt.publishing.models import Event, FollowUp, Post
from channels_mgmt.publishing.services import ambassadors
from channels_mgmt.publishing.services import events as services
from channels_mgmt.publishing.services.reminders import remind_due
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.scope import everything
from tests.cast import Cast, client_of
from tests.publishing.relations.relating import NOW, ambassador, event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/b/wouri/publishing/events/"
DAY = timedelta(days=1)


def titles(client: Any, query: str) -> list[str]:
    return [row.title for row in client.get(f"{URL}?{query}").context["page"].rows]


def test_its_time_is_that_of_the_brand_and_it_ends_after_it_begins(cast: Cast) -> None:
    client = client_of(cast.cm)
    data = {"key": str(uuid4()), "title": "Foire", "kind": "fair", "starts_at": "2026-03-07T15:00"}
    refused = client.post(f"{URL}new/", data | {"ends_at": "2026-03-07T14:00"})
    assert refused.status_code == 422
    post = Post.objects.create(brand=cast.brand, channel=cast.official, text="Venez à la foire")
    foreign = Post.objects.create(
        brand=cast.other_brand, channel=cast.other_brand.channels.earliest("pk"), text="Sanaga"
    )
    assert client.post(f"{URL}new/", data | {"posts": [foreign.pk]}).status_code == 422
    for _twice in range(2):
        answer = client.post(f"{URL}new/", data | {"posts": [post.pk]})
    held = Event.objects.get()
    assert answer["Location"] == f"/events/{held.pk}/"
    assert held.starts_at == datetime(2026, 3, 7, 14, 0, tzinfo=UTC), "Douala is an hour ahead"
    page = client.get(f"/events/{held.pk}/").text
    assert "Venez à la foire" in page
    assert 'value="2026-03-07T15:00"' in client.get(f"/events/{held.pk}/edit/").text
    client.post(f"/events/{held.pk}/edit/", data | {"place": "Bassa", "edition": "1"})
    held.refresh_from_db()
    assert (held.place, held.posts.count()) == ("Bassa", 0)


def test_everybody_is_on_the_list_once_and_one_tap_says_who_came(cast: Cast) -> None:
    held, known, client = event(cast), ambassador(cast), client_of(cast.cm)
    data = {"ambassadors": [known.pk], "names": "Papa Wouri\n  Mado  \n\npapa wouri"}
    client.post(f"/events/{held.pk}/invite/", data)
    client.post(f"/events/{held.pk}/invite/", {"names": "MADO"})
    assert list(held.invitations.values_list("name", flat=True)) == [known.name, "Papa Wouri", "Mado"]
    assert client.post(f"/events/{held.pk}/invite/", data).status_code == 422, "they are no choice any more"
    client.post(f"/events/{held.pk}/invite/", {"names": "Passante", "came": "on"})
    first, second, third, _here = held.invitations.all()
    client.post(f"/events/invitations/{first.pk}/answer/", {"answer": "accepted"})
    client.post(f"/events/invitations/{second.pk}/answer/", {"answer": "declined"})
    client.post(f"/events/invitations/{second.pk}/answer/", {"answer": "nonsense"})
    for _twice in range(2):
        client.post(f"/events/invitations/{first.pk}/came/", {"came": "1"})
    client.post(f"/events/invitations/{third.pk}/came/", {"came": "1"})
    client.post(f"/events/invitations/{third.pk}/came/", {"came": "0"})
    (row,) = client.get(f"{URL}?show=past").context["page"].rows or client.get(URL).context["page"].rows
    assert {name: row.counts[name] for name in ("listed", "accepted", "declined", "came")} == {
        "listed": 4, "accepted": 1, "declined": 1, "came": 2,
    }  # fmt: skip
    client.post(f"/events/invitations/{third.pk}/strike/")
    assert held.invitations.count() == 3
    assert held.title in client.get(f"/ambassadors/{known.pk}/").text


def test_a_list_that_is_no_list_is_refused(cast: Cast) -> None:
    held = event(cast)
    names = "\n".join(f"Nom {number}" for number in range(201))
    assert client_of(cast.cm).post(f"/events/{held.pk}/invite/", {"names": names}).status_code == 422
    assert not held.invitations.exists()


def test_what_follows_stands_on_the_day_of_who_does_it_until_it_is_done(cast: Cast) -> None:
    held, client = event(cast), client_of(cast.cm)
    data = {"key": str(uuid4()), "what": "Publier la carte", "who": cast.junior.pk, "due_on": "2026-03-02"}
    assert client.post(f"/events/{held.pk}/follow-up/", data | {"who": cast.other_cm.pk}).status_code == 422
    for _twice in range(2):
        assert client.post(f"/events/{held.pk}/follow-up/", data).status_code == 303
    later = data | {"key": str(uuid4()), "what": "Plus tard", "due_on": "2026-03-09"}
    client.post(f"/events/{held.pk}/follow-up/", later)
    task = FollowUp.objects.get(what="Publier la carte")
    junior = client_of(cast.junior)
    (row,) = junior.get("/").context["around"]
    assert row["row"] == task
    assert (remind_due(), remind_due()) == (1, 0)
    with everything():
        assert "Publier la carte" in Notice.objects.get(key__startswith=f"follow_up:{task.pk}:").title
    assert junior.post(f"/events/follow-ups/{task.pk}/done/", {"to": "home"})["Location"] == "/"
    task.refresh_from_db()
    assert (task.done_by, task.done_at) == (cast.junior, NOW)
    assert "around" not in junior.get("/").context
    client.post(f"/events/follow-ups/{task.pk}/done/", {"done": "0"})
    assert [one["row"] for one in junior.get("/").context["around"]] == [task]


def test_to_come_and_past_notes_and_calling_off(cast: Cast) -> None:
    client = client_of(cast.cm)
    going_on = event(cast, "En cours", starts_at=NOW - DAY, ends_at=NOW + DAY)
    event(cast, "Passée", starts_at=NOW - DAY, kind="visit", place="Édéa")
    event(cast, "À venir", starts_at=NOW + DAY)
    assert titles(client, "") == ["En cours", "À venir"]
    assert titles(client, "show=past") == ["Passée"]
    for query in ("kind=visit", "q=edea", "q=passee"):
        assert titles(client, f"show=past&{query}") == ["Passée"], query
    assert not titles(client, "kind=visit")
    client.post(f"/events/{going_on.pk}/notes/", {"notes": "On demande une carte.", "edition": "1"})
    client.post(f"/events/{going_on.pk}/cancel/", {"cancelled": "1"})
    page = client.get(f"/events/{going_on.pk}/").text
    assert "On demande une carte." in page
    assert "Annulée" in client.get(URL).text
    client.post(f"/events/{going_on.pk}/cancel/", {"cancelled": "0"})
    going_on.refresh_from_db()
    assert (going_on.cancelled_at, going_on.notes) == (None, "On demande une carte.")


def test_who_may_only_look_and_who_may_not_even_look(cast: Cast) -> None:
    held = event(cast)
    services.invite(event=held, names=["Mado"], by=cast.cm)
    urls = [f"/events/{held.pk}/{act}/" for act in ("invite", "notes", "follow-up", "cancel")]
    for url in (*urls, f"/events/invitations/{held.invitations.get().pk}/came/"):
        assert client_of(cast.executive).post(url, {"came": "1"}).status_code == 403
        assert client_of(cast.other_cm).post(url, {"came": "1"}).status_code == 404
    assert not held.invitations.get().came


def test_what_another_saved_meanwhile_is_shown_beside_what_was_typed(cast: Cast) -> None:
    met, page = event(cast), client_of(cast.cm)
    form = {"kind": "meetup", "starts_at": "2026-03-02T10:00", "place": "", "ends_at": "", "edition": "1"}
    address = f"/events/{met.pk}/edit/"
    assert client_of(cast.manager).post(address, form | {"title": "Rencontre à Akwa"}).status_code == 303
    refused = page.post(address, form | {"title": "Rencontre à Deïdo"})
    assert refused.status_code == 409
    assert "Rencontre à Akwa" in refused.text
    assert "Rencontre à Deïdo" in refused.text
    met.refresh_from_db()
    assert (met.title, met.edition) == ("Rencontre à Akwa", 2)
    again = form | {"title": "Rencontre à Deïdo", "edition": "2"}
    assert page.post(address, again).status_code == 303
    assert page.post(f"/events/{met.pk}/notes/", {"notes": "A", "edition": "3"}).status_code == 303
    stale = page.post(f"/events/{met.pk}/notes/", {"notes": "B", "edition": "3"})
    assert stale.status_code == 422
    assert re.search(r">\s*B</textarea>", stale.text)
    met.refresh_from_db()
    assert met.notes == "A"


def test_consent_that_was_withdrawn_is_not_brought_back_by_a_page_from_before(cast: Cast) -> None:
    known = ambassador(cast, private="06 00 00 00 00", consented_on=NOW.date(), consent_how="Par écrit")
    ambassadors.withdraw_consent(ambassador=known, by=cast.manager, at=NOW)
    values = {"private": "06 00 00 00 00", "consented_on": NOW.date(), "consent_how": "Par écrit"}
    with pytest.raises(ChangedMeanwhileError):
        ambassadors.save_ambassador(
            brand=cast.brand, values=values, by=cast.cm, ambassador=known, edition=known.edition, at=NOW
        )
    known.refresh_from_db()
    assert known.private == ""
