from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.strategy.forms.life import DecisionForm
from channels_mgmt.strategy.services.charter import charter_of, decide, lines_of
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in


@require_safe
@requires(Right.STRATEGY_VIEW)
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """Duty by duty whose it is, by default or as the brand decided, with what was decided before."""
    brand = load_brand(request, slug)
    return render_page(request, "strategy/charter.html", {"lines": lines_of(brand, person_of(request))})


@get_or_post
@requires(Right.STRATEGY_WRITE)
def duty(request: HttpRequest, slug: str, duty: str) -> HttpResponse:
    """The brand decides whose one duty is."""
    brand = load_brand(request, slug)
    if duty not in Duty.values:
        raise Http404
    held = charter_of(brand, timezone.now())[duty]
    form = DecisionForm(request.POST or None, initial={"posts": sorted(held)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            decide(brand=brand, duty=duty, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Decided, and on record."))
            return redirect_to(request, "strategy:charter", slug)
    context = {"form": form, "duty": Duty(duty)}
    return render_page(request, "strategy/duty.html", context, status=422 if form.errors else 200)
