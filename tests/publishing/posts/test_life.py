"""The way of a post: who may pass it on, what is asked before, and what is recorded."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import AuditEntry, Notification
from channels_mgmt.publishing.choices import PASSAGES, PostState
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Post, PostEvent
from channels_mgmt.publishing.post_choices import Approval, PostVerb
from channels_mgmt.publishing.services import approval, images, life, spelling, texts
from channels_mgmt.publishing.services.recording import Publication, record_posts
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast
from tests.crisis.making import opened
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


def verbs(post: Post) -> list[str]:
    return list(post.events.order_by("pk").values_list("verb", flat=True))


def again(post: Post) -> Post:
    return Post.objects.select_related("brand", "channel", "author").get(pk=post.pk)


def test_from_draft_to_published_each_step_says_who_and_when(cast: Cast) -> None:
    post = scheduled(cast)
    life.publish(post=post, edition=post.edition, by=cast.cm, url="https://facebook.com/1", at=NOW)
    post = again(post)
    assert (post.state, post.published_at, post.url) == (PostState.PUBLISHED, NOW, "https://facebook.com/1")
    assert verbs(post) == ["written", "proofread", "scheduled", "published"]
    told = post.events.get(verb=PostVerb.PROOFREAD)
    assert (told.by, told.at, told.to_state, told.details) == (
        cast.content,
        NOW,
        "proofread",
        {"alone": False},
    )
    assert AuditEntry.objects.filter(verb="post.published").count() == 1


def test_history_is_never_changed_or_deleted(cast: Cast) -> None:
    draft(cast)
    for change in (
        lambda: PostEvent.objects.update(verb="dropped"),
        lambda: PostEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_author_alone_is_marked_and_another_person_is_not(cast: Cast) -> None:
    own = draft(cast)
    assert life.proofread(post=own, edition=own.edition, by=cast.cm).proofread_alone
    assert not proofread(cast).proofread_alone


def test_the_database_refuses_who_pretends_to_be_another(cast: Cast) -> None:
    own = draft(cast)
    life.proofread(post=own, edition=own.edition, by=cast.cm)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=own.pk).update(proofread_alone=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=own.pk).update(approval="approved", approval_by=cast.cm, approval_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=own.pk).update(proofread_by=None, proofread_at=None, proofread_alone=False)


@pytest.mark.parametrize("start", [*PostState])
def test_only_the_passages_of_the_table_are_taken(cast: Cast, start: PostState) -> None:
    made = {
        PostState.DRAFT: draft,
        PostState.PROOFREAD: proofread,
        PostState.SCHEDULED: scheduled,
        PostState.PUBLISHED: published,
        PostState.DROPPED: lambda cast: life.drop(post=(one := draft(cast)), edition=one.edition, by=cast.cm),
    }
    post = made[start](cast)
    given = {"post": post, "edition": post.edition, "by": cast.manager}
    acts = {
        PostState.DRAFT: lambda: life.put_back(**given),
        PostState.SCHEDULED: lambda: life.schedule(planned_at=TOMORROW, **given),
        PostState.PUBLISHED: lambda: life.publish(**given),
        PostState.DROPPED: lambda: life.drop(**given),
    }
    for to, act in acts.items():
        if to == start or (start, to) == (PostState.PUBLISHED, PostState.SCHEDULED):
            continue
        if to in PASSAGES[start]:
            with transaction.atomic():
                act()
                assert again(post).state == to
                transaction.set_rollback(True)
        else:
            with pytest.raises(ValidationError):
                act()
            assert again(post).state == start


def test_what_was_found_is_looked_at_before_it_is_proofread(cast: Cast) -> None:
    post = draft(cast, "La boutique ouvre samedi avec une wouribox et une surprize.")
    with pytest.raises(ValidationError, match="2"):
        life.proofread(post=post, edition=post.edition, by=cast.content)
    spelling.add_word(brand=cast.brand, word="Wouribox", by=cast.cm)
    marks = [one.mark for one in spelling.findings_in(post)]
    assert marks == ["spelling:surprize"]
    spelling.leave_finding(post=post, mark=marks[0], by=cast.cm)
    post = again(post)
    assert life.proofread(post=post, edition=post.edition, by=cast.content).state == PostState.PROOFREAD


def test_a_changed_text_is_a_draft_again_and_what_it_is_about_changes_nothing(cast: Cast) -> None:
    post = scheduled(cast)
    post = texts.save_post(post=post, edition=post.edition, by=cast.cm, values={"category": "useful"})
    assert post.state == PostState.SCHEDULED
    post = texts.save_post(post=post, edition=post.edition, by=cast.cm, values={"text": "Autre chose."})
    assert (post.state, post.proofread_by, post.proofread_at) == (PostState.DRAFT, None, None)
    assert post.events.last().to_state == PostState.DRAFT


def test_nobody_overwrites_what_another_changed(cast: Cast) -> None:
    post = draft(cast)
    texts.save_post(post=post, edition=1, by=cast.content, values={"text": "Le texte de l’autre."})
    with pytest.raises(ChangedMeanwhileError):
        texts.save_post(post=post, edition=1, by=cast.cm, values={"text": "Le mien."})
    assert again(post).text == "Le texte de l’autre."


def test_a_text_is_put_on_the_others_that_are_not_published(cast: Cast) -> None:
    first = draft(cast, TEXT, cast.official, x_channel(cast))
    assert Post.objects.filter(group=first.group).count() == 2
    first = texts.save_post(post=first, edition=first.edition, by=cast.cm, values={"text": "Nouveau."})
    assert texts.put_on_others(post=first, by=cast.cm) == 1
    assert set(Post.objects.filter(group=first.group).values_list("text", flat=True)) == {"Nouveau."}
    assert texts.put_on_others(post=first, by=cast.cm) == 0


def test_the_same_form_makes_one_group(cast: Cast) -> None:
    key, given = uuid4(), {"channels": [cast.official], "by": cast.cm, "values": {"text": "Un."}}
    once, twice = (texts.write_posts(key=key, **given) for _time in range(2))
    assert [one.pk for one in once] == [one.pk for one in twice]


def test_nothing_is_published_while_a_crisis_suspends_it_and_the_reason_is_told(cast: Cast) -> None:
    post = scheduled(cast)
    opened(cast, at=NOW, reason="Panne nationale")
    (hold,) = holds_on(cast.brand, NOW)
    with pytest.raises(ValidationError) as refused:
        life.publish(post=post, edition=post.edition, by=cast.cm, at=NOW + timedelta(minutes=1))
    assert hold.reason in refused.value.messages[0]
    assert again(post).state == PostState.SCHEDULED
    before = hold.since - timedelta(hours=1)
    life.publish(post=post, edition=post.edition, by=cast.cm, published_at=before, at=NOW)
    assert again(post).published_at == before


def test_what_was_not_published_after_all_is_scheduled_still(cast: Cast) -> None:
    post = scheduled(cast)
    post = life.publish(post=post, edition=post.edition, by=cast.cm, at=NOW)
    post = life.not_published(post=post, edition=post.edition, by=cast.cm, at=NOW)
    assert (post.state, post.published_at, post.planned_at) == (PostState.SCHEDULED, None, TOMORROW)
    with pytest.raises(ValidationError):
        life.not_published(post=(one := published(cast, origin="export")), edition=one.edition, by=cast.cm)


def test_an_export_finds_what_was_planned_by_its_text_near_its_time_or_by_its_link(cast: Cast) -> None:
    by_text = scheduled(cast)
    by_link = scheduled(cast, draft(cast, "Un autre texte."))
    life.publish(
        post=by_link, edition=by_link.edition, by=cast.cm, url="https://www.facebook.com/p/2/", at=NOW
    )
    far = scheduled(cast, draft(cast, "Un texte qui revient."))
    told = [
        Publication(cast.official, "1", TOMORROW, f"{TEXT}  https://t.co/x"),
        Publication(cast.official, "2", NOW, "Retouché.", url="https://facebook.com/p/2"),
        Publication(cast.official, "3", NOW - timedelta(days=30), "Un texte qui revient."),
    ]
    assert record_posts(told) == 1
    assert record_posts(told) == 0
    by_text, by_link, far = map(again, (by_text, by_link, far))
    assert (by_text.state, by_text.external_id, by_text.published_at) == ("published", "1", TOMORROW)
    assert by_link.external_id == "2"
    assert far.state == PostState.SCHEDULED
    assert by_text.events.last().by is None
    assert Post.objects.filter(channel=cast.official).count() == 4


def test_images_are_checked_before_it_is_scheduled_and_again_after_a_new_one(cast: Cast) -> None:
    post = draft(cast)
    one = {"kind": "image", "what": "La façade", "place": "Drive", "rights": "own"}
    images.add_media(post=post, by=cast.cm, key=uuid4(), values=one)
    read = proofread(cast, again(post))
    with pytest.raises(ValidationError, match=r"(?i)image"):
        life.schedule(post=read, edition=read.edition, planned_at=TOMORROW, by=cast.cm)
    with pytest.raises(ValidationError):
        images.check_images(post=read, by=cast.content, answers={"culture": (False, "")})
    fine = {"meaning": (True, ""), "culture": (True, "Vu avec Awa"), "rights": (True, "")}
    images.check_images(post=read, by=cast.content, answers=fine)
    ready = life.schedule(post=read, edition=read.edition, planned_at=TOMORROW, by=cast.cm)
    images.add_media(post=ready, by=cast.cm, key=uuid4(), values=one)
    assert again(ready).state == PostState.PROOFREAD
    assert images.images_missing(post.group) != []
    told = post.events.filter(verb=PostVerb.IMAGES_CHECKED).get()
    assert (told.by, told.details["answers"]["culture"]["remark"]) == (cast.content, "Vu avec Awa")


def test_where_the_strategy_asks_another_approves_before_it_is_scheduled(cast: Cast) -> None:
    approval_asked_by_the_strategy(cast)
    post = proofread(cast)
    with pytest.raises(ValidationError, match="strat"):
        life.schedule(post=post, edition=post.edition, planned_at=TOMORROW, by=cast.cm)
    post = approval.ask_approval(post=post, edition=post.edition, by=cast.cm)
    asked = set(
        Notification.objects.filter(key__startswith="post_approval_asked:").values_list("user", flat=True)
    )
    assert cast.manager.pk in asked
    assert cast.executive.pk in asked
    assert cast.cm.pk not in asked
    with pytest.raises(ValidationError):
        approval.approve(post=post, edition=post.edition, by=cast.cm)
    post = approval.approve(post=post, edition=post.edition, by=cast.executive)
    assert (
        life.schedule(post=post, edition=post.edition, planned_at=TOMORROW, by=cast.cm).approval == "approved"
    )
    assert Notification.objects.filter(key__startswith="post_approval_decided:", user=cast.cm).exists()


def test_who_rewrote_the_text_does_not_approve_it(cast: Cast) -> None:
    approval_asked_by_the_strategy(cast)
    post = draft(cast)
    rewritten = {"text": "Un tout autre texte."}
    post = texts.save_post(post=post, edition=post.edition, by=cast.manager, values=rewritten)
    post = proofread(cast, post)
    with pytest.raises(ValidationError) as refused:
        approval.approve(post=post, edition=post.edition, by=cast.manager)
    assert refused.value.code == "own"
    assert approval.approve(post=post, edition=post.edition, by=cast.executive).approval == "approved"


def test_what_is_sent_back_is_a_draft_with_the_reason(cast: Cast) -> None:
    approval_asked_by_the_strategy(cast)
    post = proofread(cast)
    post = approval.ask_approval(post=post, edition=post.edition, by=cast.cm)
    with pytest.raises(ValidationError):
        approval.send_back(post=post, edition=post.edition, by=cast.executive, why=" ")
    post = approval.send_back(post=post, edition=post.edition, by=cast.executive, why="Le prix a changé.")
    assert (post.state, post.approval, post.approval_words) == (
        "draft",
        Approval.SENT_BACK,
        "Le prix a changé.",
    )
    assert post.events.last().details == {"why": "Le prix a changé."}


def test_two_editions_of_one_act_do_not_both_count(cast: Cast, clock: time_machine.Traveller) -> None:
    post = draft(cast)
    texts.save_post(post=post, edition=1, by=cast.content, values={"text": "Un texte que personne n'a lu."})
    with pytest.raises(ChangedMeanwhileError):
        life.proofread(post=post, edition=1, by=cast.manager)
