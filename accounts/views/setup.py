from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import public
from accounts.forms.people import SetupForm
from accounts.services.setup import find_setup_link, set_up_agency
from cmhub.lib.refusals import refusals_in


@public
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Makes the first agency and its administrator, from the link that the start of the server printed."""
    link = find_setup_link(token)
    if link is None:
        return render(request, "accounts/setup_expired.html", status=410)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            user = set_up_agency(link=link, **form.cleaned_data)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("desk:home")
    return render(request, "accounts/setup.html", {"form": form}, status=422 if form.errors else 200)
