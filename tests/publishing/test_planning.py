"""Posts get their day: planned anew, from an idea, moved, and moved by two at once."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from channels_mgmt.publishing.choices import IdeaState, PostState
from channels_mgmt.publishing.models import Idea, Post
from channels_mgmt.publishing.services.ideas import keep_idea
from channels_mgmt.publishing.services.planning import Plan, move_post, plan_posts
from channels_mgmt.team.choices import ChannelState
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of
from tests.publishing.making import at, planned, published, put_in

pytestmark = pytest.mark.usefixtures("clock")
PLAN = "/b/wouri/publishing/plan/"


def an_idea(cast: Cast) -> Idea:
    return keep_idea(
        brand=cast.brand, title="Montrer une antenne", url="https://presse.example/1", by=cast.cm, key=uuid4()
    )


def test_one_form_for_several_channels_gives_one_post_each_of_one_group(cast: Cast) -> None:
    client = client_of(cast.cm)
    key = client.get(f"{PLAN}?day=2026-11-24").context["form"]["key"].value()
    sent = {
        "key": key,
        "day": "2026-11-24",
        "time": "08:30",
        "title": "Rentrée des forfaits",
        "channels": [cast.official.slug, cast.service_channel.slug],
    }
    answer = client.post(PLAN, sent)
    assert (answer.status_code, answer.url) == (303, "/b/wouri/publishing/?day=2026-11-24")
    posts = list(Post.objects.order_by("pk"))
    assert {post.channel for post in posts} == {cast.official, cast.service_channel}
    assert {str(post.group) for post in posts} == {key}
    assert {(post.state, post.planned_at, post.author) for post in posts} == {
        (PostState.DRAFT, at(24, 8, 30), cast.cm)
    }
    assert AuditEntry.objects.filter(verb="post.written").count() == 2
    client.post(PLAN, sent)
    assert Post.objects.count() == 2


def test_without_a_time_it_is_the_morning_and_without_a_day_it_waits(cast: Cast) -> None:
    client = client_of(cast.cm)
    sent = {"key": uuid4(), "day": "2026-11-24", "title": "Un", "channels": [cast.official.slug]}
    client.post(PLAN, sent)
    client.post(PLAN, sent | {"key": uuid4(), "day": "", "title": "Deux"})
    assert Post.objects.get(title="Un").planned_at == at(24, 9)
    assert Post.objects.get(title="Deux").planned_at is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"channels": []}, "channels"), ({"title": " "}, "title"), ({"day": "demain"}, "day")],
)
def test_what_is_missing_is_said_beside_its_field(cast: Cast, changed: dict, field: str) -> None:
    sent = {"key": uuid4(), "day": "2026-11-24", "title": "Un", "channels": [cast.official.slug]}
    answer = client_of(cast.cm).post(PLAN, sent | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Post.objects.exists()


def test_a_closed_channel_and_one_of_another_brand_take_no_post(cast: Cast) -> None:
    closed, other = cast.service_channel, cast.other_brand.channels.first()
    closed.state, closed.state_reason = ChannelState.CLOSED, "Compte fusionné."
    closed.save()
    for channel in (closed, other):
        with pytest.raises(ValidationError) as refused:
            planned(cast, at(24), channel=channel)
        assert "channels" in refused.value.message_dict


def test_a_planned_idea_is_used_and_gives_its_words_and_its_link(cast: Cast) -> None:
    idea, client = an_idea(cast), client_of(cast.cm)
    page = client.get(f"{PLAN}?idea={idea.pk}&day=2026-11-24")
    begun = page.context["form"].initial
    assert (begun["title"], begun["link"]) == (idea.title, idea.url)
    sent = {"key": uuid4(), "idea": idea.pk, "day": "2026-11-24", "title": idea.title, "link": begun["link"]}
    client.post(PLAN, sent | {"channels": [cast.official.slug]})
    idea.refresh_from_db()
    assert (idea.state, idea.ended_by) == (IdeaState.USED, cast.cm)
    assert Post.objects.get().link == "https://presse.example/1"
    with pytest.raises(ValidationError):
        plan_posts(
            brand=cast.brand,
            channels=[cast.official],
            plan=Plan(title="Encore"),
            by=cast.cm,
            key=uuid4(),
            idea=idea,
        )
    assert Post.objects.count() == 1


def test_an_idea_of_another_brand_is_not_there(cast: Cast) -> None:
    idea = keep_idea(brand=cast.other_brand, title="Secret de Sanaga", by=cast.manager, key=uuid4())
    assert "Secret" not in client_of(cast.cm).get(f"{PLAN}?idea={idea.pk}").text


def test_a_post_moves_and_the_toast_moves_it_back(cast: Cast) -> None:
    post, client = planned(cast, at(20, 15, 30)), client_of(cast.cm)
    page = client.get(f"/posts/{post.pk}/move/")
    assert page.context["form"]["edition"].value() == 1
    sent = {"day": "2026-11-23", "time": "15:30", "edition": 1}
    answer = client.post(f"/posts/{post.pk}/move/", sent)
    assert answer.url == "/b/wouri/publishing/?day=2026-11-23"
    post.refresh_from_db()
    assert (post.planned_at, post.edition, post.state) == (at(23, 15, 30), 2, PostState.DRAFT)
    assert post.events.get(verb="moved").details["was"] == at(20, 15, 30).isoformat()
    assert AuditEntry.objects.get(verb="post.moved").by == cast.cm
    toast = client.get(answer.url).context["messages"]
    (undo,) = [message.extra_tags.removeprefix("undo=") for message in toast]
    client.post(undo)
    post.refresh_from_db()
    assert post.planned_at == at(20, 15, 30)


def test_who_moves_what_somebody_moved_meanwhile_is_told_and_changes_nothing(cast: Cast) -> None:
    post = planned(cast, at(20))
    move_post(post=post, to=at(25), edition=1, by=cast.manager)
    with pytest.raises(ChangedMeanwhileError):
        move_post(post=post, to=at(26), edition=1, by=cast.cm)
    answer = client_of(cast.cm).post(f"/posts/{post.pk}/move/", {"day": "2026-11-26", "edition": 1})
    assert answer.status_code == 409
    assert "25 novembre" in answer.text
    assert answer.context["form"]["edition"].value() == 2
    post.refresh_from_db()
    assert post.planned_at == at(25)


def test_moving_to_where_it_is_is_no_conflict(cast: Cast) -> None:
    post = planned(cast, at(20))
    move_post(post=post, to=at(25), edition=1, by=cast.manager)
    assert move_post(post=post, to=at(25), edition=1, by=cast.cm).edition == 2


@pytest.mark.parametrize("state", [PostState.PUBLISHED, PostState.DROPPED])
def test_what_is_published_or_dropped_stays_in_words(cast: Cast, state: str) -> None:
    post = published(cast, at(10)) if state == PostState.PUBLISHED else planned(cast, at(20))
    Post.objects.filter(pk=post.pk).update(state=state)
    answer = client_of(cast.cm).post(f"/posts/{post.pk}/move/", {"day": "2026-11-26", "edition": 1})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    post.refresh_from_db()
    assert post.planned_at != at(26)


def test_what_is_scheduled_keeps_a_time(cast: Cast) -> None:
    post = planned(cast, at(20))
    put_in(post, PostState.SCHEDULED, cast.content)
    with pytest.raises(ValidationError, match=r"programm|scheduled"):
        move_post(post=post, to=None, edition=1, by=cast.cm)


@pytest.mark.parametrize(("who", "status"), [("executive", 403), ("other_cm", 404), ("content", 303)])
def test_who_may_move(cast: Cast, who: str, status: int) -> None:
    post = planned(cast, at(20))
    sent = {"day": "2026-11-23", "edition": 1}
    assert client_of(cast.people[who]).post(f"/posts/{post.pk}/move/", sent).status_code == status


def test_from_the_calendar_the_calendar_is_drawn_anew_as_it_was_filtered(cast: Cast) -> None:
    post, other = (
        planned(cast, at(20), "À déplacer"),
        planned(cast, at(24), "Ailleurs", channel=cast.service_channel),
    )
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://testserver/b/wouri/publishing/?view=week&day=2026-11-24&channel={cast.official.slug}",
    }
    url = f"/posts/{post.pk}/move/"
    answer = client_of(cast.cm).post(
        url, {"day": "2026-11-24", "time": "09:00", "edition": 1}, headers=headers
    )
    assert answer.status_code == 200
    assert "À déplacer" in answer.text
    assert other.title not in answer.text
    assert 'id="toasts"' in answer.text
    answer = client_of(cast.cm).post(
        url, {"day": "2026-11-25", "time": "09:00", "edition": 1}, headers=headers
    )
    assert answer.status_code == 422
    assert "Somebody" in answer.text or "Quelqu’un" in answer.text
