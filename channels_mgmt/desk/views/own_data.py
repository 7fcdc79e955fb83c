from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.access import person_of, signed_in
from channels_mgmt.desk.own_data import own_data


@require_POST
@signed_in
def copy(request: HttpRequest) -> HttpResponse:
    """What is held of the person who asks, as a file."""
    response = JsonResponse(
        own_data(user=person_of(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    name = pgettext("file name", "my-data.json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
