"""Who was told to write on another channel: who is expected, who arrived, who never did."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.arrived import figures_of
from channels_mgmt.inbox.forms.placing import ArrivedForm
from channels_mgmt.inbox.models import Directed
from channels_mgmt.inbox.services import moving
from channels_mgmt.inbox.views.acts import attempt, show
from channels_mgmt.inbox.views.placing import rows_beside
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.paging import keyset_page

SHOWN = 50


@require_safe
@requires(Right.INBOX_VIEW)
def directions(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who never came, those still expected, those who arrived."""
    brand, now = load_brand(request, slug), timezone.now()
    here = Directed.objects.visible_to(person_of(request)).filter(brand=brand)
    shown = here.select_related("interaction", "to_channel", "by", "arrived")
    context = {
        "figures": figures_of(brand, now),
        "page": keyset_page(shown.never_came(now), field="at", cursor=request.GET.get("cursor", "")),
        "expected": list(shown.expected(now).order_by("at", "pk")[:SHOWN]),
        "arrived": list(shown.told().exclude(arrived=None).order_by("-arrived_at", "-pk")[:SHOWN]),
    }
    return render_page(request, "inbox/placing/directions.html", context)


@get_or_post
@requires(Right.INBOX_WRITE)
def arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """A person links who arrived under another name, or too late to be linked by itself."""
    directed = get_object_or_404(Directed.objects.visible_to(person_of(request)), pk=pk)
    directed.interaction = interaction = load_interaction(request, directed.interaction_id)
    rows = rows_beside(request, interaction).filter(channel=directed.to_channel_id)
    form = ArrivedForm(request.POST or None, rows=rows)

    def link() -> None:
        moving.link_arrival(directed=directed, arrived=form.cleaned_data["number"], by=person_of(request))

    if request.method == "POST" and attempt(form, link):
        messages.success(request, _("The arrival is linked."))
        return redirect_to(request, "inbox:directions", interaction.brand.slug)
    return show(request, interaction, form, _("They have arrived"), submit=_("Link the arrival"))
