"""What is decided for a network of a brand: an account for each purpose, or a single one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.forms.channels import CloseForm
from channels_mgmt.team.models import Channel, NetworkSetup
from channels_mgmt.team.services.candidates import workloads
from channels_mgmt.team.services.closing import keep_one, what_closing_does
from channels_mgmt.team.services.networks import decide_network, edition_of, others_of, setup_of
from cmhub.lib.editions import ChangedMeanwhileError, take_edition
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import Difference
from cmhub.lib.moments import date_words


@requires(Right.BRAND_MANAGE)
def network(request: HttpRequest, slug: str, network: str) -> HttpResponse:
    """Separate accounts or a single one: decided, with what a single one does to the others.

    Who decides after somebody else is told who decided what, and keeps what was typed.
    """
    brand = load_brand(request, slug)
    if network not in Network.values:
        raise Http404
    setup = request.POST.get("setup", "")
    channels = Channel.objects.visible_to(person_of(request)).open().filter(brand=brand, network=network)
    others, decided = others_of(channels), setup_of(brand, network)
    form = CloseForm(
        request.POST if setup in Setup.values else None,
        people=workloads(brand.agency, timezone.now()),
        initial={"edition": edition_of(decided)},
    )
    form.fields["reason"].required = closes = setup == Setup.SINGLE and bool(others)
    context: dict[str, Any] = {"network": network, "label": Network(network).label, "channels": channels}
    context["others"] = others
    if not (form.is_bound and form.is_valid()):
        return _page(request, form, decided, **context)
    try:
        _decide(brand, network, setup, person_of(request), form, closes=closes)
    except ChangedMeanwhileError as error:
        take_edition(form, edition_of(error.row))
        form.add_error(None, error)
        return _page(request, form, error.row, theirs=[_beside(error.row, setup)], **context)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return _page(request, form, decided, **context)
    said = {"network": Network(network).label, "setup": Setup(setup).label}
    messages.success(request, _("%(network)s: %(setup)s.") % said)
    return redirect_to(request, "team:board", slug)


def _page(
    request: HttpRequest,
    form: CloseForm,
    decided: NetworkSetup | None,
    *,
    others: list[Channel],
    theirs: Sequence[Difference] = (),
    **context: Any,
) -> HttpResponse:
    now = timezone.now()
    closings = [what_closing_does(other, now) for other in others]
    context |= {"closings": closings, "setup": decided, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "team/network.html", context, status=status)


def _decide(brand: Brand, network: str, setup: str, by: User, form: CloseForm, *, closes: bool) -> None:
    told: dict[str, Any] = {"brand": brand, "network": network, "by": by}
    told["edition"] = form.cleaned_data["edition"]
    if closes:
        keep_one(reason=form.cleaned_data["reason"], to=form.cleaned_data["to"], **told)
    else:
        decide_network(setup=setup, **told)


def _beside(decided: NetworkSetup | None, setup: str) -> Difference:
    """Who decided what meanwhile, beside what the second person chose."""
    theirs = capfirst(decided.get_setup_display()) if decided else _("not decided")
    if decided and decided.decided_by:
        day = timezone.localtime(decided.decided_at).date()
        said = {"name": decided.decided_by.name, "day": date_words(day)}
        who_decided = _("decided by %(name)s on %(day)s") % said
        theirs = f"{theirs} · {who_decided}"
    return Difference(capfirst(_("accounts")), theirs, capfirst(str(Setup(setup).label)))
