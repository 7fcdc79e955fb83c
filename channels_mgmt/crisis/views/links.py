"""The links of contacts who were told and have no login, for who works on the brand."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from accounts.links_by_hand import ToldPages
from channels_mgmt.crisis.access import load_part
from channels_mgmt.crisis.models import Telling
from channels_mgmt.crisis.services.calls import words_for
from channels_mgmt.crisis.services.links import LINKS


def load_telling(request: HttpRequest, pk: int) -> Telling:
    return load_part(request, Telling.objects.select_related("contact__department"), pk)


PAGES = ToldPages(
    links=LINKS,
    load=load_telling,
    room="crisis",
    page="crisis:detail",
    asks=lambda telling: telling.crisis.is_running,
    ended=gettext_lazy("This crisis is over: a link would ask for nothing."),
    words=lambda telling, address: words_for(telling.crisis, address),
    about=lambda telling: _("%(brand)s: a crisis, for you to read") % {"brand": telling.crisis.brand.name},
    opens=gettext_lazy("the page of this one crisis"),
)
link_new, link, link_revoke = PAGES.views(Right.CRISIS_OPEN)
