"""Communities of the sector: visits in one tap, which are stale, what is passed to the watch."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from channels_mgmt.publishing.models import Community, Visit
from channels_mgmt.publishing.services import communities as services
from tests.access.forms import Page
from tests.cast import Cast, client_of
from tests.publishing.relations.relating import NOW, community

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/b/wouri/publishing/communities/"
DAY = timedelta(days=1)


def named(client: Any, query: str) -> list[str]:
    return [row.name for row in client.get(f"{URL}?{query}").context["page"].rows]


def test_one_tap_says_that_one_was_there_and_a_second_one_nothing_more(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    held, client = community(cast), client_of(cast.cm)
    key = str(uuid4())
    for sent in (key, key, str(uuid4())):  # sent twice by a bad line, then tapped again
        answer = client.post(f"/communities/{held.pk}/visit/", {"key": sent, "to": "list"})
        assert (answer.status_code, answer["Location"]) == (303, URL)
    visit = Visit.objects.get()
    assert (visit.by, visit.at, visit.seen) == (cast.cm, NOW, "")
    clock.shift(timedelta(minutes=3))
    client.post(f"/communities/{held.pk}/visit/", {"key": str(uuid4())})
    assert Visit.objects.count() == 2
    held.refresh_from_db()
    assert held.visited_at == NOW + timedelta(minutes=3)


def test_the_toast_takes_a_visit_back_and_only_whoever_was_there_may(cast: Cast) -> None:
    held = community(cast)
    before = services.visit(community=held, by=cast.cm, key=uuid4(), at=NOW - 3 * DAY)
    client = client_of(cast.cm)
    page = client.post(f"/communities/{held.pk}/visit/", {"key": str(uuid4())}, follow=True)
    last = Visit.objects.latest("at")
    undo = f"/communities/visits/{last.pk}/take-back/"
    assert undo in page.text
    assert client_of(cast.junior).post(undo, follow=True).status_code == 200
    assert Visit.objects.count() == 2
    client.post(undo)
    held.refresh_from_db()
    assert (Visit.objects.get(), held.visited_at) == (before, before.at)
    with pytest.raises(ValidationError):
        services.take_back_visit(visit=before, by=cast.junior)


def test_what_was_read_there_is_the_number_of_members_from_then_on(cast: Cast) -> None:
    held = community(cast, members=900, counted_on=date(2026, 1, 5), counted_how="told")
    data = {"key": str(uuid4()), "seen": "On demande le forfait nuit.", "members": "1250"}
    client_of(cast.cm).post(f"/communities/{held.pk}/visit/", data)
    held.refresh_from_db()
    assert (held.members, held.counted_on, held.counted_how) == (1250, date(2026, 3, 2), "seen")
    assert "1 250 membres" in client_of(cast.cm).get(URL).text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_community_is_stale_after_its_own_days(cast: Cast) -> None:
    often, seldom = community(cast, "Souvent", visit_days=3), community(cast, "Rarement", visit_days=30)
    never, left = community(cast, "Jamais vue"), community(cast, "Quittée")
    for one in (often, seldom, left):
        services.visit(community=one, by=cast.cm, key=uuid4(), at=NOW - 4 * DAY)
    services.leave(community=left, left=True, by=cast.cm)
    client = client_of(cast.content)
    assert named(client, "show=stale") == ["Jamais vue", "Souvent"]
    assert named(client, "show=left") == ["Quittée"]
    assert named(client, "") == ["Jamais vue", "Rarement", "Souvent"]
    page = client.get(URL)
    assert [tab["count"] for tab in page.context["tabs"]] == [3, 2, 1]
    assert [row.stale for row in page.context["page"].rows] == [True, False, True]
    for one in (often, never, seldom, left):  # as the database says it, so does a row
        one.refresh_from_db()
        assert one.is_stale(NOW) == Community.objects.stale(NOW).filter(pk=one.pk).exists()
    exactly = Community.objects.filter(pk=often.pk)
    exactly.update(visited_at=NOW - 3 * DAY)
    assert not exactly.stale(NOW).exists()
    assert exactly.stale(NOW + timedelta(microseconds=1)).exists()


def test_the_list_is_narrowed_by_its_url_and_every_chip_takes_one_away(cast: Cast) -> None:
    community(
        cast, "Éleveurs du Wouri", owner="competitor", presence="member", network="forum", public="À Édéa"
    )
    community(cast, "Autre groupe")
    client = client_of(cast.executive)
    for query in ("owner=competitor", "presence=member", "network=forum", "q=eleveurs", "q=edea"):
        assert named(client, query) == ["Éleveurs du Wouri"], query
    page = client.get(f"{URL}?owner=competitor&q=eleveurs")
    assert [chip["remove_url"] for chip in page.context["chips"]] == ["?q=eleveurs", "?owner=competitor"]
    for nonsense in ("owner=nobody", "show=nothing", "cursor=x", "presence=²"):
        assert len(named(client, nonsense)) == 2, nonsense
    part = client.get(f"{URL}?q=rien", headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert "Aucun" in part.text or "Rien" in part.text
    assert 'name="owner"' in client.get(URL).text


def test_what_was_seen_becomes_a_watch_item_by_the_form_of_the_watch(cast: Cast) -> None:
    held = community(cast, url="https://www.facebook.com/groups/forfaits")
    services.visit(community=held, by=cast.cm, key=uuid4(), seen="Le forfait nuit & jour, 100 %")
    client = client_of(cast.cm)
    (link,) = [
        part for part in client.get(f"/communities/{held.pk}/").text.split('"') if "/watch/log/?" in part
    ]
    link = link.replace("&amp;", "&")
    assert parse_qs(urlsplit(link).query)["text"] == ["Le forfait nuit & jour, 100 %"]
    form = client.get(link).context["form"]
    assert form.initial["text"] == "Le forfait nuit & jour, 100 %\nhttps://www.facebook.com/groups/forfaits"
    assert "/watch/log/" not in client_of(cast.content).get(f"/communities/{held.pk}/").text


def test_a_form_saves_once_keeps_what_was_refused_and_changes(cast: Cast) -> None:
    client = client_of(cast.cm)
    data = {
        "key": str(uuid4()),
        "name": "Groupe",
        "owner": "public",
        "presence": "none",
        "counted_how": "seen",
    }
    data |= {"visit_days": "14", "members": "10", "counted_on": "2026-03-03", "rules": "Pas de pub"}
    refused = client.post(f"{URL}new/", data)
    assert refused.status_code == 422
    assert "Pas de pub" in refused.text
    for _twice in range(2):
        answer = client.post(f"{URL}new/", data | {"counted_on": ""})
    held = Community.objects.get()
    assert answer["Location"] == f"/communities/{held.pk}/"
    assert held.counted_on == date(2026, 3, 2)
    page = Page("/", client.get(f"/communities/{held.pk}/edit/").text)
    assert any("visit_days" in form.fields for form in page.forms)
    changed = data | {"counted_on": "", "name": "Autre", "members": "", "edition": "1"}
    client.post(f"/communities/{held.pk}/edit/", changed)
    held.refresh_from_db()
    assert (held.name, held.members, held.counted_on) == ("Autre", None, None)


def test_a_key_of_another_brand_makes_and_shows_nothing(cast: Cast) -> None:
    held, client = community(cast), client_of(cast.other_cm)
    data = {"key": str(held.key), "name": "X", "owner": "public", "presence": "none", "counted_how": "seen"}
    answer = client.post("/b/sanaga/publishing/communities/new/", data | {"visit_days": "14"})
    assert answer.status_code == 422
    assert held.name not in answer.text
    assert not Community.objects.filter(brand=cast.other_brand).exists()


def test_who_may_only_look_and_who_may_not_even_look(cast: Cast) -> None:
    held = community(cast)
    assert client_of(cast.executive).get(f"/communities/{held.pk}/").status_code == 200
    assert client_of(cast.executive).post(f"/communities/{held.pk}/visit/").status_code == 403
    assert client_of(cast.other_cm).get(f"/communities/{held.pk}/").status_code == 404
    assert client_of(cast.contact).get(URL).status_code == 403
    assert not Visit.objects.exists()
