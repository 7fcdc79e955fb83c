"""What the link in a message to the company leads to: the whole version, to be validated or sent back."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from accounts.access import person_of
from accounts.link_pages import link_page, sealed, unknown
from channels_mgmt.strategy.forms.life import SignForm
from channels_mgmt.strategy.models import ValidationLink
from channels_mgmt.strategy.services.links import (
    LinkState,
    decide_by_link,
    document_behind,
    find_link,
    state_of,
)
from channels_mgmt.strategy.views.shown import document_context
from cmhub.lib.language import asked_language
from cmhub.lib.scope import everything


@link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for the programs that open links before people do: a button decides."""
    link = find_link(token)
    if link is None:
        return unknown(request)
    with override(asked_language(request) or link.language), timezone.override(link.strategy.brand.time_zone):
        state = state_of(link, timezone.now())
        return sealed(_over(request, link, state) if state != LinkState.WAITING else _asked(request, link))


def _asked(request: HttpRequest, link: ValidationLink) -> HttpResponse:
    form = SignForm(request.POST or None, initial={"name": link.name})
    if request.method == "POST" and form.is_valid() and (answer := _decide(request, link, form)):
        return answer
    return _render(request, link, form)


def _decide(request: HttpRequest, link: ValidationLink, form: SignForm) -> HttpResponse | None:
    """The answer once it is decided; nothing where the form says what is wrong."""
    validated = "validate" in request.POST
    opened_by = person_of(request) if request.user.is_authenticated else None
    try:
        before = decide_by_link(link=link, validated=validated, opened_by=opened_by, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if before != LinkState.WAITING:
        return _over(request, link, before)
    context = {"link": link, "brand_name": link.strategy.brand.name, "validated": validated}
    return render(request, "strategy/by_link_done.html", context)


def _render(request: HttpRequest, link: ValidationLink, form: SignForm) -> HttpResponse:
    document = document_behind(link)
    with everything():  # figures of the brand, which the reader of the link may see there
        context = document_context(document, link.strategy.brand, timezone.now())
    context |= {"wide": True, "link": link, "form": form, "shown_brand": link.strategy.brand}
    return render(request, "strategy/by_link.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest, link: ValidationLink, state: LinkState) -> HttpResponse:
    context = {"link": link, "state": state.value, "brand_name": link.strategy.brand.name}
    return render(request, "strategy/by_link_over.html", context, status=410)
