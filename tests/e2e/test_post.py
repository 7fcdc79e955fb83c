"""The whole life of a post on a phone: written, checked, corrected by a tap, proofread, scheduled, published,
and an erratum; axe finds nothing on any of its pages.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import BrandWord, Erratum, Post
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.e2e.looking import looks_right
from tests.publishing.posts.making import draft

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_whole_life_of_a_post(cast: Cast, screen: Open) -> None:
    page = screen(cast.cm)
    page.goto("/b/wouri/publishing/plan/")
    page.get_by_label(re.compile("Wouri Mobile")).first.check()
    page.locator("[name=text]").fill("Une ofre 🎉 avec la wouribox samedi.")
    looks_right(page)
    page.get_by_role("button", name="Planifier et rédiger").click()
    expect(page.locator("mark")).to_have_text(["ofre", "wouribox"])
    looks_right(page)

    page.get_by_role("link", name="Suggestions: ofre").or_(
        page.get_by_role("link", name="Suggestions : ofre")
    ).click()
    page.locator("[data-replace='offre']").click()
    expect(page.locator("[name=text]")).to_have_value("Une offre 🎉 avec la wouribox samedi.")
    expect(page.locator("mark")).to_have_text(["wouribox"])
    page.get_by_role("button", name=re.compile("Ajouter aux mots de la marque")).click()
    expect(page.locator("mark")).to_have_count(0)
    assert BrandWord.objects.get().word == "wouribox"
    post = Post.objects.get()
    assert post.text == "Une offre 🎉 avec la wouribox samedi."

    page.get_by_role("button", name="Je l’ai relue moi-même").click()
    expect(page.get_by_text("relue par son auteur seul")).to_be_visible()
    page.locator("[name=planned_at]").first.fill("2030-01-07T09:00")
    page.get_by_role("button", name="Elle est programmée").click()
    expect(page.get_by_role("button", name="Elle est publiée")).to_be_visible()
    looks_right(page)
    page.get_by_label("Son lien sur le réseau").fill("https://www.facebook.com/wouri/posts/1")
    page.get_by_role("button", name="Elle est publiée").click()
    page.get_by_role("link", name="Noter un erratum").click()
    looks_right(page)
    page.locator("[name=error]").fill("Le jour est faux.")
    page.locator("[name=witness]").select_option("public")
    page.get_by_role("button", name="Le noter").click()
    expect(page.get_by_role("link", name="Le jour est faux.")).to_be_visible()
    post.refresh_from_db()
    assert (post.state, Erratum.objects.get().post) == (PostState.PUBLISHED, post)
    looks_right(page)
    for address in (
        "/b/wouri/publishing/errata/",
        "/b/wouri/publishing/words/",
        f"/errata/{Erratum.objects.get().pk}/",
    ):
        page.goto(address)
        looks_right(page)


def test_two_people_on_one_text_lose_nothing(cast: Cast, screen: Open) -> None:
    post = draft(cast, "Le texte de départ.")
    page = screen(cast.cm)
    page.goto(f"/posts/{post.pk}/")
    Post.objects.filter(pk=post.pk).update(text="Le texte de l’autre.", edition=2)
    page.locator("[name=text]").fill("Mon texte.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("Le texte de l’autre.").first).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Mon texte.")
