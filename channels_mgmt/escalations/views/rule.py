"""One routing rule: written, changed, and tried before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.directory import cards_of, departments_of
from channels_mgmt.escalations.access import load_rule
from channels_mgmt.escalations.forms.rules import RuleForm, TryForm
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules import changing as services
from channels_mgmt.escalations.services.rules.routing import rules_of
from channels_mgmt.escalations.services.rules.troubles import UNSAVED, Trouble, troubles_of
from channels_mgmt.escalations.services.rules.trying import try_rules, with_draft
from channels_mgmt.escalations.trials import text_trial
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in


@requires(Right.ROUTING_MANAGE)
def rule_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = RuleForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        before = values.pop("before")
        if "try" in request.POST:
            return tried_page(request, brand, form, None, before)
        if against := never_reached(request, brand, form, before):
            return edit_page(request, brand, form, None, status=422, against=against)
        with refusals_in(form):
            made = services.create_rule(brand=brand, values=values, before=before, by=person_of(request))
            messages.success(request, added(values["name"], before))
            warn_of_troubles(request, brand, made)
            return redirect_to(request, "escalations:routing", slug)
    return edit_page(request, brand, form, None)


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
        if "try" in request.POST:
            return tried_page(request, rule.brand, form, rule)
        if against := never_reached(request, rule.brand, form):
            return edit_page(request, rule.brand, form, rule, status=422, against=against)
        with refusals_in(form):
            services.change_rule(rule=rule, values=form.cleaned_data, by=person_of(request))
            messages.success(
                request, _("The rule “%(name)s” is changed.") % {"name": form.cleaned_data["name"]}
            )
            warn_of_troubles(request, rule.brand, rule)
            return redirect_to(request, "escalations:routing", slug)
    return edit_page(request, rule.brand, form, rule)


def tried_page(
    request: HttpRequest,
    brand: Brand,
    form: RuleForm,
    rule: RoutingRule | None,
    before: RoutingRule | None = None,
) -> HttpResponse:
    """The rule as it is being written, held against a text and against last month's interactions."""
    at, saved = timezone.now(), rules_of(brand)
    changed = with_draft(saved, form.instance, before)
    try_form = TryForm(request.POST, brand=brand)
    if not try_form.is_valid():
        return edit_page(request, brand, form, rule, try_form=try_form, status=422)
    more: dict[str, Any] = {"try_form": try_form, "open_trial": True}
    if any(try_form.cleaned_data.values()):
        more["tried"] = [text_trial(brand, try_form, rules) for rules in (saved, changed)]
    more["month"] = try_rules(brand=brand, saved=saved, changed=changed, user=person_of(request), at=at)
    cards = cards_of(brand, departments_of(brand), at=at)
    more["troubles"] = troubles_of(brand, changed, cards).get(form.instance.pk or UNSAVED, [])
    return edit_page(request, brand, form, rule, **more)


def never_reached(
    request: HttpRequest, brand: Brand, form: RuleForm, before: RoutingRule | None = None
) -> list[Trouble]:
    """Why the rule as it is written would never be read beside the others; nothing where it was so already,
    or where the person has seen it and saves `anyway`.
    """
    if "anyway" in request.POST:
        return []
    saved, cards = rules_of(brand), cards_of(brand, departments_of(brand), at=timezone.now())
    pk = form.instance.pk or UNSAVED
    known = troubles_of(brand, saved, cards).get(pk, [])
    changed = with_draft(saved, form.instance, before)
    found = troubles_of(brand, changed, cards).get(pk, [])
    return [trouble for trouble in found if trouble.code == "never_read" and trouble not in known]


def warn_of_troubles(request: HttpRequest, brand: Brand, rule: RoutingRule) -> None:
    """Says at once what is wrong with a rule that was saved all the same: it may only stand too low."""
    cards = cards_of(brand, departments_of(brand), at=timezone.now())
    for trouble in troubles_of(brand, rules_of(brand), cards).get(rule.pk, []):
        messages.warning(request, f"{trouble.words} {trouble.remedy}")


def edit_page(
    request: HttpRequest,
    brand: Brand,
    form: RuleForm,
    rule: RoutingRule | None,
    *,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "rule": rule, "try_form": TryForm(brand=brand), **more}
    return render_page(
        request, "escalations/rule.html", context, status=status or (422 if form.errors else 200)
    )
