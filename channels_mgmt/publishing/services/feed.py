"""What a brand publishes, for the calendars that telephones read."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Event

from accounts.access import Right
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.feed_kinds import AHEAD, BEHIND, FeedKind
from channels_mgmt.team.models import CalendarFeed
from cmhub.lib.links import link_to
from cmhub.lib.text import excerpt

POSTS = "posts"
SHOWN_FOR = timedelta(minutes=15)
"""How long a post lasts in a calendar, which shows no instants."""
OF_A_TITLE, OF_A_TEXT = 80, 1_000


def posts_of(feed: CalendarFeed, now: datetime) -> Iterable[Event]:
    posts = Post.objects.filter(brand=feed.brand).between(now - BEHIND, now + AHEAD)
    return [event_of(post) for post in posts.select_related("channel").order_by("pk")]


def event_of(post: Post) -> Event:
    """In UTC, which every reader shows in its own time. SEQUENCE counts the changes from 0."""
    at = post.published_at if post.state == PostState.PUBLISHED else post.planned_at
    if at is None:
        raise ValueError("a post without a time stands in no calendar")
    said = {
        "channel": post.channel.name,
        "title": excerpt(post.title or post.text, OF_A_TITLE),
        "state": capfirst(post.get_state_display()),
    }
    event = Event()
    event.add("uid", f"post-{post.pk}@cmhub")
    event.add("dtstamp", post.made_at.astimezone(UTC))
    event.add("sequence", post.edition - 1)
    event.add("dtstart", at.astimezone(UTC))
    event.add("dtend", (at + SHOWN_FOR).astimezone(UTC))
    event.add("summary", _("%(channel)s: %(title)s (%(state)s)") % said)
    if post.text:
        event.add("description", excerpt(post.text, OF_A_TEXT))
    event.add("url", link_to("publishing:post", post.pk))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def calendar_name(brand: Brand | None) -> str:
    return _("Publications of %(brand)s") % {"brand": brand.name if brand else ""}


def kind_of_posts() -> FeedKind:
    return FeedKind(
        POSTS,
        Right.PUBLISHING_VIEW,
        "publications.ics",
        calendar_name,
        calendar_name,
        gettext_lazy("This person may not see the publications of the brand."),
        posts_of,
    )
