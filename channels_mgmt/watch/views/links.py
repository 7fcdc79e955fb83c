"""The links of those who were told and have no access, for who works on the brand."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from accounts.links_by_hand import ToldPages
from channels_mgmt.watch.access import load_telling
from channels_mgmt.watch.models import Telling
from channels_mgmt.watch.services.links import LINKS
from cmhub.lib.erased import words_shown
from cmhub.lib.text import excerpt

IN_MESSAGE = 80
"""Characters of the title in a message sent by hand."""


def message_with(telling: Telling, address: str) -> str:
    """A short text with the link, which names the brand alone."""
    item = telling.item
    told = {
        "name": telling.name,
        "brand": item.brand.name,
        "nature": item.get_nature_display(),
        "title": excerpt(words_shown(item.title), IN_MESSAGE),
        "link": address,
    }
    return (
        _(
            "Hello %(name)s, seen about %(brand)s (%(nature)s): “%(title)s”. Say that you have seen it, "
            "and what is to be done, here, without a password: %(link)s"
        )
        % told
    )


PAGES = ToldPages(
    links=LINKS,
    load=load_telling,
    room="watch",
    page="watch:item",
    asks=lambda telling: telling.item.waits_for_decision,
    ended=gettext_lazy("Nothing more is to be decided here: a link would ask for nothing."),
    words=message_with,
    about=lambda telling: (
        _("%(brand)s: seen on the web, for you to read") % {"brand": telling.item.brand.name}
    ),
    opens=gettext_lazy("this one thing that was seen"),
)
link_new, link, link_revoke = PAGES.views(Right.WATCH_LOG)
