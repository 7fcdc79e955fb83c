"""Pictures that are put to messages, shown to who may read the interaction."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import brand_of_id, keep_to_channels, load_brand_of
from channels_mgmt.inbox.models import Attachment
from channels_mgmt.inbox.services.attachments import path_of
from cmhub.lib.pictures import CONTENT_TYPE


def load_attachment(request: HttpRequest, pk: int) -> Attachment:
    attachment = Attachment.objects.select_related("message__channel").filter(pk=pk).first()
    if attachment is None:
        # The statement that one of a foreign brand takes: its absence answers no sooner.
        brand_of_id(brand=0, person=person_of(request).pk, at=timezone.now())
        raise Http404
    load_brand_of(request, attachment, shown_to=Right.INBOX_VIEW)
    keep_to_channels(request, attachment.message.channel)
    return attachment


@require_safe
@requires(Right.INBOX_VIEW)
def attachment(request: HttpRequest, pk: int, *, small: bool = False) -> HttpResponse:
    """The picture. A browser asks each time whether it may still show what it kept."""
    shown = load_attachment(request, pk)
    path = path_of(shown.stored_as, small=small)
    if not path.is_file():
        raise Http404
    etag = f'"{shown.stored_as.hex}{"s" if small else ""}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        file = FileResponse(path.open("rb"), content_type=CONTENT_TYPE, filename=f"{pk}.jpg")
        response = cast("HttpResponse", file)  # its stubs do not say that it is one
    response["ETag"] = etag
    return response
