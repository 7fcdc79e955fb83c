from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.access import load_rule
from channels_mgmt.escalations.forms.rules import RuleForm, TryForm
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services import rules as services
from channels_mgmt.escalations.services.conditions import in_words
from channels_mgmt.escalations.services.routing import as_sentence, plan_for, rules_of
from cmhub.lib.htmx import redirect_to, render_page


@require_safe
@requires(Right.ESCALATION_OPEN)
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's rules in order, and a box to try a text against them."""
    brand = load_brand(request, slug)
    form = TryForm(request.GET if "try" in request.GET else None, brand=brand)
    listed = [{"rule": rule, "conditions": as_sentence(in_words(rule))} for rule in rules_of(brand)]
    context = {
        "rules": listed,
        "last_movable": len(listed) - 1,
        "try_form": form,
        "trial": trial(brand, form) if form.is_bound and form.is_valid() else None,
        "may_change": access_of(request).may(Right.ROUTING_MANAGE),
    }
    return render_page(request, "escalations/routing.html", context, partial="trial")


def trial(brand: Brand, form: TryForm) -> dict[str, Any]:
    """Where the made-up interaction would go, and why not elsewhere."""
    plan = plan_for(brand, form.facts())
    return {
        "plan": plan,
        "why": as_sentence(plan.why),
        "passed_over": [(each.rule.name, as_sentence(each.why)) for each in plan.route.passed_over],
    }


@requires(Right.ROUTING_MANAGE)
def rule_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = RuleForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        try:
            values = dict(form.cleaned_data)
            before = values.pop("before")
            services.create_rule(brand=brand, values=values, before=before, by=person_of(request))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, added(values["name"], before))
            return redirect_to(request, "escalations:routing", slug)
    return edit_page(request, form, None)


def added(name: str, before: RoutingRule | None) -> str:
    """Where the new rule stands: the first that matches wins."""
    if before is None:
        return _("The rule “%(name)s” is added: it comes last, just before the one that matches all.") % {
            "name": name
        }
    return _("The rule “%(name)s” is added before “%(other)s”.") % {"name": name, "other": before.name}


@requires(Right.ROUTING_MANAGE)
def rule_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = load_rule(request, slug, pk)
    form = RuleForm(request.POST or None, instance=rule, brand=rule.brand)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_rule(rule=rule, values=form.cleaned_data, by=person_of(request))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, _("The rule “%(name)s” is changed.") % {"name": form.cleaned_data["name"]}
            )
            return redirect_to(request, "escalations:routing", slug)
    return edit_page(request, form, rule)


def edit_page(request: HttpRequest, form: RuleForm, rule: RoutingRule | None) -> HttpResponse:
    context = {"form": form, "rule": rule}
    return render_page(request, "escalations/rule.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Right.ROUTING_MANAGE)
def rule_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = load_rule(request, slug, pk)
    services.move_rule(rule=rule, up=request.POST.get("direction") == "up", by=person_of(request))
    return redirect_to(request, "escalations:routing", slug)


@require_POST
@requires(Right.ROUTING_MANAGE)
def rule_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = load_rule(request, slug, pk)
    if services.delete_rule(rule=rule, by=person_of(request)):
        messages.success(request, _("The rule “%(name)s” is deleted.") % {"name": rule.name})
    else:
        messages.error(request, _("The last rule matches all, and stays."))
    return redirect_to(request, "escalations:routing", slug)
