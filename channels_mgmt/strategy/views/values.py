from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.strategy.forms.life import ValueForm
from channels_mgmt.strategy.models import OwnMetric
from channels_mgmt.strategy.services.objectives import enter_value
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in

LISTED = 100


@get_or_post
@requires(Right.STRATEGY_WRITE)
def values(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was entered for a figure of the brand's own, and entering more."""
    brand = load_brand(request, slug)
    metric = get_object_or_404(OwnMetric.objects.visible_to(person_of(request)), brand=brand, pk=pk)
    metric.brand = brand
    form = ValueForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            enter_value(metric=metric, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "strategy:values", slug, pk)
    entered = metric.entered.select_related("entered_by").order_by("-day")[:LISTED]
    context = {"form": form, "metric": metric, "entered": entered}
    return render_page(request, "strategy/values.html", context, status=422 if form.errors else 200)
