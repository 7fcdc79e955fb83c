"""The guides of docs/guide, read in the product."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders

from channels_mgmt.desk.guides import READERS
from tests.cast import Cast, client_of

OWN = {
    "manager": "Guide du responsable d’agence",
    "strategist": "Guide du responsable d’agence",
    "cm": "Guide du community manager",
    "support": "Guide du community manager",
    "colleague": "Guide du community manager",
    "contact": "Guide du correspondant",
    "executive": "Guide du dirigeant",
    "decider": "Guide du dirigeant",
}
PICTURE = re.compile(r'src="/static/([^"]+)"')


@pytest.mark.parametrize("name", OWN)
def test_everybody_is_led_to_their_own(name: str, cast: Cast) -> None:
    page = client_of(cast.people[name]).get("/guide/").content.decode()
    assert f"<h1>{OWN[name]}" in page


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("reader", READERS)
def test_each_is_there_with_its_pictures(reader: str, language: str, cast: Cast) -> None:
    page = client_of(cast.cm).get(f"/guide/{reader}/", {"lang": language}, follow=True).content.decode()
    guide = page[page.index("<article") : page.index("</article>")]
    pictures = PICTURE.findall(guide)
    assert len(pictures) >= 3
    assert all(f".{language}." in name and finders.find(name) for name in pictures)
    assert "](" not in guide
    assert "**" not in guide


def test_the_menu_leads_to_it_and_there_are_no_others(cast: Cast) -> None:
    client = client_of(cast.cm)
    assert 'href="/guide/"' in client.get("/").content.decode()
    assert client.get("/guide/README/").status_code == 404
    assert client.get("/guide/../").status_code == 404
