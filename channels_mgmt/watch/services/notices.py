"""What the watch tells people by message. Nothing in it names a secret agency."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import notify, wakes_people
from accounts.services.signed_links import address_of, token_of
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.models import Item, Telling
from channels_mgmt.watch.services.links import LINKS, may_have_one
from cmhub.lib.links import link_to
from cmhub.lib.moments import city_of, moment_words, until_words
from cmhub.lib.text import excerpt

TEXT_LENGTH = 600


def tell_person(
    item: Item, telling: Telling, *, at: datetime, opens: bool, late: bool = False, wake: bool = True
) -> bool:
    """Writes to somebody who is told of an item; False where nothing is sent: without an address, of what is
    old, or a second time of the same nature. `opens` is whether they may open its page: a contact who is
    asked to decide and may not has a link of their own, which is there to be sent by hand, too.
    """
    own = LINKS.link_for(telling, at=at) if not opens and may_have_one(telling) else None
    if not telling.email or not wakes_people(at):
        return False
    link = address_of(own) if own else link_to("watch:item", item.pk) if opens else ""
    way = "asked" if telling.expects else "told"
    with override(telling.language):
        subject = _subject(item, late=late)
        context = _context(item, telling, link) | {"theirs_alone": own is not None}
        body = render_to_string("watch/mail/told.txt", context)
    return notify(
        key=f"watch:{item.pk}:{item.nature}:{way}:{telling.email.casefold()}"[:200],
        agency=item.brand.agency,
        user_id=telling.user_id,
        email=telling.email,
        subject=subject,
        body=body,
        language=telling.language,
        sender_name=item.brand.name,
        at=at,
        thread=thread_of(item),
        wake=wake,
        urgency=urgency_of(item, asked=telling.expects, late=late),
        topic=Topic.WATCH,
        link=link,
        secret=(token_of(own) or "") if own else "",
        page=link_to("notifications:list") if own and telling.user_id else "",
    )


def tell_logger(item: Item, *, at: datetime) -> bool:
    """Tells whoever logged the item what was decided."""
    reader: User = item.logged_by
    if not reader.is_active or reader == item.decided_by or not wakes_people(at):
        return False
    link = link_to("watch:item", item.pk)
    with override(reader.language):
        subject = _("%(brand)s: decided: %(title)s") % {
            "brand": item.brand.name,
            "title": excerpt(item.title, 80),
        }
        context = {"brand": item.brand, "item": item, "name": reader.name, "link": link}
        body = render_to_string("watch/mail/decided.txt", context)
    return notify(
        key=f"watch:{item.pk}:decided:{reader.pk}",
        agency=item.brand.agency,
        user=reader,
        email=reader.email,
        subject=subject,
        body=body,
        language=reader.language,
        sender_name=item.brand.name,
        at=at,
        thread=thread_of(item),
        urgency=Urgency.URGENT if item.nature == Nature.CRISIS_PRONE else Urgency.NORMAL,
        topic=Topic.WATCH,
        link=link,
    )


def urgency_of(item: Item, *, asked: bool, late: bool) -> Urgency:
    """Crisis-prone: around the clock. Strategic: in people's hours, until it is late."""
    if not asked:
        return Urgency.NORMAL
    if item.nature == Nature.CRISIS_PRONE:
        return Urgency.CRISIS
    return Urgency.URGENT if late else Urgency.NORMAL


def thread_of(item: Item) -> str:
    return f"watch.{item.pk}"


def _subject(item: Item, *, late: bool) -> str:
    told = {"brand": item.brand.name, "title": excerpt(item.title, 80)}
    if late:
        return _("%(brand)s: nobody has acknowledged: %(title)s") % told
    if item.nature == Nature.CRISIS_PRONE:
        return _("%(brand)s: crisis-prone: %(title)s") % told
    if item.nature == Nature.STRATEGIC:
        return _("%(brand)s: strategic: %(title)s") % told
    return _("%(brand)s: seen: %(title)s") % told


def _context(item: Item, telling: Telling, link: str) -> dict[str, Any]:
    asked = telling.expects and item.acknowledge_by
    return {
        "brand": item.brand,
        "item": item,
        "telling": telling,
        "text": excerpt(item.text, TEXT_LENGTH),
        "seen": moment_words(item.seen_at, item.brand.time_zone),
        "city": city_of(item.brand.time_zone),
        "acknowledge_by": until_words(item.acknowledge_by, item.brand.time_zone)
        if asked and item.acknowledge_by
        else "",
        "link": link,
        "reply_to": "" if item.brand.white_label else item.logged_by.email,
    }
