"""The small program by which a browser opens the log page while its line is down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Right, requires
from channels_mgmt.brands.access import load_brand


@require_safe
@requires(Right.INBOX_WRITE)
def log_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """Below the log page's own address, so that the browser lets it see that page and no other."""
    load_brand(request, slug)
    return render(request, "inbox/log/worker.js", content_type="text/javascript; charset=utf-8")
