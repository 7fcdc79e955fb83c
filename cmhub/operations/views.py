"""The page of the installation, for whoever looks after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from cmhub.lib.htmx import not_modified, redirect_to, render_page
from cmhub.operations import failed_tasks
from cmhub.operations.access import load_keeper
from cmhub.operations.overview import label_of, overview


@require_safe
@requires(Right.INSTALLATION_RUN)
def page(request: HttpRequest) -> HttpResponse:
    load_keeper(request)
    told = overview(timezone.now())
    if unchanged := not_modified(request, told.version):
        return unchanged
    context = {
        "told": told,
        "queues": [(label_of(one.name), one) for one in told.queues or ()],
        "ways": [(label_of(one.name), one) for one in told.ways],
    }
    return render_page(request, "operations/page.html", context, partial="state")


@require_POST
@requires(Right.INSTALLATION_RUN)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    load_keeper(request)
    if not failed_tasks.is_there(pk):
        raise Http404
    try:
        if failed_tasks.retry(pk=pk, by=person_of(request)):
            messages.success(request, _("The task is in its queue again."))
        else:
            messages.info(request, _("Somebody has set it going again already."))
    except failed_tasks.NotTakenError:
        messages.error(request, _("The queue does not answer: nothing was done. Try again when it is back."))
    return redirect_to(request, "operations:page")
