"""What the work on a brand is assumed to take; for managers alone, its budget and what people are paid."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.means import AssumptionsForm, BudgetForm, PayForm
from channels_mgmt.team.models import Assignment, Budget, Pay
from channels_mgmt.team.services.means import assumptions_of, change_assumptions, set_budget, set_pay
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical

LATEST = 20


@requires(Right.TEAM_MANAGE)
def assumptions(request: HttpRequest, slug: str) -> HttpResponse:
    """What the work takes, as far as the brand says so itself."""
    brand = load_brand(request, slug)
    form = AssumptionsForm(request.POST or None, held=assumptions_of(brand))
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        with refusals_in(form) as meanwhile:
            change_assumptions(brand=brand, values=form.values, edition=edition, by=person_of(request))
            messages.success(request, _("Saved."))
            return redirect_to(request, "diagnoses:staffing", slug)
        if meanwhile.row:
            theirs = differences(form, AssumptionsForm(held=meanwhile.row))
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(
        request, "team/means/assumptions.html", {"form": form, "theirs": theirs}, status=status
    )


@requires(Right.MEANS_MANAGE)
def means(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's budget, and the pay of its team, with what they were."""
    brand = load_brand(request, slug)
    form = BudgetForm(request.POST or None, initial=_today(brand))
    if _did(request, form, lambda: set_budget(brand=brand, by=person_of(request), **form.cleaned_data)):
        return redirect_to(request, "team:means", slug)
    return _show(request, brand, form, PayForm(brand=brand, initial=_today(brand)))


@requires(Right.MEANS_MANAGE)
@require_POST
def pay(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = PayForm(request.POST, brand=brand)
    if _did(request, form, lambda: set_pay(agency=brand.agency, by=person_of(request), **form.cleaned_data)):
        return redirect_to(request, "team:means", slug)
    return _show(request, brand, BudgetForm(initial=_today(brand)), form)


def _today(brand: Brand) -> dict[str, Any]:
    return {"starts_on": brand.agency.day_of(timezone.now())}


def _did(request: HttpRequest, form: Form, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is in order and was done; else it says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusals_in(form):
        act()
        messages.success(request, _("Saved."))
        return True
    return False


def _show(request: HttpRequest, brand: Brand, budget_form: BudgetForm, pay_form: PayForm) -> HttpResponse:
    user = person_of(request)
    team = Assignment.objects.current().filter(brand=brand).values("user")
    paid = Pay.objects.visible_to(user).filter(agency=brand.agency_id, person__in=team)
    context = {
        "budget_form": budget_form,
        "pay_form": pay_form,
        "budgets": Budget.objects.visible_to(user)
        .filter(brand=brand)
        .select_related("set_by")
        .order_by("-starts_on", "-pk")[:LATEST],
        "pays": paid.select_related("person", "set_by").order_by(
            *alphabetical("person__name"), "-starts_on", "-pk"
        ),
    }
    status = 422 if budget_form.errors or pay_form.errors else 200
    return render_page(request, "team/means/page.html", context, status=status)
