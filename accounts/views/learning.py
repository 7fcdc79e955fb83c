"""What a person was certified in, and the trainings that they followed or plan to."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import person_of, signed_in
from accounts.forms.skills import CertificationForm, TrainingForm
from accounts.models import Certification, Training
from accounts.services.certifications import add_certification, delete_certification
from accounts.services.skills import add_training, delete_training, follow_training
from accounts.skill_choices import TrainingState
from accounts.staff import load_place
from accounts.views.skills import form_page, home_of, saved
from cmhub.lib.htmx import redirect_to
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_told


@signed_in
def certification_new(request: HttpRequest, person: int) -> HttpResponse:
    """A new certification, or with `?renews=ID` the one that takes the place of another."""
    place = load_place(request, person)
    own = Certification.objects.of(place.agency, place.user)
    asked = request.GET.get("renews", "")
    renewed = own.filter(pk=id_in(asked), replaced_by=None).first()
    initial = {"replaces": renewed, "name": renewed.name, "issuer": renewed.issuer} if renewed else {}
    form = CertificationForm(request.POST or None, initial=initial, agency=place.agency, person=place.user)
    if saved(request, form, partial(add_certification, **place.whose)):
        return redirect_to(request, home_of(place))
    title = _("Renew a certification") if renewed else _("Add a certification")
    lede = _("The holder and the managers are warned 60 and 14 days before it expires.")
    return form_page(request, place, form, title=title, lede=lede)


@signed_in
@require_POST
def certification_delete(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    place = load_place(request, person)
    certification = get_object_or_404(Certification.objects.of(place.agency, place.user), pk=pk)
    delete_certification(certification=certification, by=person_of(request))
    messages.success(request, _("Deleted. The record keeps that it was."))
    return redirect_to(request, home_of(place))


@signed_in
def training_new(request: HttpRequest, person: int) -> HttpResponse:
    place = load_place(request, person)
    initial = {"state": TrainingState.FOLLOWED, "skills": request.GET.getlist("skill")}
    form = TrainingForm(request.POST or None, initial=initial)
    if saved(request, form, partial(add_training, **place.whose)):
        return redirect_to(request, home_of(place))
    return form_page(request, place, form, title=_("Add a training"))


@signed_in
@require_POST
def training_followed(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    place = load_place(request, person)
    training = get_object_or_404(
        Training.objects.of(place.agency, place.user).select_related("agency"), pk=pk
    )
    with refusals_told(request):
        follow_training(training=training, by=person_of(request))
        messages.success(request, _("Saved."))
    return redirect_to(request, home_of(place))


@signed_in
@require_POST
def training_delete(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    place = load_place(request, person)
    training = get_object_or_404(Training.objects.of(place.agency, place.user), pk=pk)
    delete_training(training=training, by=person_of(request))
    messages.success(request, _("Deleted. The record keeps that it was."))
    return redirect_to(request, home_of(place))
