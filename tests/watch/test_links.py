"""Signed links of contacts who decide: one item, no login; opened by programs and people, over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from PIL import Image

from accounts.models import AuditEntry, Contact, Notice, Notification, User
from accounts.services.told_links import AFTER_END, VALID_FOR
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature, State, Topic, Verb
from channels_mgmt.watch.models import Item, Telling, TellingLink
from channels_mgmt.watch.services import acts
from cmhub.lib.pictures import read_picture
from tests.cast import Cast, client_of
from tests.deciding import ADDRESS, DIRECTOR, PHONE, browser, director_of, links_in_mails, name_to_decide
from tests.watch.conftest import NOW
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
TITLE = "L’ART ouvre une enquête"


@pytest.fixture
def director(cast: Cast) -> Contact:
    return director_of(cast)


@pytest.fixture
def item(cast: Cast, director: Contact) -> Item:
    drawn = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(drawn, "PNG")
    return seen(
        cast,
        TITLE,
        nature=Nature.STRATEGIC,
        text="Une audience est prévue jeudi.",
        url="https://presse.example/enquete",
        picture=read_picture(drawn),
    )


@pytest.fixture
def path(item: Item) -> str:
    return links_in_mails("/seen/")[-1]


def the_telling(item: Item) -> Telling:
    return item.tellings.get(name=DIRECTOR)


def test_the_message_holds_the_link_and_nothing_else_does(item: Item, path: str) -> None:
    token = path.split("/")[2]
    link = TellingLink.objects.get()
    assert token not in (link.digest, link.salt)
    assert not Notification.objects.filter(body__contains=token).exists()
    assert not Notification.objects.filter(link__contains=token).exists()
    for entry in AuditEntry.objects.all():
        assert token not in f"{entry.details} {entry.label} {entry.after}"


def test_who_logs_in_without_an_access_is_told_inside_too_without_the_token(
    cast: Cast, director: Contact
) -> None:
    person = User.objects.create_user(ADDRESS, "correct horse battery", name=DIRECTOR)
    Contact.objects.filter(pk=director.pk).update(user=person)
    item = seen(cast, TITLE, nature=Nature.STRATEGIC)
    token = links_in_mails("/seen/")[-1].split("/")[2]
    told = Notice.objects.get(user=person, key__startswith=f"watch:{item.pk}:")
    assert told.link.endswith("/notifications/")
    assert token not in told.text
    assert client_of(person).get(f"/seen/{token}/", **PHONE).status_code == 200  # type: ignore[arg-type]


def test_it_shows_that_one_item(cast: Cast, item: Item, path: str) -> None:
    seen(cast, "Une autre affaire", nature=Nature.STRATEGIC)
    page = browser().get(path)
    shown = page.content.decode()
    assert page.status_code == 200
    for said in (TITLE, "audience est prévue", "https://presse.example/enquete", cast.cm.name, "Stratégique"):
        assert said in shown, said
    assert "Une autre affaire" not in shown
    picture = item.pictures.get()
    assert browser().get(f"{path}pictures/{picture.pk}/").status_code == 200
    assert browser().get(f"{path}pictures/{picture.pk}/small/").status_code == 200
    other = seen(cast, "Photo d’ailleurs", picture=read_picture(a_picture()))
    assert browser().get(f"{path}pictures/{other.pictures.get().pk}/").status_code == 404
    assert browser().get(f"/watch/{item.pk}/").status_code == 302


def test_whose_time_it_is_and_whose_link_and_who_hears_what_is_still_to_be_said(
    cast: Cast, item: Item, path: str
) -> None:
    (told,) = (str(message.body) for message in mail.outbox if message.to == [ADDRESS])
    assert told.count("(heure locale : Douala)") == 2
    assert "ne le transférer à personne" in told
    shown = browser().get(path).content.decode()
    assert shown.count("(heure locale : Douala)") == 2
    browser().post(path, {"act": "decide", "words": "Ne rien dire."})
    shown = browser().get(path).content.decode()
    assert f"écrivez à {cast.cm.name}" in shown
    assert f"mailto:{cast.cm.email}" in shown.split("Ce qui a été vu")[0]


def a_picture() -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    return drawn


def test_looking_changes_nothing_and_programs_are_not_counted(item: Item, path: str) -> None:
    for agent in ("WhatsApp/2.23", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)", ""):
        assert Client(HTTP_USER_AGENT=agent).get(path).status_code == 200
    assert browser().head(path).status_code == 200
    assert TellingLink.objects.get().opened == 0
    for _time in range(2):
        assert browser().get(path).status_code == 200
    assert TellingLink.objects.get().opened == 2
    item.refresh_from_db()
    assert item.state == State.TRANSMITTED


def test_having_seen_it_is_one_tap_without_cookies(
    item: Item, path: str, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=20))
    answer = browser().post(path, {"act": "acknowledge"})
    assert answer.status_code == 303
    assert browser().get(answer["Location"]).context["done"]
    item.refresh_from_db()
    assert (item.state, item.acknowledged_at) == (State.ACKNOWLEDGED, NOW + timedelta(minutes=20))
    assert item.next_step_at is None
    event = item.events.get(verb=Verb.ACKNOWLEDGED)
    assert (event.by, event.details["name"], event.details["via"]) == (None, "Mme Ngo", "link")
    assert AuditEntry.objects.get(verb="watch_item.acknowledged").by is None
    clock.shift(timedelta(minutes=5))
    browser().post(path, {"act": "acknowledge"})
    assert the_telling(item).acknowledged_at == NOW + timedelta(minutes=20)


def test_what_is_decided_by_the_link_is_theirs_and_reaches_who_logged_it(
    cast: Cast, item: Item, path: str
) -> None:
    assert browser().post(path, {"act": "decide", "words": " "}).status_code == 422
    for _twice in range(2):
        assert (
            browser().post(path, {"act": "decide", "words": "Ne rien dire avant jeudi."}).status_code == 303
        )
    item.refresh_from_db()
    assert (item.state, item.decided_name, item.decided_by) == (State.DECIDED, "Mme Ngo", None)
    telling = the_telling(item)
    assert (telling.acknowledged_at, telling.decided_at) == (NOW, NOW)
    assert Notification.objects.filter(user=cast.cm, key=f"watch:{item.pk}:decided:{cast.cm.pk}").exists()
    shown = client_of(cast.cm).get(f"/watch/{item.pk}/").content.decode()
    assert "Ne rien dire avant jeudi." in shown


def test_who_comes_second_reads_what_was_decided_and_keeps_their_words(
    cast: Cast, item: Item, path: str
) -> None:
    acts.decide(item=item, words="Répondre ce soir.", by=cast.decider)
    page = browser().post(path, {"act": "decide", "words": "Se taire."})
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Répondre ce soir." in shown
    assert "Se taire." in shown
    item.refresh_from_db()
    assert item.decided_name == cast.decider.name


def test_it_ends_seven_days_after_the_decision_and_fourteen_after_the_message(
    cast: Cast, item: Item, path: str, clock: time_machine.Traveller
) -> None:
    clock.shift(VALID_FOR - timedelta(seconds=1))
    assert browser().get(path).status_code == 200
    acts.decide(item=item, words="Rien.", by=cast.decider)
    clock.shift(timedelta(seconds=1))
    assert "a expiré" in closed(path)
    clock.shift(AFTER_END)
    answer = browser().post(path, {"act": "decide", "words": "Trop tard ?"})
    assert answer.status_code == 422
    assert "Trop tard ?" in answer.content.decode()
    assert "réglé" in closed(path)


def closed(path: str) -> str:
    """What a link says that opens nothing: nothing of what was seen."""
    page = browser().get(path)
    shown = page.content.decode()
    assert page.status_code == 410
    assert TITLE not in shown
    return shown


def test_what_is_sorted_as_routine_asks_nothing_more(cast: Cast, item: Item, path: str) -> None:
    acts.sort_anew(item=item, nature=Nature.ROUTINE, topic=Topic.SECTOR, competitor=None, by=cast.cm)
    closed(path)


def test_whoever_left_or_is_named_no_more_opens_nothing(
    cast: Cast, item: Item, director: Contact, path: str
) -> None:
    name_to_decide(cast)
    assert "D’autres" in closed(path)
    browser().post(path, {"act": "acknowledge"})
    item.refresh_from_db()
    assert item.state == State.TRANSMITTED
    name_to_decide(cast, director)
    assert browser().get(path).status_code == 200
    Contact.objects.filter(pk=director.pk).update(left_at=NOW)
    closed(path)


def test_it_is_taken_back_and_made_anew_by_who_works_on_the_brand(cast: Cast, item: Item, path: str) -> None:
    client, telling = client_of(cast.cm), the_telling(item)
    page = client.get(f"/watch/told/{telling.pk}/link/")
    assert page.status_code == 200
    assert "sms:+237677000009?body=" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page.context["address"].endswith(path)
    assert client.post(f"/watch/told/{telling.pk}/link/revoke/").status_code == 303
    assert "retiré" in closed(path)
    made = client.post(f"/watch/told/{telling.pk}/link/new/", follow=True)
    anew = made.context["address"].removeprefix("http://testserver")
    assert anew != path
    assert browser().get(anew).status_code == 200
    kept = set(AuditEntry.objects.filter(verb__startswith="watch_item.link_").values_list("verb", flat=True))
    assert kept == {f"watch_item.link_{what}" for what in ("made", "shown", "revoked")}


@pytest.mark.parametrize(("person", "wanted"), [("executive", 403), ("contact", 404), ("other_cm", 404)])
def test_only_who_works_on_the_brand_sees_links(
    person: str, wanted: int, cast: Cast, item: Item, path: str
) -> None:
    client, telling = client_of(cast.people[person]), the_telling(item)
    assert client.get(f"/watch/told/{telling.pk}/link/").status_code == wanted
    for act in ("new", "revoke"):
        assert client.post(f"/watch/told/{telling.pk}/link/{act}/").status_code == wanted
    assert TellingLink.objects.get().revoked_at is None


def test_who_has_no_address_has_a_link_to_be_sent_by_hand(cast: Cast, director: Contact) -> None:
    Contact.objects.filter(pk=director.pk).update(email="")
    item = seen(cast, nature=Nature.CRISIS_PRONE)
    page = client_of(cast.cm).get(f"/watch/told/{the_telling(item).pk}/link/")
    assert page.status_code == 200


def test_who_only_is_to_know_and_who_has_an_access_have_none(cast: Cast, item: Item) -> None:
    assert [link.telling.name for link in TellingLink.objects.select_related("telling")] == ["Mme Ngo"]
    telling = the_telling(item)
    Telling.objects.filter(pk=telling.pk).update(expects=False)
    assert client_of(cast.cm).get(f"/watch/told/{telling.pk}/link/").status_code == 404


def test_somebody_else_who_is_logged_in_acts_in_their_own_name(cast: Cast, item: Item, path: str) -> None:
    client = client_of(cast.cm)
    page = client.get(path, **PHONE)
    assert page.status_code == 200
    assert TITLE not in page.content.decode()
    assert client.post(path, {"act": "decide", "words": "Pour elle"}).status_code == 422
    item.refresh_from_db()
    assert item.state == State.TRANSMITTED


def test_the_address_stays_with_whoever_has_it(item: Item, path: str) -> None:
    for address in (path, f"{path}pictures/{item.pictures.get().pk}/"):
        page = browser().get(address)
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page["X-Robots-Tag"]


@override_settings(WRONG_LINKS_ALLOWED=30)
def test_guessing_is_limited_and_a_broken_link_says_what_to_do(item: Item, path: str) -> None:
    cache.clear()
    pages = [browser().get(f"/seen/{number}x/") for number in range(40)]
    assert [page.status_code for page in pages] == [404] * 30 + [429] * 10
    assert "message" in pages[0].content.decode()
    assert browser().get(path).status_code == 200
    cache.clear()


def test_the_language_is_the_contacts_with_a_switch(item: Item, path: str) -> None:
    assert 'lang="fr"' in browser().get(path).content.decode()[:300]
    assert "I have seen it" in browser().get(f"{path}?lang=en").content.decode()
    assert "lang=en" in browser().post(f"{path}?lang=en", {"act": "acknowledge"})["Location"]


def test_of_a_white_label_brand_the_page_names_the_person_alone(cast: Cast, item: Item, path: str) -> None:
    assert cast.cm.email in browser().get(path).content.decode()
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    shown = browser().get(path).content.decode()
    assert cast.cm.name in shown
    assert cast.cm.email not in shown
