"""What a link fills in on the log page, and what is told where it does not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.team.models import Channel
from tests.cast import Cast
from tests.inbox.making import logged

PAGE, SUGGEST = "/b/wouri/inbox/log/", "/b/wouri/inbox/suggest/"
TWEET = "https://twitter.com/Awa_F/status/99?s=20"


@pytest.fixture
def cm(cast: Cast, client: Client) -> Client:
    cache.clear()
    client.force_login(cast.cm)
    return client


@pytest.fixture
def on_x(cast: Cast) -> Channel:
    return Channel.objects.create(
        brand=cast.brand,
        network="x",
        purpose="official",
        slug="wouri-x",
        name="Wouri X",
        handle="wourimobile",
    )


def pasted(cast: Cast, text: str, **changes: object) -> dict[str, object]:
    """What is sent by whoever pastes a text and sends it, with what the page proposed."""
    proposed = {"channel": cast.official.pk, "proposed": cast.official.pk}
    return {"key": str(uuid4()), "text": text, "author": ""} | proposed | changes


def test_a_link_alone_is_enough(cast: Cast, cm: Client, on_x: Channel) -> None:
    assert cm.post(PAGE, pasted(cast, TWEET)).status_code == 303
    message = Message.objects.get()
    assert (message.author, message.channel, message.network) == ("@awa_f", on_x, "x")
    assert message.url == "https://x.com/Awa_F/status/99"


def test_what_a_person_says_stands_against_the_link(cast: Cast, cm: Client, on_x: Channel) -> None:
    cm.post(PAGE, pasted(cast, TWEET, author="Awa Fotso", proposed=on_x.pk))
    interaction = Interaction.objects.get()
    assert (interaction.author, interaction.channel) == ("Awa Fotso", cast.official)


@pytest.mark.parametrize("link", ["https://example.org/avis/4", "https://www.tiktok.com/@awa/video/1"])
def test_a_link_without_a_channel_of_its_own_is_told_and_logged_where_it_is_chosen(
    link: str, cast: Cast, cm: Client
) -> None:
    sent = pasted(cast, link, author="Awa")
    answer = cm.post(PAGE, sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors.as_data()["channel"][0].code == "no_network"
    assert form["text"].value() == link
    assert not form["proposed"].value()
    assert cm.post(PAGE, sent | {"proposed": ""}).status_code == 303
    assert Interaction.objects.get().channel == cast.official


def test_the_brands_own_page_is_no_author(cast: Cast, cm: Client) -> None:
    cast.brand.channels.filter(slug="wouri-official").update(handle="wouri")
    answer = cm.post(PAGE, pasted(cast, "https://facebook.com/wouri/posts/1"))
    assert answer.status_code == 422
    assert "author" in answer.context["form"].errors


def test_a_link_that_is_logged_already_is_shown(cast: Cast, cm: Client, on_x: Channel) -> None:
    cm.post(PAGE, pasted(cast, TWEET))
    known = Interaction.objects.get()
    sent = pasted(cast, "https://x.com/Awa_F/status/99")
    answer = cm.post(PAGE, sent)
    assert answer.status_code == 422
    assert answer.context["known"] == known
    assert f'href="/interactions/{known.pk}/"'.encode() in answer.content
    assert Interaction.objects.count() == 1
    assert cm.post(PAGE, sent | {"again": "1"}).status_code == 303
    assert Interaction.objects.count() == 2


def test_the_same_post_sent_twice_is_no_second_of_its_link(cast: Cast, cm: Client, on_x: Channel) -> None:
    sent = pasted(cast, TWEET)
    assert cm.post(PAGE, sent)["Location"] == cm.post(PAGE, sent)["Location"]
    assert Interaction.objects.count() == 1


def test_below_one_post_many_people_write(cast: Cast, cm: Client) -> None:
    post = "https://facebook.com/groups/9/permalink/8"
    for author in ("Awa", "Boris"):
        assert cm.post(PAGE, pasted(cast, post, author=author)).status_code == 303
    assert cm.post(PAGE, pasted(cast, post, author="@awa")).status_code == 422
    assert Interaction.objects.count() == 2


def test_what_a_file_brought_is_known_by_the_networks_id(cast: Cast, cm: Client, on_x: Channel) -> None:
    interaction = logged(cast, channel=on_x, author="awa_f")
    interaction.messages.update(external_id="99", source="file")
    assert cm.post(PAGE, pasted(cast, TWEET)).context["known"] == interaction


def test_a_link_logged_for_another_brand_is_not_known_here(cast: Cast, cm: Client) -> None:
    brand = cast.other_brand
    logged(cast, brand=brand, channel=brand.channels.first(), url="https://facebook.com/groups/9/permalink/8")
    sent = pasted(cast, "https://facebook.com/groups/9/permalink/8", author="Awa Fotso")
    assert cm.post(PAGE, sent).status_code == 303


def suggested(cm: Client, **said: object) -> Any:
    return cm.post(SUGGEST, {"text": "", "author": ""} | said, headers={"HX-Request": "true"})


def test_the_page_learns_what_the_link_tells_while_it_is_pasted(
    cast: Cast, cm: Client, on_x: Channel
) -> None:
    told = suggested(cm, text=TWEET).content.decode()
    assert f'data-channel="{on_x.pk}"' in told
    assert 'data-author="@awa_f"' in told
    cm.post(PAGE, pasted(cast, TWEET))
    assert (
        f'href="/interactions/{Interaction.objects.get().pk}/"' in suggested(cm, text=TWEET).content.decode()
    )
    assert suggested(cm, text="https://example.org/x").context["not_placed"]


def test_all_suggestions_are_taken_by_one_tap(cast: Cast, cm: Client) -> None:
    logged(cast, theme="Réseau mobile")
    text = "Plus de reseau mobiles depuis hier, c'est nul, je suis très déçue de votre service !"
    chips = {chip.name: chip for chip in suggested(cm, text=text).context["chips"]}
    assert set(chips) == {"kind", "sentiment", "theme", "language"}
    assert (chips["theme"].value, chips["theme"].words) == ("Réseau mobile", ("reseau", "mobiles"))
    form = suggested(cm, text=text, take="all").context["form"]
    assert {name: form[name].value() for name in chips} == {name: chip.value for name, chip in chips.items()}
    assert not suggested(cm, text=text, take="theme:Réseau mobile", theme="").context["form"].errors


@pytest.mark.parametrize("take", ["theme:Autre", "kind:nonsense", "priority:4", "all", "", ":::"])
def test_only_what_is_suggested_can_be_taken(take: str, cast: Cast, cm: Client) -> None:
    form = suggested(cm, text="", take=take).context["form"]
    assert not any(form[name].value() for name in ("kind", "sentiment", "theme", "language"))


@pytest.mark.parametrize("text", ["https://youtu.be/1?lc=%00", "https://a.example/\x00", "\x00"])
def test_suggesting_takes_any_text(text: str, cast: Cast, cm: Client) -> None:
    assert suggested(cm, text=text, author="\x00", theme="\x00", take="\x00:\x00").status_code == 200


def test_theme_and_language_are_kept(cast: Cast, cm: Client) -> None:
    cm.post(PAGE, pasted(cast, "Bonjour", author="Awa", theme="Agences", language="wo"))
    interaction = Interaction.objects.get()
    assert (interaction.theme, interaction.language) == ("Agences", "wo")


BAD = {
    "markup": "<script>alert(1)</script><b>Bonjour</b>",
    "turned round": "\u202egnp.exe\u202c Bonjour",
    "without width": "Bon\u200bjour\ufeff",
    "emoji": "🔥👩🏽‍🚀🔥🇨🇲🔥🔥🔥🔥🔥🔥",
    "Arabic": "السلام عليكم",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_text_is_kept_as_written_and_shown_as_text(text: str, cast: Cast, cm: Client) -> None:
    answer = cm.post(PAGE, pasted(cast, text, author="Awa"))
    assert Message.objects.get().text == text
    page = cm.get(answer["Location"]).content.decode()
    assert "<script>alert(1)" not in page
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    assert f'dir="auto">{shown}<' in page


def test_names_lose_the_marks_that_turn_them_round(cast: Cast, cm: Client) -> None:
    cm.post(PAGE, pasted(cast, "Bonjour", author="\u202a\u2068+237 6\u200b99\u2069\u202c"))
    assert Interaction.objects.get().author == "+237 699"
    answer = cm.post(PAGE, pasted(cast, "Bonjour", author="\u202e\u200b"))
    assert "author" in answer.context["form"].errors


def test_too_long_a_text_stays_in_its_box(cast: Cast, cm: Client) -> None:
    text = "réseau " * 28_000
    answer = cm.post(PAGE, pasted(cast, text, author="Awa"))
    assert answer.status_code == 422
    assert "text" in answer.context["form"].errors
    assert text.strip() in answer.content.decode()
    assert suggested(cm, text=text).status_code == 200


def test_a_clock_two_hours_ahead_is_told_and_taken_for_now(cast: Cast, cm: Client) -> None:
    ahead = timezone.localtime(timezone.now() + timedelta(hours=2), ZoneInfo(cast.brand.time_zone))
    sent = pasted(cast, "Bonjour", author="Awa", sent_at=f"{ahead:%Y-%m-%dT%H:%M}")
    before = timezone.now()
    page = cm.post(PAGE, sent, follow=True)
    assert before <= Interaction.objects.get().opened_at <= timezone.now()
    assert [message.level_tag for message in page.context["messages"]] == ["warning", "success"]
