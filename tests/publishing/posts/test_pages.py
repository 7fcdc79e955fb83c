"""The pages of a post: what is typed is kept, what is found is shown, who may do what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from channels_mgmt.publishing.choices import IdeaState, PostState
from channels_mgmt.publishing.models import BrandWord, Post
from channels_mgmt.publishing.services import approval, life, texts
from channels_mgmt.publishing.services.ideas import keep_idea
from channels_mgmt.strategy.models import Persona
from tests.cast import Cast, client_of
from tests.publishing.posts.making import (
    NOW,
    TEXT,
    TOMORROW,
    approval_asked_by_the_strategy,
    draft,
    proofread,
    published,
    scheduled,
    x_channel,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def saving(post: Post, **changed: Any) -> dict[str, Any]:
    """What the form of the text sends."""
    given = {"text": post.text, "title": post.title, "edition": post.edition, "language": post.language}
    return {name: value if value is not None else "" for name, value in (given | changed).items()}


def send(client: Client, post: Post, act: str, /, **data: Any) -> Any:
    return client.post(f"/posts/{post.pk}/{act}/", data)


def again(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def test_a_post_is_written_for_several_networks_from_an_idea_which_is_used(cast: Cast) -> None:
    idea = keep_idea(brand=cast.brand, title="Idée", text="Un texte", by=cast.cm, key=uuid4(), at=NOW)
    client, x = client_of(cast.cm), x_channel(cast)
    page = client.get(f"/b/wouri/publishing/plan/?idea={idea.pk}")
    assert page.context["form"].initial["text"] == "Un texte"
    given = {"channels": [cast.official.slug, x.slug], "title": "Idée", "text": TEXT, "key": uuid4()}
    made = client.post("/b/wouri/publishing/plan/", given | {"idea": idea.pk, "write": "1"})
    idea.refresh_from_db()
    assert (made.status_code, idea.state) == (303, IdeaState.USED)
    shown = client.get(made["Location"])
    assert [tab["current"] for tab in shown.context["siblings"]] == [True, False]
    assert Post.objects.filter(group=shown.context["post"].group).count() == 2


def test_what_is_found_is_marked_in_place_and_the_text_stays_as_it_is(cast: Cast) -> None:
    post = draft(cast, "Une surprize 💚 vous attend en boutique!")
    page = client_of(cast.cm).get(f"/posts/{post.pk}/")
    assert "<mark>surprize</mark>" in page.content.decode()
    assert [one.text for one in page.context["checked"].findings] == ["surprize", "!"]
    assert again(post).text == post.text


def test_the_text_is_checked_while_it_is_typed_and_nothing_is_saved(cast: Cast) -> None:
    post = draft(cast)
    sent = saving(post, text="Une ofre 🎉")
    answer = client_of(cast.cm).post(f"/posts/{post.pk}/check/", sent, headers=HTMX)
    told = answer.content.decode()
    assert "<mark>ofre</mark>" in told
    assert "63\u202f206" in told
    assert again(post).text == TEXT
    whole = client_of(cast.cm).post(f"/posts/{post.pk}/check/", sent).content.decode()
    assert "<mark>ofre</mark>" in whole
    assert "Une ofre 🎉</textarea>" in whole


def test_suggestions_come_on_demand(cast: Cast) -> None:
    post = draft(cast)
    answer = client_of(cast.cm).get(f"/posts/{post.pk}/suggestions/?word=ofre&start=4", headers=HTMX)
    assert 'data-replace="offre"' in answer.content.decode()


def test_a_word_is_added_in_one_tap_and_what_was_typed_is_saved_with_it(cast: Cast) -> None:
    post, client = draft(cast), client_of(cast.cm)
    send(client, post, "word", word="wouribox", **saving(post, text="La wouribox arrive."))
    assert again(post).text == "La wouribox arrive."
    assert client.get(f"/posts/{post.pk}/").context["checked"].findings == ()
    word = BrandWord.objects.get(brand=cast.brand)
    client.post(f"/brand-words/{word.pk}/remove/")
    assert len(client.get(f"/posts/{post.pk}/").context["checked"].findings) == 1
    assert client.post("/b/wouri/publishing/words/", {"word": "deux mots"}).status_code == 422


def test_a_finding_that_was_looked_at_is_left(cast: Cast) -> None:
    post, client = draft(cast, "Le bizness va bien."), client_of(cast.cm)
    (found,) = client.get(f"/posts/{post.pk}/").context["checked"].findings
    send(client, post, "leave", mark=found.mark, **saving(post))
    assert client.get(f"/posts/{post.pk}/").context["checked"].findings == ()
    assert send(client, again(post), "act", act="proofread", edition=again(post).edition).status_code == 303
    assert again(post).state == PostState.PROOFREAD


def test_what_somebody_typed_over_another_s_change_is_kept_and_shown_beside_it(cast: Cast) -> None:
    post = draft(cast)
    texts.save_post(post=post, edition=1, by=cast.content, values={"text": "Le texte de l’autre."})
    answer = send(client_of(cast.cm), post, "save", **saving(post, text="Mon texte à moi."))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Mon texte à moi." in told
    assert "Le texte de l’autre." in told
    assert again(post).text == "Le texte de l’autre."
    assert (
        send(client_of(cast.cm), post, "save", **saving(post, text="Mon texte.", edition=2)).status_code
        == 303
    )


def test_it_serves_a_persona_of_the_strategy_and_a_campaign_of_the_brand(cast: Cast) -> None:
    post, persona = draft(cast), Persona.objects.filter(strategy__brand=cast.brand).first()
    campaign = cast.brand.campaigns.create(name="Rentrée")
    other = cast.other_brand.campaigns.create(name="Ailleurs")
    client = client_of(cast.cm)
    assert persona is not None
    said = {"persona": persona.key, "campaign": campaign.pk, "category": "useful", "format": "image"}
    assert send(client, post, "save", **saving(post, **said)).status_code == 303
    page = client.get(f"/posts/{post.pk}/")
    assert persona.name in page.content.decode()
    assert again(post).campaign == campaign
    wrong = saving(again(post), campaign=other.pk, persona=uuid4())
    assert set(send(client, post, "save", **wrong).context["form"].errors) == {"campaign", "persona"}


def test_published_with_its_link_by_one_tap_and_warned_of_another_network(cast: Cast) -> None:
    post, client = scheduled(cast), client_of(cast.cm)
    now = timezone.localtime(NOW).strftime("%Y-%m-%dT%H:%M")
    given = {"edition": post.edition, "url": "https://x.com/marque/1", "published_at": now}
    answer = send(client, post, "publish", **given)
    assert (answer.status_code, again(post).state) == (303, PostState.PUBLISHED)
    told = [str(message) for message in client.get(answer["Location"]).context["messages"]]
    assert any("Facebook" in one for one in told)


def test_what_is_published_keeps_its_text_and_what_it_is_about_can_be_said(cast: Cast) -> None:
    post, client = published(cast), client_of(cast.cm)
    sent = {"edition": post.edition, "category": "offer", "text": "Tout autre chose"}
    assert send(client, post, "save", **sent).status_code == 303
    assert (again(post).text, again(post).category) == (TEXT, "offer")


def test_a_refused_act_is_told_in_words(cast: Cast) -> None:
    post, client = proofread(cast), client_of(cast.cm)
    answer = send(client, post, "schedule", edition=post.edition, planned_at="")
    assert answer.status_code == 422
    answer = send(client, post, "act", act="proofread", edition=99)
    assert any(str(one) for one in client.get(answer["Location"]).context["messages"])
    assert send(client, post, "act", act="fly", edition=1).status_code == 303


def test_dropping_is_undone(cast: Cast) -> None:
    post, client = draft(cast), client_of(cast.cm)
    send(client, post, "act", act="drop", edition=post.edition)
    assert again(post).state == PostState.DROPPED
    assert client.post(f"/posts/{post.pk}/act/?act=put_back").status_code == 303
    assert again(post).state == PostState.DRAFT


def test_media_are_noted_and_checked_on_the_page(cast: Cast) -> None:
    post, client = draft(cast), client_of(cast.cm)
    given = {"kind": "image", "what": "La façade", "place": "Drive", "rights": "own", "key": uuid4()}
    for _time in range(2):
        assert send(client, post, "medium", **given).status_code == 303
    (medium,) = client.get(f"/posts/{post.pk}/").context["media"]
    wrong = {"meaning": "yes", "culture": "no", "rights": "yes"}
    assert send(client, post, "images", **wrong).status_code == 422
    assert send(client, post, "images", **wrong, culture_remark="La pose").status_code == 303
    assert "La pose" in client.get(f"/posts/{post.pk}/").content.decode()
    assert client.post(f"/medium/{medium.pk}/remove/").status_code == 303
    assert client.get(f"/posts/{post.pk}/").context["media"] == []


def test_the_executive_approves_and_sees_no_names(cast: Cast) -> None:
    approval_asked_by_the_strategy(cast)
    post = proofread(cast)
    post = approval.ask_approval(post=post, edition=post.edition, by=cast.cm)
    executive = client_of(cast.executive)
    page = executive.get(f"/posts/{post.pk}/")
    assert page.context["decides"]
    assert cast.content.name not in page.content.decode()
    assert (
        send(executive, post, "approval", decision="send_back", edition=post.edition, why="").status_code
        == 422
    )
    assert send(executive, post, "approval", decision="approve", edition=post.edition).status_code == 303
    assert again(post).approval == "approved"
    assert send(client_of(cast.cm), post, "approval", decision="approve", edition=1).status_code == 403


def test_who_reads_does_not_write(cast: Cast) -> None:
    post = draft(cast)
    for what in ("save", "act", "schedule", "publish", "medium", "images", "leave", "word", "check"):
        assert send(client_of(cast.executive), post, what).status_code == 403, what
        assert send(client_of(cast.other_cm), post, what).status_code == 404, what
    assert send(client_of(cast.content), post, "approval").status_code == 403
    assert client_of(cast.executive).get(f"/posts/{post.pk}/").status_code == 200


def test_a_post_of_the_network_that_counts_otherwise_says_so(cast: Cast) -> None:
    x = x_channel(cast)
    post = draft(cast, "é" * 250 + " https://exemple.com/" + "a" * 60, x)
    told = client_of(cast.cm).get(f"/posts/{post.pk}/").context["checked"].length
    assert (told.count, told.limit, told.is_over) == (274, 280, False)


def test_the_publication_that_waits_is_published_as_of_now(cast: Cast) -> None:
    post = scheduled(cast)
    form = client_of(cast.cm).get(f"/posts/{post.pk}/").context["publish_form"]
    assert abs(form.initial["published_at"] - NOW) < timedelta(minutes=1)
    assert life.publish(post=post, edition=post.edition, by=cast.cm).published_at == NOW
    assert post.planned_at == TOMORROW
