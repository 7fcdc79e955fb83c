"""The page on which a brand's tokens and webhooks are looked after, and the API is tried."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.api.forms import TokenForm, TryForm, WebhookForm
from channels_mgmt.api.models import Delivery, Token, Webhook
from channels_mgmt.api.services.deliveries import replay
from channels_mgmt.api.services.tokens import make_token, revoke_token
from channels_mgmt.api.services.webhooks import add_webhook, switch_webhook
from channels_mgmt.api.views.trying import Answer, ask
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.intake.columns import COLUMNS
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.links import link_to
from cmhub.lib.paging import keyset_page
from cmhub.lib.refusals import refusals_in, refusals_told

LISTED = 100

View = Callable[[HttpRequest, str], HttpResponse]


def shows_its_answer(view: View) -> View:
    """For what is shown where it was sent to: asked for again, in another language, the page is as before."""

    @wraps(view)
    def asked(request: HttpRequest, slug: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, slug)
        return redirect("api:overview", load_brand(request, slug).slug)

    return asked


@require_safe
@requires(Right.API_MANAGE)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, load_brand(request, slug))


@get_or_post
@requires(Right.API_MANAGE)
@shows_its_answer
def token_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The token is shown in the answer, and never again."""
    brand = load_brand(request, slug)
    form = TokenForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        with refusals_in(form):
            _token, text = make_token(
                brand=brand,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(now),
                by=person_of(request),
                key=form.cleaned_data["key"],
                at=now,
            )
            return shown(request, brand, token_text=text) if text else made_already(request, brand)
    return shown(request, brand, token_form=form, status=422)


@require_POST
@requires(Right.API_MANAGE)
def token_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    person = person_of(request)
    token = get_object_or_404(Token.objects.visible_to(person).filter(brand=brand), pk=pk)
    revoke_token(token=token, by=person)
    messages.success(request, _("The token no longer works."))
    return redirect_to(request, "api:overview", slug)


@get_or_post
@requires(Right.API_MANAGE)
@shows_its_answer
def webhook_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The key of its signatures is shown in the answer, and never again."""
    brand = load_brand(request, slug)
    form = WebhookForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            _webhook, signing_key = add_webhook(brand=brand, by=person_of(request), **form.cleaned_data)
            if not signing_key:
                return made_already(request, brand)
            return shown(request, brand, signing_key=signing_key)
    return shown(request, brand, webhook_form=form, status=422)


@require_POST
@requires(Right.API_MANAGE)
def webhook_switch(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    person = person_of(request)
    webhook = get_object_or_404(Webhook.objects.visible_to(person).filter(brand=brand), pk=pk)
    active = request.POST.get("active") == "1"
    switch_webhook(webhook=webhook, active=active, by=person)
    told = _("The address is told again what happens.") if active else _("The address is told nothing more.")
    messages.success(request, told)
    return redirect_to(request, "api:overview", slug)


@require_POST
@requires(Right.API_MANAGE)
def delivery_replay(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    person = person_of(request)
    delivery = get_object_or_404(Delivery.objects.visible_to(person).filter(brand=brand), pk=pk)
    with refusals_told(request):
        replay(delivery=delivery, by=person)
        messages.success(request, _("It is told again."))
    return redirect_to(request, "api:overview", slug)


@get_or_post
@requires(Right.API_MANAGE)
@shows_its_answer
def try_it(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks the API with the token that was given, and shows what a program gets."""
    brand = load_brand(request, slug)
    form = TryForm(request.POST)
    if not form.is_valid():
        return shown(request, brand, try_form=form, status=422)
    return shown(request, brand, try_form=form, answer=ask(request, **form.cleaned_data))


def made_already(request: HttpRequest, brand: Brand) -> HttpResponse:
    messages.info(
        request, _("This form was sent before. What it made is in the list, its secret was shown once.")
    )
    return redirect_to(request, "api:overview", brand.slug)


def shown(
    request: HttpRequest,
    brand: Brand,
    *,
    token_text: str = "",
    signing_key: str = "",
    token_form: TokenForm | None = None,
    webhook_form: WebhookForm | None = None,
    try_form: TryForm | None = None,
    answer: Answer | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what was just made, or a form that is sent back."""
    person, now = person_of(request), timezone.now()
    deliveries = Delivery.objects.visible_to(person).filter(brand=brand).select_related("webhook")
    page = keyset_page(deliveries, field="at", cursor=request.GET.get("cursor", ""))
    tokens = Token.objects.visible_to(person).filter(brand=brand).select_related("made_by")
    channel = brand.channels.order_by("pk").values_list("slug", flat=True).first() or ""
    example = example_of(channel, now)
    context: dict[str, Any] = {
        "brand": brand,
        "token_text": token_text,
        "signing_key": signing_key,
        "token_form": token_form or TokenForm(),
        "webhook_form": webhook_form or WebhookForm(),
        "tokens": [
            {"token": token, "live": token.is_live(now)} for token in tokens.order_by("-made_at")[:LISTED]
        ],
        "webhooks": Webhook.objects.visible_to(person).filter(brand=brand).order_by("-made_at")[:LISTED],
        "page": page,
        "previous_url": f"?cursor={page.previous}" if page.previous else "",
        "next_url": f"?cursor={page.next}" if page.next else "",
        "commands": commands(link_to("api:v1:api-root"), example),
        "description": link_to("api:v1:openapi-json"),
        "try_form": try_form
        or TryForm(initial={"token": token_text, "body": json.dumps(example, ensure_ascii=False, indent=2)}),
        "answer": answer,
        "columns": COLUMNS,
    }
    response = render_page(request, "api/overview.html", context, status=status)
    if token_text or signing_key or try_form:
        response["Cache-Control"] = "no-store"
    return response


def example_of(channel: str, now: datetime) -> dict[str, Any]:
    """A batch of one message that can be given as it is."""
    message = {
        "message_id": "1001",
        "direction": "in",
        "sent_at": now.replace(microsecond=0).isoformat(),
        "author": "@awa",
        "text": "Bonjour",
    }
    return {"messages": [message | ({"channel": channel} if channel else {})]}


def commands(base: str, example: Mapping[str, Any]) -> dict[str, str]:
    """Lines for a terminal, with TOKEN where the token goes."""
    bearer = '-H "Authorization: Bearer TOKEN"'
    body = json.dumps(example, ensure_ascii=False)
    return {
        "give": f"curl -X POST {base}messages {bearer} -H \"Content-Type: application/json\" -d '{body}'",
        "messages": f'curl "{base}messages?limit=10" {bearer}',
        "interactions": f'curl "{base}interactions?limit=10" {bearer}',
    }
