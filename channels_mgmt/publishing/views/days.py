"""The days that a brand's calendar knows: what is kept where, and how the house says it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.access import load_day
from channels_mgmt.publishing.built_in_days import BY_CODE
from channels_mgmt.publishing.calendar.marks import holidays_between, kept_between, places_of
from channels_mgmt.publishing.forms.days import DayForm
from channels_mgmt.publishing.models import MarkedDay
from channels_mgmt.publishing.services import days as verbs
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in

YEARS_AROUND = 5


@require_safe
@requires(Right.PUBLISHING_VIEW)
def days(request: HttpRequest, slug: str) -> HttpResponse:
    """All days of `?year=`, in their order, with what is hidden apart."""
    brand = load_brand(request, slug)
    year = year_asked(request)
    first, last = date(year, 1, 1), date(year, 12, 31)
    places = places_of(brand.territories.all())
    rows = list(MarkedDay.objects.visible_to(person_of(request)).of(brand))
    kept = kept_between(first, last, places, rows, with_hidden=True)
    shown = [mark for mark in kept if mark.said is None or not mark.said.hidden]
    off = holidays_between(first, last, brand.agency_id, places)
    context = {
        "year": year,
        "marks": sorted([*shown, *off], key=lambda mark: (mark.date, not mark.is_holiday, mark.name)),
        "hidden": [mark for mark in kept if mark.said and mark.said.hidden],
        "may_for_house": may_for_house(request),
    }
    return render_page(request, "publishing/days/list.html", context)


def year_asked(request: HttpRequest) -> int:
    this, asked = timezone.localdate().year, request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this
    return year if abs(year - this) <= YEARS_AROUND else this


def may_for_house(request: HttpRequest) -> bool:
    return access_of(request).may(Right.AGENCY_MANAGE)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def day_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a day, or with `?code=` and `?day=` says how one that the product knows stands that year."""
    brand = load_brand(request, slug)
    code = request.POST.get("code") or request.GET.get("code", "")
    known = BY_CODE.get(code)
    begun = {"day": request.GET.get("day", ""), "name": str(known.name) if known else ""}
    form = DayForm(request.POST or None, may_for_house=may_for_house(request), initial=begun)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            verbs.add_day(
                brand=brand,
                said=form.said(),
                by=person_of(request),
                key=form.cleaned_data["key"],
                of_house=form.cleaned_data.get("of_house", False),
                code=code if known else "",
            )
            messages.success(request, _("The day stands in the calendar."))
            return redirect_to(request, year_url(brand, form.cleaned_data["day"]))
    title = _("Change a day") if known else _("Add a day")
    context = {"form": form, "title": title, "code": code if known else ""}
    return render_page(request, "publishing/days/form.html", context, status=422 if form.is_bound else 200)


@get_or_post
@requires(Right.PUBLISHING_WRITE)
def day(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes a day that the house has said."""
    said = load_day(request, slug, pk)
    brand = access_of(request).brand
    refuse_without_house(request, said)
    form = DayForm(request.POST or None, may_for_house=False, initial=DayForm.of(said))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            verbs.change_day(day=said, said=form.said(), by=person_of(request))
            messages.success(request, _("Saved."))
            return redirect_to(request, year_url(brand, form.cleaned_data["day"]))
    context = {"form": form, "title": _("Change a day"), "code": ""}
    return render_page(request, "publishing/days/form.html", context, status=422 if form.is_bound else 200)


def refuse_without_house(request: HttpRequest, said: MarkedDay) -> None:
    if said.brand_id is None and not may_for_house(request):
        raise PermissionDenied(_("This day is one of the whole house: who runs that changes it."))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def day_show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hides a day that the house has said with `shown=0`, shows it again with `1`, also in the address."""
    said = load_day(request, slug, pk)
    refuse_without_house(request, said)
    shown = (request.POST.get("shown") or request.GET.get("shown")) == "1"
    verbs.show_day(day=said, shown=shown, by=person_of(request))
    told_shown(request, slug, said, shown=shown)
    return redirect_to(request, year_url(access_of(request).brand, said.day))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def day_hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Hides a day that the product knows, by its `code`."""
    brand = load_brand(request, slug)
    of_house = "of_house" in request.POST
    if of_house and not may_for_house(request):
        raise PermissionDenied(_("This day is one of the whole house: who runs that changes it."))
    code = request.POST.get("code", "")
    if code not in BY_CODE:
        messages.error(request, _("The calendar knows no such day: choose it on this page."))
        return redirect_to(request, "publishing:days", slug)
    said = verbs.hide_known(brand=brand, code=code, by=person_of(request), of_house=of_house)
    told_shown(request, slug, said, shown=False)
    return redirect_to(request, year_url(brand, said.day))


def told_shown(request: HttpRequest, slug: str, said: MarkedDay, *, shown: bool) -> None:
    back = {"shown": "0" if shown else "1"}
    undo = reverse("publishing:day_show", args=[slug, said.pk], query=back)
    text = _("“%(name)s” is shown again.") if shown else _("“%(name)s” is no longer shown.")
    messages.success(request, text % {"name": said.name}, extra_tags=f"undo={undo}")


@require_POST
@requires(Right.PUBLISHING_WRITE)
def day_forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes back what was said of a day that the product knows."""
    said = load_day(request, slug, pk)
    refuse_without_house(request, said)
    if not said.code:
        messages.error(request, _("This day is one of your own: change it, or hide it."))
        return redirect_to(request, year_url(access_of(request).brand, said.day))
    verbs.forget_day(day=said, by=person_of(request))
    messages.success(request, _("The day stands again as the product knows it."))
    return redirect_to(request, year_url(access_of(request).brand, said.day))


def year_url(brand: Brand, day: date) -> Any:
    return reverse("publishing:days", args=[brand.slug], query={"year": day.year})
