"""Ambassadors: what is said with them, what they relay, consent, reminders, and being forgotten."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry, Notice, Notification
from accounts.services.digests import send_digests
from channels_mgmt.desk import personal_data
from channels_mgmt.publishing.models import (
    Ambassador,
    AmbassadorAccount,
    Event,
    Invitation,
    Media,
    Relay,
    Visit,
)
from channels_mgmt.publishing.relation_choices import Relation
from channels_mgmt.publishing.services import ambassadors as services
from channels_mgmt.publishing.services import communities, events, people_erasure
from channels_mgmt.publishing.services.errata import note_erratum
from channels_mgmt.publishing.services.reminders import remind_due
from cmhub.lib.erased import ERASED
from cmhub.lib.scope import everything
from tests.cast import Cast, client_of
from tests.publishing.posts.making import draft
from tests.publishing.relations.relating import NOW, ambassador, community, event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/b/wouri/publishing/ambassadors/"
DAY = timedelta(days=1)


def names(client: Any, query: str) -> list[str]:
    return [row.name for row in client.get(f"{URL}?{query}").context["page"].rows]


def test_the_first_contact_takes_the_relation_on_and_sets_the_next_day(cast: Cast) -> None:
    held, client = ambassador(cast, next_on=NOW.date()), client_of(cast.cm)
    data = {"key": str(uuid4()), "way": "call", "words": "D’accord pour la vidéo.", "next_on": "2026-03-20"}
    for _twice in range(2):
        assert client.post(f"/ambassadors/{held.pk}/contact/", data).status_code == 303
    held.refresh_from_db()
    assert (held.state, held.next_on) == (Relation.CONTACTED, date(2026, 3, 20))
    (said,) = held.contacts.all()
    assert (said.by, said.at, said.way, said.words) == (cast.cm, NOW, "call", "D’accord pour la vidéo.")
    Ambassador.objects.update(state=Relation.ACTIVE)
    services.log_contact(ambassador=held, way="mail", words="", by=cast.cm, key=uuid4())
    held.refresh_from_db()
    assert (held.state, held.next_on) == (Relation.ACTIVE, None)


def test_what_they_relayed_says_of_what_and_how_far_by_their_word(cast: Cast) -> None:
    held, client = ambassador(cast), client_of(cast.cm)
    nothing = client.post(f"/ambassadors/{held.pk}/relay/", {"key": str(uuid4()), "on": "2026-03-01"})
    assert nothing.status_code == 422
    ahead = {"key": str(uuid4()), "on": "2026-03-03", "words": "Vidéo"}
    assert client.post(f"/ambassadors/{held.pk}/relay/", ahead).status_code == 422
    data = {
        "key": str(uuid4()),
        "on": "2026-03-01",
        "url": "https://www.tiktok.com/@c/video/1",
        "reach": "2300",
    }
    for _twice in range(2):
        assert client.post(f"/ambassadors/{held.pk}/relay/", data).status_code == 303
    relay = Relay.objects.get()
    assert (relay.on, relay.reach, relay.logged_by) == (date(2026, 3, 1), 2300, cast.cm)
    page = client.get(f"/ambassadors/{held.pk}/").text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 300 personnes touchées, selon cette personne" in page
    client.post(f"/ambassadors/relays/{relay.pk}/take-back/")
    assert not Relay.objects.exists()


def test_the_same_handle_again_brings_its_followers_up_to_date(cast: Cast) -> None:
    held, client = ambassador(cast), client_of(cast.cm)
    for handle, audience in (("@Clarisse.E", "100"), ("clarisse.e", "140"), ("@autre", "")):
        data = {"network": "tiktok", "handle": handle, "audience": audience}
        assert client.post(f"/ambassadors/{held.pk}/account/", data).status_code == 303
    rows = list(held.accounts.values_list("handle", "audience", "counted_on"))
    assert rows == [("clarisse.e", 140, date(2026, 3, 2)), ("@autre", None, None)]
    client.post(f"/ambassadors/accounts/{held.accounts.latest('pk').pk}/remove/")
    assert held.accounts.count() == 1


def test_what_is_not_public_needs_consent_and_its_day_and_goes_with_it(cast: Cast) -> None:
    client = client_of(cast.cm)
    data = {"key": str(uuid4()), "name": "Awa", "kind": "member", "state": "spotted", "private": "655001122"}
    refused = client.post(f"{URL}new/", data)
    assert refused.status_code == 422
    assert "655001122" in refused.text
    assert client.post(f"{URL}new/", data | {"consented_on": "2026-03-03"}).status_code == 422
    assert client.post(f"{URL}new/", data | {"consented_on": "2026-03-01"}).status_code == 303
    held = Ambassador.objects.get()
    page = f"/ambassadors/{held.pk}/"
    assert "655001122" in client.get(page).text
    assert "655001122" not in client_of(cast.executive).get(page).text
    with pytest.raises(IntegrityError, match="ambassador_private_with_consent"), transaction.atomic():
        Ambassador.objects.update(consented_on=None)
    client.post(f"/ambassadors/{held.pk}/withdraw/")
    held.refresh_from_db()
    assert (held.consented_on, held.consent_how, held.private) == (None, "", "")


def test_lists_are_narrowed_by_their_url(cast: Cast) -> None:
    one = ambassador(cast, kind="influencer", state="active", topics=["études", "prix"], about="À Édéa")
    services.save_account(ambassador=one, network="tiktok", handle="@Clarisse.E", audience=9, by=cast.cm)
    ambassador(cast, "Papa Wouri", next_on=NOW.date(), looked_after_by=cast.cm)
    ambassador(cast, "Ancienne", state="ended", next_on=NOW.date())
    client = client_of(cast.executive)
    for query in ("kind=influencer", "state=active", "network=tiktok", "q=mbappe", "q=@clarisse", "q=prix"):
        assert names(client, query) == ["Clarisse Mbappè"], query
    assert names(client, "show=due") == ["Papa Wouri"]
    assert names(client, "show=ended") == ["Ancienne"]
    page = client.get(URL)
    assert [tab["count"] for tab in page.context["tabs"]] == [2, 1, 1]


def test_a_reminder_stands_on_the_day_of_who_looks_after_them_and_goes_with_their_digest_once(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    held = ambassador(cast, looked_after_by=cast.cm, next_on=date(2026, 3, 3))
    assert "around" not in client_of(cast.cm).get("/").context
    clock.move_to(NOW.replace(hour=22, minute=59))  # a minute before midnight in Douala
    assert remind_due() == 0
    clock.shift(timedelta(minutes=1))
    (row,) = client_of(cast.cm).get("/").context["around"]
    assert row["row"] == held
    assert "around" not in client_of(cast.junior).get("/").context
    assert (remind_due(), remind_due()) == (1, 0)
    with everything():
        notice = Notice.objects.get(user=cast.cm, key__startswith=f"ambassador:{held.pk}:")
    assert "Clarisse Mbappè" in notice.title
    assert not Notification.objects.filter(key=notice.key).exists(), "no mail of its own"
    clock.shift(DAY)
    assert remind_due() == 0, "told once for the day that was set"
    send_digests(at=NOW + 2 * DAY)
    assert "Clarisse" in str(Notification.objects.get(key__startswith="digest:", user=cast.cm).facts)
    services.log_contact(ambassador=held, way="call", words="", by=cast.cm, key=uuid4())
    assert "around" not in client_of(cast.cm).get("/").context


def test_who_works_here_no_more_is_not_reminded(cast: Cast) -> None:
    ambassador(cast, looked_after_by=cast.cm, next_on=NOW.date())
    cast.cm.brand_roles.update(ends_on=NOW.date())
    assert remind_due() == 0


def around(cast: Cast) -> Ambassador:
    """Somebody of whom much is known, and whom people have named elsewhere."""
    held = ambassador(
        cast, topics=["prix"], about="Clarisse Mbappè, étudiante", private="655001122",
        consented_on=NOW.date(), looked_after_by=cast.cm, next_on=NOW.date(),
    )  # fmt: skip
    services.save_account(ambassador=held, network="tiktok", handle="@Clarisse.E", audience=9, by=cast.cm)
    services.log_contact(
        ambassador=held, way="call", words="Elle accepte.", next_on=NOW.date(), by=cast.cm, key=uuid4()
    )
    services.log_relay(
        ambassador=held, on=NOW.date(), url="https://www.tiktok.com/@clarisse.e/video/1", reach=23,
        by=cast.cm, key=uuid4(),
    )  # fmt: skip
    remind_due()
    place = community(cast, owner="public", owner_name="Clarisse Mbappè")
    communities.visit(community=place, by=cast.cm, key=uuid4(), seen="Clarisse MBAPPE y répond à tous.")
    met = event(cast, notes="Clarisse Mbappè a parlé.")
    events.invite(event=met, ambassadors=[held], names=["Papa Wouri"], by=cast.cm)
    events.mark(invitation=met.invitations.get(ambassador=held), came=True, by=cast.cm)
    events.add_follow_up(
        event=met, what="Remercier Clarisse Mbappè", who=cast.cm, due_on=NOW.date(), by=cast.cm, key=uuid4()
    )
    remind_due()
    return held


def test_they_are_found_and_given_out_by_name_or_handle(cast: Cast) -> None:
    around(cast)
    client = client_of(cast.manager)
    for asked in ("clarisse mbappè", "@CLARISSE.E"):
        page = client.get("/b/wouri/personal-data/", {"handle": asked})
        assert page.context["around"].ambassadors == 1, asked
        held = client.post("/b/wouri/personal-data/copy/", {"handle": asked}).json()["around_the_brand"]
        (told,) = held["ambassadors"]
        assert (told["how_to_reach"], told["accounts"][0]["handle"]) == ("655001122", "@Clarisse.E")
        assert told["contacts"][0]["words"] == "Elle accepte."
        assert told["relays"][0]["reach"] == 23
        assert held["events"] == [
            {"event": "Rencontre à Bonanjo", "at": NOW.isoformat(), "answer": "invited", "came": True}
        ]
        assert {one["in"] for one in held["named_in"]} == {
            "community.owner_name", "visit.seen", "event.notes", "followup.what", "ambassador.about",
        }  # fmt: skip
    guest = client.post("/b/wouri/personal-data/copy/", {"handle": "papa wouri"}).json()["around_the_brand"]
    assert (guest["ambassadors"], len(guest["events"])) == ([], 1)
    other = client.get("/b/sanaga/personal-data/", {"handle": "@clarisse.e"})
    assert not other.context["around"], "another brand holds nothing"


def test_erased_they_are_nowhere_and_what_counted_still_counts(cast: Cast) -> None:
    held = around(cast)
    answer = client_of(cast.manager).post(
        "/b/wouri/personal-data/erase/", {"handle": "@clarisse.e", "sure": "on"}, follow=True
    )
    assert "Personne n" not in answer.text.partition("toast")[2][:300]
    with everything():
        kept = json.dumps(
            [
                list(model._default_manager.values())
                for model in (
                    Ambassador,
                    AmbassadorAccount,
                    Relay,
                    Event,
                    Invitation,
                    Visit,
                    Notice,
                    Notification,
                )
            ]
            + [list(held.contacts.values()), list(AuditEntry.objects.values("details", "before", "after"))],
            default=str,
            ensure_ascii=False,
        ).casefold()
    for words in ("clarisse", "655001122", "elle accepte", "étudiante"):
        assert words not in kept, words
    held.refresh_from_db()
    assert (held.name, held.state, held.next_on) == (ERASED, Relation.ENDED, None)
    relay = held.relays.get()
    assert (relay.on, relay.reach, relay.url) == (NOW.date(), 23, "")
    assert list(Invitation.objects.values_list("name", "came")) == [(ERASED, True), ("Papa Wouri", False)]
    page = client_of(cast.cm).get(f"/ambassadors/{held.pk}/")
    assert page.status_code == 200
    assert "<form" not in page.text.partition('class="split"')[2].partition("</main>")[0]
    with pytest.raises(ValidationError) as refused:
        services.log_contact(ambassador=held, way="call", words="Encore", by=cast.cm, key=uuid4())
    assert refused.value.code == "erased"


def test_a_guest_who_is_nobody_else_is_erased_as_well(cast: Cast) -> None:
    met = event(cast)
    events.invite(event=met, names=["Papa Wouri"], by=cast.cm)
    personal_data.erase(brand=cast.brand, handle="papa wouri", by=cast.manager)
    assert met.invitations.get().name == ERASED
    with pytest.raises(ValidationError):
        personal_data.erase(brand=cast.brand, handle="papa wouri", by=cast.manager)


def test_a_relation_that_ended_goes_with_the_retention_of_the_brand(cast: Cast) -> None:
    ended, going_on = ambassador(cast, "Finie", state="ended"), ambassador(cast, "Active", state="active")
    personal_data.set_retention(brand=cast.brand, months=6, by=cast.manager)
    personal_data.let_go(at=NOW + 183 * DAY)
    assert not Ambassador.objects.filter(name=ERASED).exists()
    personal_data.let_go(at=NOW + 185 * DAY)
    assert Ambassador.objects.get(name=ERASED) == ended
    assert Ambassador.objects.get(name="Active") == going_on
    assert not people_erasure.past(cast.brand, NOW + 999 * DAY).exists()


def test_who_may_only_look_and_who_may_not_even_look(cast: Cast) -> None:
    held = ambassador(cast)
    for path in ("contact", "relay", "account", "withdraw"):
        url = f"/ambassadors/{held.pk}/{path}/"
        assert client_of(cast.executive).post(url).status_code == 403
        assert client_of(cast.other_cm).post(url).status_code == 404
    assert client_of(cast.other_cm).get(f"/ambassadors/{held.pk}/").status_code == 404
    post = {"key": str(uuid4()), "on": "2026-03-01", "post": "999999", "words": "x"}
    assert client_of(cast.cm).post(f"/ambassadors/{held.pk}/relay/", post).status_code == 422


def test_erased_they_are_in_no_erratum_and_no_medium_either(cast: Cast) -> None:
    wrong = {
        "error": "Le prix, dit Papa Wouri",
        "witness": "public",
        "witness_words": "@papa wouri",
        "since": NOW,
        "seen_at": NOW,
    }
    erratum = note_erratum(brand=cast.brand, by=cast.cm, key=uuid4(), values=wrong, at=NOW)
    group = draft(cast).group
    medium = Media.objects.create(
        brand=cast.brand,
        group=group,
        kind="image",
        what="La boutique",
        place="Drive",
        owner="Papa Wouri",
        rights="consent",
        added_by=cast.cm,
        added_at=NOW,
        key=uuid4(),
    )
    personal_data.erase(brand=cast.brand, handle="papa wouri", by=cast.manager)
    erratum.refresh_from_db()
    medium.refresh_from_db()
    assert (erratum.error, erratum.witness_words, medium.owner) == (ERASED, ERASED, ERASED)
    assert medium.what == "La boutique"
