"""Lists of the inbox under a name."""

from collections.abc import Callable
from hashlib import blake2s
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.counts import capped_counts
from channels_mgmt.inbox.forms.lists import ChangeViewForm, NewViewForm, ViewNameForm
from channels_mgmt.inbox.models import Interaction, SavedView
from channels_mgmt.inbox.services import views as verbs
from channels_mgmt.inbox.views.acts import attempt
from channels_mgmt.inbox.views.lists import bar, filters_of, reader_of, views_of
from cmhub.lib.editions import ChangedMeanwhileError, take_edition
from cmhub.lib.htmx import get_or_post, not_modified, redirect_to, render_page
from cmhub.lib.refusals import refusals_told

COUNTED = 99
"""Beyond so many a view says that there are more: each is counted anew every minute, whatever it asks for."""


@require_safe
@requires(Right.INBOX_VIEW)
def views(request: HttpRequest, slug: str) -> HttpResponse:
    """All saved views that the person may choose from: to open, name, share, order and delete."""
    brand, user = load_brand(request, slug), person_of(request)
    offered = SavedView.objects.filter(brand=brand).offered_to(user.pk).select_related("owner")
    shown = list(offered.order_by("position", "name", "pk"))
    context = {
        "own": [view for view in shown if view.owner_id == user.pk],
        "of_team": [view for view in shown if view.owner_id != user.pk],
        "runs": access_of(request).may(Right.BRAND_MANAGE),
    }
    return render_page(request, "inbox/views/list.html", context)


@require_safe
@requires(Right.INBOX_VIEW)
def counts(request: HttpRequest, slug: str) -> HttpResponse:
    """The bar of views with how many interactions each holds now, in one query for all of them."""
    brand, user = load_brand(request, slug), person_of(request)
    read = reader_of(brand, user)
    query = read(request.GET).query()
    found = bar(views_of(brand=brand.pk, person=user.pk), query, user)
    here = Interaction.objects.of(access_of(request))
    asked = {f"view_{view['pk']}": read(QueryDict(view["query"])).apply(here) for view in found}
    counted = capped_counts(brand, asked, cap=COUNTED) if asked else {}
    for view in found:
        view["count"] = counted[f"view_{view['pk']}"]
    seen = blake2s(repr([(view["name"], str(view["count"])) for view in found]).encode(), digest_size=8)
    if unchanged := not_modified(request, seen.hexdigest()):
        return unchanged
    context = {"views": found, "query": query, "seen": seen.hexdigest(), "counted": True}
    return render_page(request, "inbox/views/_bar.html", context)


@get_or_post
@requires(Right.INBOX_VIEW)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the list that this address describes under a name."""
    brand, user = load_brand(request, slug), person_of(request)
    query = filters_of(request.GET, brand, user).query()
    form = NewViewForm(request.POST or None, shares=shares(request), initial={"query": query})

    def save() -> None:
        said = form.cleaned_data
        list_of = filters_of(QueryDict(said.pop("query")), brand, user)
        verbs.save_view(brand=brand, by=user, query=list_of.query(), **said)

    if request.method == "POST" and attempt(form, save):
        messages.success(request, _("The view is saved."))
        kept = filters_of(QueryDict(request.POST.get("query", "")), brand, user).query()
        return redirect_to(request, f"{reverse('inbox:list', args=[slug])}?{kept}")
    return show(request, form, _("Save this list"))


@get_or_post
@requires(Right.INBOX_VIEW)
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    view = load_view(request, slug, pk)
    given = {"name": view.name, "shared": view.shared, "edition": view.edition}
    form = ChangeViewForm(request.POST or None, shares=shares(request), initial=given)

    def save() -> None:
        said = {"shared": view.shared} | form.cleaned_data
        try:
            verbs.change_view(view=view, by=person_of(request), **said)
        except ChangedMeanwhileError as newer:
            take_edition(form, newer.row.edition)
            raise

    if request.method == "POST" and attempt(form, save):
        messages.success(request, _("Saved."))
        return redirect_to(request, "inbox:views", slug)
    return show(request, form, _("Change the view"))


@require_POST
@requires(Right.INBOX_VIEW)
def delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    undo = "undo=" + reverse("inbox:view_restore", args=[slug, pk])
    return do(request, slug, pk, verbs.delete_view, _("The view is deleted."), undo)


@require_POST
@requires(Right.INBOX_VIEW)
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return do(request, slug, pk, verbs.restore_view, _("The view is back."))


@require_POST
@requires(Right.INBOX_VIEW)
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    earlier = request.POST.get("to") == "earlier"

    def put(*, view: SavedView, by: Any) -> None:
        verbs.move_view(view=view, by=by, earlier=earlier)

    return do(request, slug, pk, put, "")


def load_view(request: HttpRequest, slug: str, pk: int) -> SavedView:
    """The person's own or one that is shared, deleted ones too: they can be put back."""
    brand: Brand = load_brand(request, slug)
    offered = SavedView.objects.filter(Q(owner=person_of(request)) | Q(shared=True), brand=brand)
    return get_object_or_404(offered.select_related("brand"), pk=pk)


def do(
    request: HttpRequest, slug: str, pk: int, verb: Callable[..., Any], said: str, undo: str = ""
) -> HttpResponse:
    view = load_view(request, slug, pk)
    with refusals_told(request):
        verb(view=view, by=person_of(request))
        if said:
            messages.success(request, said, extra_tags=undo)
    return redirect_to(request, "inbox:views", slug)


def show(request: HttpRequest, form: ViewNameForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    status = 422 if form.is_bound else 200
    return render_page(request, "inbox/views/form.html", context, partial="form", status=status)


def shares(request: HttpRequest) -> bool:
    return access_of(request).may(Right.INBOX_WRITE)
