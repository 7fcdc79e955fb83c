"""What people are told of briefings by e-mail: that there is one, and that it was to be read by now.

A mailbox is no place for what is confidential: of that neither title nor text is told.
"""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from accounts.choices import Topic
from accounts.models import User
from channels_mgmt.brands.services.mails import write_to
from channels_mgmt.strategy.models import Briefing
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words


def announce(briefing: Briefing, readers: Collection[int], at: datetime) -> None:
    """Writes to each of these people that there is a briefing for them."""
    write_to(
        User.objects.filter(pk__in=readers).order_by("pk"),
        briefing.brand,
        key=f"briefing_new:{briefing.pk}",
        words=partial(_news, briefing),
        at=at,
        topic=Topic.STRATEGY,
        link=_page(briefing),
    )


def _news(briefing: Briefing, user: User) -> tuple[str, str]:
    said = _said(briefing, user)
    if briefing.is_confidential:
        subject = _("%(brand)s: a new briefing for you")
        body = _(
            "Hello %(name)s,\n\nThere is a new briefing of %(brand)s for you, to be read by %(due)s. Read it "
            "and confirm it here:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: new briefing, “%(title)s”")
        body = _(
            "Hello %(name)s,\n\nThere is a new briefing of %(brand)s for you, “%(title)s”, to be read by "
            "%(due)s. Read it and confirm it here:\n%(link)s"
        )
    return subject % said, body % said


def remind(briefing: Briefing, user: User, at: datetime) -> bool:
    """Writes to somebody who has not read what is due, once; False where that was done before."""
    return write_to(
        [user],
        briefing.brand,
        key=f"briefing:{briefing.pk}",
        words=partial(_reminder, briefing),
        at=at,
        wake=False,
        topic=Topic.STRATEGY,
        link=_page(briefing),
    )


def _reminder(briefing: Briefing, user: User) -> tuple[str, str]:
    said = _said(briefing, user)
    if briefing.is_confidential:
        subject = _("%(brand)s: a briefing waits to be read")
        body = _(
            "Hello %(name)s,\n\nA briefing of %(brand)s was to be read by %(due)s. Read it and confirm "
            "it here:\n%(link)s"
        )
    else:
        subject = _("%(brand)s: to be read, “%(title)s”")
        body = _(
            "Hello %(name)s,\n\nThe briefing “%(title)s” of %(brand)s was to be read by %(due)s. Read it "
            "and confirm it here:\n%(link)s"
        )
    return subject % said, body % said


def _said(briefing: Briefing, user: User) -> dict[str, str]:
    """What is told of a briefing, in the active language."""
    brand = briefing.brand
    return {
        "name": user.get_short_name(),
        "brand": brand.name,
        "title": briefing.title,
        "due": moment_words(briefing.due_at, brand.time_zone),
        "link": _page(briefing),
    }


def _page(briefing: Briefing) -> str:
    return link_to("strategy:briefing", briefing.brand.slug, briefing.pk)
