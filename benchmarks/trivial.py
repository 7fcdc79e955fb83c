"""The page that others are compared with: a session, a person, 25 rows, a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import signed_in
from channels_mgmt.inbox.models import Interaction

ROWS = 25


@signed_in
def trivial(request: HttpRequest) -> HttpResponse:
    return render(request, "benchmarks/trivial.html", {"rows": Interaction.objects.order_by("-pk")[:ROWS]})
