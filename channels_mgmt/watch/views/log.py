"""Logging what was seen: by the form, or by what waited in a browser until its line was back."""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.forms.log import LogForm
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.logging import KnownError, log_item
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.text import clean_text

WAITED_IN_BROWSER = "X-Waited"
"""The header of an entry that the browser kept: it is answered in JSON, since no page asked."""
SHARED = ("title", "text", "url")
"""What a phone, or a link to this page, gives of what is shared."""


@get_or_post
@requires(Right.WATCH_LOG)
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Logs something seen: a link, a text, or both, and its nature."""
    brand = load_brand(request, slug)
    user = person_of(request)
    if request.POST.get("person", str(user.pk)) != str(user.pk):  # it waited where another is logged in
        return JsonResponse({"state": "other"}, status=409)
    shared = "\n".join(filter(None, (request.GET.get(name, "").strip() for name in SHARED)))
    form = LogForm(
        request.POST or None,
        request.FILES or None,
        brand=brand,
        initial={"key": uuid4(), "text": shared},
    )
    known = None
    with timezone.override(ZoneInfo(brand.time_zone)):
        if request.method == "POST" and form.is_valid():
            now = timezone.now()
            try:
                again = "again" in request.POST
                item = log_item(brand=brand, by=user, unless_known=not again, at=now, **form.values(now))
            except KnownError as error:
                known = error.item
                form.add_error(None, error)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return logged(request, brand, item, form.values(now))
        if WAITED_IN_BROWSER in request.headers:
            return refused(form, known)
        context = {"form": form, "known": known, "worker_url": reverse("watch:log_worker", args=[slug])}
        return render_page(request, "watch/log/page.html", context, status=422 if form.is_bound else 200)


def logged(request: HttpRequest, brand: Brand, item: Item, said: dict[str, Any]) -> HttpResponse:
    """Where the key was used before, and the words were changed since, what arrived first stands."""
    changed = item.text != clean_text(said["text"]).strip()
    if WAITED_IN_BROWSER in request.headers:
        url = reverse("watch:item", args=[item.pk])
        return JsonResponse({"state": "before" if changed else "logged", "url": url})
    if changed:
        messages.warning(request, _("This had arrived before as you first wrote it."))
        return redirect_to(request, "watch:item", item.pk)
    told = [telling.name for telling in item.tellings.filter(expects=True)]
    if told:
        messages.success(request, _("Logged. Told: %(names)s.") % {"names": ", ".join(told)})
    elif item.is_grave:
        messages.warning(request, _("Logged, but there is nobody to tell: see who decides for this brand."))
    else:
        messages.success(request, _("Logged."))
    if "another" in request.POST:
        response = redirect("watch:log", brand.slug)
        response.status_code = 303
        return response
    return redirect_to(request, "watch:item", item.pk)


def refused(form: LogForm, known: Item | None) -> HttpResponse:
    """Why an entry that waited is not taken, in sentences, and the item that has its link already."""
    reasons: list[Any] = list(form.non_field_errors())
    for name, errors in form.errors.items():
        if name in form.fields:
            label = form.fields[name].label
            reasons += [f"{label} – {error}" if label else error for error in errors]
    url = reverse("watch:item", args=[known.pk]) if known else ""
    return JsonResponse(
        {"state": "refused", "reasons": [str(one) for one in reasons], "url": url}, status=422
    )


@require_safe
@requires(Right.WATCH_LOG)
def log_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The small program by which a browser opens this page while its line is down."""
    load_brand(request, slug)
    return render(request, "inbox/log/worker.js", content_type="text/javascript; charset=utf-8")
