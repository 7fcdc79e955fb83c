"""Who is told of a post that waits for approval, and of what became of it. The text never leaves by mail."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import wakes_people
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.post_choices import Approval
from cmhub.lib.links import link_to


def ask(post: Post, readers: Iterable[User], *, at: datetime) -> None:
    """Each of those who may approve it is asked."""
    if not wakes_people(at):
        return
    write_to(
        readers,
        post.brand,
        key=f"post_approval_asked:{post.pk}:{post.edition}",
        words=partial(_question, post),
        at=at,
        thread=f"post.{post.pk}",
        topic=Topic.APPROVAL,
        link=link_to("publishing:post", post.pk),
    )


def tell_author(post: Post, by: User, *, at: datetime) -> None:
    author = post.author
    if author is None or author == by or not wakes_people(at):
        return
    write_to(
        [author],
        post.brand,
        key=f"post_approval_decided:{post.pk}:{post.edition}",
        words=partial(_decision, post, by=by),
        at=at,
        thread=f"post.{post.pk}",
        topic=Topic.APPROVAL,
        link=link_to("publishing:post", post.pk),
    )


def _said(post: Post, reader: User, by: User | None) -> dict[str, str]:
    return {
        "name": reader.get_short_name(),
        "brand": post.brand.name,
        "person": by.name if by else "",
        "link": link_to("publishing:post", post.pk),
    }


def _question(post: Post, reader: User) -> tuple[str, str]:
    said = _said(post, reader, post.approval_asked_by)
    subject = _("%(brand)s: a post waits for your approval")
    body = _(
        "Hello %(name)s,\n\n%(person)s asks you to approve a post of %(brand)s. It is scheduled once you "
        "have approved it:\n%(link)s"
    )
    return subject % said, body % said


def _decision(post: Post, author: User, *, by: User) -> tuple[str, str]:
    said = _said(post, author, by)
    if post.approval == Approval.SENT_BACK:
        subject = _("%(brand)s: your post comes back")
        body = _(
            "Hello %(name)s,\n\n%(person)s has sent your post back, and says what is to be changed:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: your post is approved")
        body = _("Hello %(name)s,\n\n%(person)s has approved your post: it can be scheduled:\n%(link)s")
    return subject % said, body % said
