"""How one hears of things: by which line, when not, and in which browsers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of, public, signed_in
from accounts.forms.hearing import HearingForm, PhoneForm
from accounts.models import NotificationPreferences, PushSubscription
from accounts.services.hearing import hearing_of
from accounts.services.phones import add_phone, remove_phone, try_phones
from accounts.services.preferences import set_preferences
from accounts.services.push_keys import public_key
from cmhub.lib.attempts import too_many
from cmhub.lib.devices import device_of
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told

TRIES, ADDED = 5, 20
"""How often somebody has a first message sent, and adds a browser, within the hour."""
HOUR = 3600


@signed_in
def hearing(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    heard = hearing_of([user.pk])[user.pk]
    kept = NotificationPreferences.objects.filter(user=user).first() or NotificationPreferences(user=user)
    form = HearingForm(request.POST or None, instance=kept, user=user, heard=heard)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            set_preferences(user=user, lines=form.lines(), **form.values())
            messages.success(request, _("Saved: from now on you are notified like this."))
            return redirect_to(request, "accounts:hearing")
    phones = [
        {"phone": phone, "device": device_of(phone.user_agent)}
        for phone in PushSubscription.objects.filter(user=user).order_by("-added_at", "-pk")
    ]
    context = {"form": form, "phones": phones, "public_key": public_key(), "zone": user.time_zone}
    return render_page(request, "notifications/hearing.html", context, status=422 if form.errors else 200)


@require_GET
@public
def worker(request: HttpRequest) -> HttpResponse:
    """What a browser runs to show a notification; it lies in the folder whose pages alone it may serve."""
    return render(request, "notifications/worker.js", content_type="text/javascript; charset=utf-8")


@require_POST
@signed_in
def phone_add(request: HttpRequest) -> HttpResponse:
    form = PhoneForm(request.POST)
    person = person_of(request)
    if too_many("phone_add", str(person.pk), most=ADDED, seconds=HOUR):
        return _too_often(request)
    with refusals_told(request):
        if not form.is_valid():
            raise ValidationError(_("This browser’s keys cannot be read: try again."))
        add_phone(user=person, user_agent=request.headers.get("User-Agent", ""), **form.cleaned_data)
        messages.success(request, _("From now on this browser shows you what is urgent."))
    return redirect_to(request, "accounts:hearing")


@require_POST
@signed_in
def phone_remove(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_of(request)
    phone = get_object_or_404(PushSubscription.objects.filter(user=user), pk=pk)
    remove_phone(phone=phone, by=user)
    messages.success(request, _("That browser is told nothing any more."))
    return redirect_to(request, "accounts:hearing")


@require_POST
@signed_in
def phone_try(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if too_many("phone_try", str(person.pk), most=TRIES, seconds=HOUR):
        return _too_often(request)
    if try_phones(user=person):
        messages.success(request, _("Sent: it arrives within a minute."))
    else:
        messages.error(request, _("No browser of yours is to be told yet."))
    return redirect_to(request, "accounts:hearing")


def _too_often(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("That was asked for very often: try again in an hour."))
    return redirect_to(request, "accounts:hearing")
