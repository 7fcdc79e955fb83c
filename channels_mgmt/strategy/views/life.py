from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.strategy.access import load_open
from channels_mgmt.strategy.choices import State
from channels_mgmt.strategy.forms.life import LinkForm, ValidateForm
from channels_mgmt.strategy.models import ValidationLink
from channels_mgmt.strategy.services import life
from channels_mgmt.strategy.services.links import ask_the_company, revoke_link
from channels_mgmt.strategy.views.shown import document_context
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told


@require_POST
@requires(Right.STRATEGY_WRITE)
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, life.submit, _("The version waits for the company to validate it."))


@require_POST
@requires(Right.STRATEGY_WRITE)
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, life.withdraw, _("The version is a draft again."))


def _act(request: HttpRequest, slug: str, verb: Callable[..., object], said: str) -> HttpResponse:
    document = load_open(request, slug)
    with refusals_told(request):
        verb(strategy=document.strategy, by=person_of(request))
        messages.success(request, said)
    return redirect_to(request, "strategy:draft", slug)


@get_or_post
@requires(Right.STRATEGY_VALIDATE)
def validate(request: HttpRequest, slug: str) -> HttpResponse:
    """The company reads the submitted version, and validates it or sends it back."""
    document = load_open(request, slug)
    shown, user = document.strategy, person_of(request)
    form = ValidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        with refusals_in(form):
            if "validate" in request.POST:
                life.validate(strategy=shown, by=user, words=words)
                said = _("Version %(n)d is in force.") % {"n": shown.version}
            else:
                life.send_back(strategy=shown, words=words, by=user)
                said = _("The version goes back to its authors, with your words.")
            messages.success(request, said)
            return redirect_to(request, "strategy:strategy", slug)
    context = document_context(document, shown.brand, timezone.now())
    context |= {
        "form": form,
        "waits": shown.state == State.SUBMITTED,
        "is_author": shown.authors.filter(user=user).exists(),
    }
    return render_page(request, "strategy/validate.html", context, status=422 if form.errors else 200)


@get_or_post
@requires(Right.STRATEGY_WRITE)
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends somebody of the company the link by which they validate the submitted version."""
    document = load_open(request, slug)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            sent = ask_the_company(strategy=document.strategy, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("The link is on its way to %(name)s.") % {"name": sent.name})
            return redirect_to(request, "strategy:draft", slug)
    context = {"form": form, "strategy": document.strategy}
    return render_page(request, "strategy/link.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Right.STRATEGY_WRITE)
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    links = ValidationLink.objects.visible_to(person_of(request)).filter(brand=brand)
    revoke_link(link=get_object_or_404(links, pk=pk), by=person_of(request))
    messages.success(request, _("The link opens nothing any more."))
    return redirect_to(request, "strategy:draft", slug)
