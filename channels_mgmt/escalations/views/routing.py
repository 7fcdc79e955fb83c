from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.directory import cards_of, departments_of
from channels_mgmt.escalations.access import load_rule
from channels_mgmt.escalations.forms.rules import TryForm
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules import changing as services
from channels_mgmt.escalations.services.rules import ordering, trying
from channels_mgmt.escalations.services.rules.conditions import in_words
from channels_mgmt.escalations.services.rules.routing import as_sentence, rules_of
from channels_mgmt.escalations.services.rules.troubles import troubles_of, troubles_of_departments
from channels_mgmt.escalations.trials import text_trial
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.htmx import get_or_post, redirect_to, render_page

LONGEST_ORDER = 500


@require_safe
@requires(Right.ESCALATION_OPEN)
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's rules in order with what is wrong with them, and a box to try a text against them."""
    brand = load_brand(request, slug)
    form = TryForm(request.GET if "try" in request.GET else None, brand=brand)
    tried = text_trial(brand, form) if form.is_bound and form.is_valid() else None
    return routing_page(request, brand, rules_of(brand), try_form=form, trial=tried)


def routing_page(
    request: HttpRequest, brand: Brand, listed: Sequence[RoutingRule], *, status: int = 200, **more: Any
) -> HttpResponse:
    """The rules in the order given, which is the saved one unless `draft` says that it is being tried."""
    at = timezone.now()
    request.shown_as = reverse("escalations:routing", args=[brand.slug])  # type: ignore[attr-defined]
    departments = departments_of(brand)
    troubles = troubles_of(brand, listed, cards_of(brand, departments, at=at))
    context = {
        "rules": [
            {
                "rule": rule,
                "conditions": as_sentence(in_words(rule)),
                "troubles": troubles.get(rule.pk, []),
            }
            for rule in listed
        ],
        "last_movable": len(listed) - 1,
        "order": ",".join(str(rule.pk) for rule in listed if not rule.is_catch_all),
        "seen": ",".join(map(str, ordering.order_of(brand))),
        "troubles_of_departments": troubles_of_departments(brand, departments),
        "try_form": TryForm(brand=brand),
        "may_change": access_of(request).may(Right.ROUTING_MANAGE),
        **more,
    }
    return render_page(request, "escalations/routing.html", context, partial="trial", status=status)


@get_or_post
@requires(Right.ROUTING_MANAGE)
def order(request: HttpRequest, slug: str) -> HttpResponse:
    """Saves an order, or tries it against last month's interactions; nobody else's is written over."""
    brand = load_brand(request, slug)
    if request.method != "POST":
        return redirect_to(request, "escalations:routing", slug)
    wanted, seen = ids_in(request, "order"), ids_in(request, "seen")
    saved = rules_of(brand)
    changed = ordering.arranged(saved, wanted)
    if "try" in request.POST:
        month = trying.try_rules(
            brand=brand, saved=saved, changed=changed, user=person_of(request), at=timezone.now()
        )
        return routing_page(request, brand, changed, draft=True, month=month)
    try:
        moved = ordering.reorder(brand=brand, order=wanted, seen=seen, by=person_of(request))
    except ChangedMeanwhileError:
        who = ordering.last_changed_by(brand)
        return routing_page(
            request, brand, changed, draft=True, changed_meanwhile=who or _("Somebody"), status=422
        )
    if moved:
        back = urlencode({"order": ",".join(map(str, seen)), "seen": ",".join(map(str, wanted))})
        undo = f"undo={reverse('escalations:order', args=[slug])}?{back}"
        messages.success(request, _("The new order is saved."), extra_tags=undo)
    return redirect_to(request, "escalations:routing", slug)


def ids_in(request: HttpRequest, name: str) -> list[int]:
    """The ids of an order as the form sends them, or the address by which it is undone."""
    written = request.POST.get(name) or request.GET.get(name, "")
    return [int(one) for one in written.split(",")[:LONGEST_ORDER] if one.isascii() and one.isdigit()]


@require_POST
@requires(Right.ROUTING_MANAGE)
def rule_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down, from where the rule stands now."""
    rule = load_rule(request, slug, pk)
    seen = ids_in(request, "seen")
    changed = bool(seen) and seen != ordering.order_of(rule.brand)
    who = ordering.last_changed_by(rule.brand) if changed else ""
    ordering.move_rule(rule=rule, up=request.POST.get("direction") == "up", by=person_of(request))
    if changed:
        words = _("%(name)s had changed the rules meanwhile: “%(rule)s” was moved from where it stood then.")
        messages.warning(request, words % {"name": who or _("Somebody"), "rule": rule.name})
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
