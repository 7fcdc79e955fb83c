"""What is done with a post, each by one POST."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.publishing.access import load_medium, load_post
from channels_mgmt.publishing.forms.posts import (
    EditionForm,
    ImagesForm,
    MediaForm,
    PublishForm,
    ScheduleForm,
    SendBackForm,
)
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.networks import is_of_network
from channels_mgmt.publishing.services import approval, images, life
from channels_mgmt.publishing.views.page import page_of
from cmhub.lib.htmx import redirect_to
from cmhub.lib.refusals import refusals_in, refusals_told

ACTS: dict[str, tuple[Callable[..., Any], Any]] = {
    "proofread": (life.proofread, gettext_lazy("It is proofread.")),
    "ask": (approval.ask_approval, gettext_lazy("Those who may approve it are asked.")),
    "unschedule": (life.unschedule, gettext_lazy("It is scheduled no more.")),
    "not_published": (life.not_published, gettext_lazy("It is scheduled still.")),
    "drop": (life.drop, gettext_lazy("It is dropped.")),
    "put_back": (life.put_back, gettext_lazy("It is a draft again.")),
}
UNDONE_BY = {"drop": "put_back"}


@require_POST
@requires(Right.PUBLISHING_WRITE)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """An act that needs no more than a tap, named by `act`."""
    shown = load_post(request, pk)
    name = request.POST.get("act", "") or request.GET.get("act", "")
    form = EditionForm(request.POST if "edition" in request.POST else {"edition": shown.edition})
    if name not in ACTS or not form.is_valid():
        messages.error(request, _("This cannot be done with this post: load the page again."))
        return redirect_to(request, "publishing:post", pk)
    verb, told = ACTS[name]
    try:
        verb(post=shown, edition=form.cleaned_data["edition"], by=person_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, "publishing:post", pk)
    back = UNDONE_BY.get(name)
    undo = f"undo={reverse('publishing:act', args=[pk])}?act={back}" if back else ""
    messages.success(request, told, extra_tags=undo)
    return redirect_to(request, "publishing:post", pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_post(request, pk)
    form = ScheduleForm(request.POST)
    return _done(request, shown, form, "schedule_form", life.schedule, _("It is scheduled."))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: it is published, at this link."""
    shown = load_post(request, pk)
    form = PublishForm(request.POST)
    answer = _done(request, shown, form, "publish_form", life.publish, _("It is published."))
    url = form.cleaned_data.get("url") if form.is_valid() else ""
    if url and answer.status_code < 422 and not is_of_network(url, shown.channel.network):
        told = _("This link does not look like one of %(network)s: is it the right one?")
        messages.warning(request, told % {"network": shown.channel.get_network_display()})
    return answer


@require_POST
@requires(Right.PUBLISHING_APPROVE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approves a post, or sends it back with what is to be changed."""
    shown = load_post(request, pk)
    if request.POST.get("decision") == "approve":
        form: Any = EditionForm(request.POST)
        return _done(request, shown, form, "send_back_form", approval.approve, _("It is approved."))
    form = SendBackForm(request.POST)
    return _done(request, shown, form, "send_back_form", approval.send_back, _("It is sent back."))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def media(request: HttpRequest, pk: int) -> HttpResponse:
    """Another medium, kept as a reference."""
    shown = load_post(request, pk)
    form = MediaForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with refusals_in(form):
            images.add_media(post=shown, by=person_of(request), key=given.pop("key"), values=given)
            messages.success(request, _("The medium is noted; its check is open."))
            return redirect_to(request, "publishing:post", pk)
    return page_of(request, shown, status=422, media_form=form, open="media")


@require_POST
@requires(Right.PUBLISHING_WRITE)
def remove_media(request: HttpRequest, pk: int) -> HttpResponse:
    medium = load_medium(request, pk)
    posts = Post.objects.visible_to(person_of(request)).filter(brand=medium.brand_id, group=medium.group)
    shown = posts.order_by("pk").first()
    if shown is None:
        return redirect_to(request, "publishing:list", medium.brand.slug)
    with refusals_told(request):
        images.remove_media(medium=medium, post=shown, by=person_of(request))
    return redirect_to(request, "publishing:post", shown.pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def check_images(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_post(request, pk)
    form = ImagesForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            images.check_images(post=shown, by=person_of(request), answers=form.answers())
            messages.success(request, _("The images are checked."))
            return redirect_to(request, "publishing:post", pk)
    return page_of(request, shown, status=422, images_form=form, open="images")


def _done(
    request: HttpRequest, shown: Post, form: Any, name: str, verb: Callable[..., Any], told: str
) -> HttpResponse:
    """Does what a form asks for, else shows the page with what is wrong in it."""
    if form.is_valid():
        try:
            verb(post=shown, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            shown = load_post(request, shown.pk)
            form.data = form.data.copy()
            form.data["edition"] = shown.edition
        else:
            messages.success(request, told)
            return redirect_to(request, "publishing:post", shown.pk)
    return page_of(request, shown, status=422, **{name: form})
