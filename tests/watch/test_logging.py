"""Logging what was seen: by the form, in three taps, once, also from a line that was cut."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from channels_mgmt.watch.choices import Nature, State, Topic, Where
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.competitors import save_competitor
from tests.cast import Cast, client_of
from tests.watch.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE = "/b/wouri/watch/log/"
LINK = "https://www.presse.example/actu/2026/03/wouri-mobile-perd-son-reseau.html?utm_source=whatsapp"
WAITED = {"X-Waited": "1"}


@pytest.fixture
def cm(cast: Cast) -> Client:
    return client_of(cast.cm)


def said(**changes: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "text": LINK, "nature": Nature.ROUTINE, **changes}


def test_a_link_alone_tells_the_title_the_site_and_where(cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, said())
    item = Item.objects.get()
    assert answer["Location"] == f"/watch/{item.pk}/"
    assert item.title == "Wouri mobile perd son reseau"
    assert item.url == LINK.partition("?")[0]
    assert (item.where, item.place, item.text) == (Where.SITE, "presse.example", "")
    assert (item.topic, item.nature, item.logged_by) == (Topic.REPUTATION, Nature.ROUTINE, cast.cm)
    assert cm.get(answer["Location"]).status_code == 200


def test_the_network_is_told_by_the_link_and_the_title_by_the_first_line(cm: Client) -> None:
    cm.post(PAGE, said(text="Un hashtag monte : #WouriVoleur\nhttps://x.com/awa/status/123456"))
    item = Item.objects.get()
    assert (item.where, item.network) == (Where.NETWORK, "x")
    assert item.title == "Un hashtag monte : #WouriVoleur"


def test_an_address_beside_words_is_no_part_of_the_title(cm: Client) -> None:
    words = "Panne générale à Bonabéri, dit le quartier"
    cm.post(PAGE, said(text=f"{LINK} {words}"))
    item = Item.objects.get()
    assert item.title == words
    assert item.url.startswith("https://www.presse.example/")
    cm.post(PAGE, said(text=f"{words} : {LINK}", again="1"))
    assert Item.objects.latest("pk").title == words


def test_a_competitor_named_in_the_text_is_told(cast: Cast, cm: Client) -> None:
    rival = save_competitor(brand=cast.brand, name="Sanaga Telecom", by=cast.manager)
    cm.post(PAGE, said(text="SANAGA TELECOM baisse ses prix"))
    item = Item.objects.get()
    assert (item.competitor, item.topic) == (rival, Topic.COMPETITOR)


def test_sent_twice_it_is_one(cm: Client) -> None:
    sent = said()
    assert cm.post(PAGE, sent)["Location"] == cm.post(PAGE, sent)["Location"]
    assert Item.objects.count() == 1


def test_the_same_link_is_told_and_logged_all_the_same_if_one_wants(cm: Client) -> None:
    cm.post(PAGE, said())
    answer = cm.post(PAGE, said(text=f"Vu encore : {LINK}"))
    assert answer.status_code == 422
    assert answer.context["known"] == Item.objects.get()
    assert cm.post(PAGE, said(again="1")).status_code == 303
    assert Item.objects.count() == 2


def test_what_is_shared_from_a_phone_stands_in_the_box(cm: Client) -> None:
    page = cm.get(PAGE, {"title": "Panne", "url": LINK})
    assert page.context["form"]["text"].value() == f"Panne\n{LINK}"


def test_a_screenshot_is_shown_to_who_may_read_and_to_nobody_else(cast: Cast, cm: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    cm.post(PAGE, said(picture=SimpleUploadedFile("photo.png", drawn.getvalue())))
    url = f"/watch/pictures/{Item.objects.get().pictures.get().pk}/"
    assert client_of(cast.decider).get(url)["Content-Type"] == "image/jpeg"
    assert client_of(cast.executive).get(f"{url}small/").status_code == 200
    assert client_of(cast.other_cm).get(url).status_code == 404


def test_an_entry_that_waited_is_answered_in_json_and_keeps_its_time(cast: Cast, cm: Client) -> None:
    sent = said(person=cast.cm.pk, waited=7200)
    answer = cm.post(PAGE, sent, headers=WAITED)
    item = Item.objects.get()
    assert answer.json() == {"state": "logged", "url": f"/watch/{item.pk}/"}
    assert item.seen_at == NOW - timedelta(hours=2)
    assert cm.post(PAGE, sent | {"text": "Autre chose"}, headers=WAITED).json()["state"] == "before"
    assert cm.post(PAGE, said(person=cast.service.pk), headers=WAITED).status_code == 409
    refused = cm.post(PAGE, said(person=cast.cm.pk, text=""), headers=WAITED)
    assert (refused.status_code, refused.json()["state"]) == (422, "refused")
    known = cm.post(PAGE, said(person=cast.cm.pk), headers=WAITED)
    assert known.json()["url"] == f"/watch/{item.pk}/"


def test_its_program_opens_this_page_alone(cm: Client) -> None:
    worker = cm.get(f"{PAGE}worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert f'data-worker="{PAGE}worker.js"' in cm.get(PAGE).text


def test_what_is_grave_says_who_was_told(cast: Cast, cm: Client) -> None:
    page = cm.post(PAGE, said(nature=Nature.CRISIS_PRONE), follow=True)
    assert "Decider" in str(next(iter(page.context["messages"])))
    assert Item.objects.get().state == State.TRANSMITTED


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_nothing_is_not_logged(text: str, cm: Client) -> None:
    assert cm.post(PAGE, said(text=text)).status_code == 422
    assert not Item.objects.exists()
