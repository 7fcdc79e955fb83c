"""What departments put to their answers, and screenshots of what they are asked about."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import Contact, User
from channels_mgmt.brands.access import access_of
from channels_mgmt.escalations.access import load_escalation, may_answer
from channels_mgmt.escalations.choices import FileKind
from channels_mgmt.escalations.models import AnswerFile, Escalation
from channels_mgmt.escalations.services.attachments import of_department, path_of, taken, type_of
from channels_mgmt.watch.models import ItemPicture
from channels_mgmt.watch.services.pictures import path_of as seen_path
from cmhub.lib.pictures import CONTENT_TYPE as PICTURE
from cmhub.lib.visitors import is_program


@require_safe
@requires(Right.ESCALATION_VIEW)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file for whoever sees the escalation; one that is not publishable for who takes part in it."""
    of = AnswerFile.objects.filter(pk=pk).values_list("escalation_id", flat=True).first()
    escalation = load_escalation(request, of or 0)
    files = AnswerFile.objects.visible_to(person_of(request))
    if not access_of(request).may(Right.ESCALATION_OPEN) and may_answer(request, escalation):
        files = files.filter(pk__in=of_department(escalation))
    shown = files.select_related("escalation__brand").filter(pk=pk, escalation=escalation).first()
    if shown is None:
        raise Http404
    return serve(request, shown, by=person_of(request))


@require_safe
@requires(Right.ESCALATION_VIEW)
def seen_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A screenshot of what was seen, for whoever sees a question about it."""
    about = Escalation.objects.visible_to(person_of(request)).filter(item__pictures=pk)
    load_escalation(request, about.values_list("pk", flat=True).first() or 0)
    return serve_seen(request, ItemPicture.objects.get(pk=pk))


def serve_seen(request: HttpRequest, shown: ItemPicture) -> HttpResponse:
    """The screenshot, whole or as it is shown on a page."""
    path = seen_path(shown, small="small" in request.GET)
    if not path.is_file():
        raise Http404
    return as_private(FileResponse(path.open("rb"), content_type=PICTURE, filename=f"watch-{shown.pk}.jpg"))


def serve(
    request: HttpRequest, shown: AnswerFile, *, by: User | None, contact: Contact | None = None
) -> HttpResponse:
    """The file: a picture to be looked at, a PDF to be taken, which is put on record: by a link not that of
    programs that look into mails.
    """
    path = path_of(shown)
    if not path.is_file():
        raise Http404
    is_pdf = shown.kind == FileKind.PDF
    if is_pdf and request.method == "GET" and (by or not is_program(request)):
        taken(shown, by=by, contact=contact)
    return as_private(
        FileResponse(path.open("rb"), content_type=type_of(shown), filename=shown.name, as_attachment=is_pdf)
    )


def as_private(file: FileResponse) -> HttpResponse:
    file["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", file)  # its stubs do not say that it is one
