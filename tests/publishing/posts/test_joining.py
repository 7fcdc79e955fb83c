"""A post of which an export was first to tell is one post as soon as somebody says where it is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Post, Relay
from channels_mgmt.publishing.services import life, texts
from channels_mgmt.publishing.services.errata import note_erratum
from channels_mgmt.publishing.services.joining import movers
from reporting.metrics.choices import Source
from reporting.metrics.models import Snapshot
from reporting.metrics.services.entering import enter_figures
from reporting.metrics.services.standing import lifetime_figures, plain
from tests.cast import Cast, client_of
from tests.publishing.posts.making import NOW, published, scheduled
from tests.publishing.relations.relating import ambassador

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = timedelta(days=1)
THERE = "https://www.facebook.com/wouri/posts/77/"
SAME = "https://m.facebook.com/wouri/posts/77?mibextid=x"


def brought(cast: Cast, **values: object) -> Post:
    """What an export brought under that address, with a figure."""
    said = {"url": THERE, "external_id": "77", "origin": PostOrigin.EXPORT} | values
    post = published(cast, "Les mots du réseau", at=NOW - DAY, **said)
    figures(cast, post, reach=500)
    return post


def figures(cast: Cast, post: Post, source: str = Source.HAND, **said: int) -> Snapshot:
    return enter_figures(
        brand=cast.brand,
        channel=post.channel,
        post=post,
        day=NOW.date(),
        figures=said,
        source=source,
        by=cast.cm,
        at=NOW,
    )


def reach_of(post: Post) -> dict[str, float | int]:
    return plain(lifetime_figures([post.pk]).get(post.pk, {}))


def test_published_with_its_link_it_is_one_with_its_figures(cast: Cast) -> None:
    there, post = brought(cast), scheduled(cast)
    held = life.publish(post=post, edition=post.edition, by=cast.cm, url=SAME, at=NOW)
    assert list(Post.objects.all()) == [held]
    assert not Post.objects.filter(pk=there.pk).exists()
    assert (held.external_id, held.published_at, held.text) == ("77", there.published_at, post.text)
    assert reach_of(held) == {"reach": 500}
    assert held.events.filter(verb="found").count() == 1


def test_what_hangs_on_it_comes_with_it(cast: Cast) -> None:
    there, post = brought(cast), scheduled(cast)
    wrong = {"error": "Le prix est faux.", "witness": "public", "since": NOW - DAY, "seen_at": NOW}
    erratum = note_erratum(brand=cast.brand, by=cast.cm, key=uuid4(), values=wrong, post=there, at=NOW)
    relay = Relay.objects.create(
        ambassador=ambassador(cast), post=there, on=NOW.date(), logged_at=NOW, logged_by=cast.cm, key=uuid4()
    )
    held = life.publish(post=post, edition=post.edition, by=cast.cm, url=THERE, at=NOW)
    erratum.refresh_from_db()
    relay.refresh_from_db()
    assert (erratum.post, relay.post) == (held, held)


def test_a_link_that_is_given_later_does_the_same_and_the_better_figures_stand(cast: Cast) -> None:
    brought(cast)
    post = published(cast)
    figures(cast, post, Source.ESTIMATE, reach=400)
    sent = {"title": "", "url": SAME, "edition": post.edition}
    assert client_of(cast.cm).post(f"/posts/{post.pk}/save/", sent).status_code == 303
    assert list(Post.objects.values_list("pk", "external_id")) == [(post.pk, "77")]
    assert reach_of(post) == {"reach": 500}
    page = client_of(cast.cm).get(f"/posts/{post.pk}/")
    assert "url" not in page.context["form"].fields, "where an export says it, nobody else does"


def test_one_that_people_worked_on_keeps_its_history(cast: Cast) -> None:
    there, post = brought(cast), scheduled(cast)
    texts.save_post(post=there, edition=there.edition, by=cast.cm, values={"category": "useful"})
    held = life.publish(post=post, edition=post.edition, by=cast.cm, url=THERE, at=NOW)
    there.refresh_from_db()
    assert (there.state, there.external_id, held.category) == (PostState.DROPPED, "", "useful")
    assert list(there.events.values_list("verb", flat=True)) == ["changed", "dropped"]


def test_another_link_joins_nothing(cast: Cast) -> None:
    brought(cast)
    post = scheduled(cast)
    life.publish(post=post, edition=post.edition, by=cast.cm, url=THERE.replace("77", "78"), at=NOW)
    assert Post.objects.published().count() == 2


def test_all_that_can_hang_on_a_post_is_thought_of() -> None:
    """What is new here is moved in `joining`, or by a room above."""
    fields = Post._meta.get_fields(include_hidden=True)
    pointing = {one.related_model._meta.label for one in fields if one.auto_created and one.is_relation}
    assert pointing == {
        "publishing.Erratum",
        "publishing.Event",
        "publishing.Event_posts",
        "publishing.ExperimentPost",
        "publishing.PostEvent",
        "publishing.Relay",
        "metrics.Snapshot",
    }
    assert movers
