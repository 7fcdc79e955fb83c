"""The page of a post: its text for one network, and what is found in it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.publishing.access import load_post
from channels_mgmt.publishing.checked import checked
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.forms.posts import PostForm, PublishedForm
from channels_mgmt.publishing.models import Media, Post
from channels_mgmt.publishing.services import spelling, texts
from channels_mgmt.publishing.views.page import page_of
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.htmx import is_fragment, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_told
from cmhub.lib.spelling import suggestions
from cmhub.lib.text import TextError, clean_text


@require_safe
@requires(Right.PUBLISHING_VIEW)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, load_post(request, pk))


@require_POST
@requires(Right.PUBLISHING_WRITE)
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Another text, or other things about it."""
    shown = load_post(request, pk)
    refused = _saved(request, shown)
    if refused:
        return refused
    messages.success(request, _("Saved."))
    return redirect_to(request, "publishing:post", pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding stays as it is written; what was typed is saved with it."""
    shown = load_post(request, pk)
    refused = _saved(request, shown)
    if refused:
        return refused
    spelling.leave_finding(post=shown, mark=request.POST.get("mark", ""), by=person_of(request))
    return redirect_to(request, "publishing:post", pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def add_word(request: HttpRequest, pk: int) -> HttpResponse:
    """A word is the brand's from now on; what was typed is saved with it."""
    shown = load_post(request, pk)
    refused = _saved(request, shown)
    if refused:
        return refused
    with refusals_told(request):
        word = spelling.add_word(brand=shown.brand, word=request.POST.get("word", ""), by=person_of(request))
        messages.success(request, _("“%(word)s” is among the words of the brand.") % {"word": word})
    return redirect_to(request, "publishing:post", pk)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def others(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts the text on the other networks of the group."""
    shown = load_post(request, pk)
    refused = _saved(request, shown)
    if refused:
        return refused
    number = texts.put_on_others(post=shown, by=person_of(request))
    words = ngettext(
        "The text is on %(count)d other network.", "The text is on %(count)d other networks.", number
    )
    told = words % {"count": number} if number else _("The others have this text already.")
    messages.success(request, told)
    return redirect_to(request, "publishing:post", pk)


def _saved(request: HttpRequest, shown: Post) -> HttpResponse | None:
    """Saves what was typed; the page with what is wrong where it cannot be."""
    kind = PublishedForm if shown.state == PostState.PUBLISHED else PostForm
    form = kind(request.POST, instance=shown)
    if not form.is_valid():
        return page_of(request, shown, status=422, form=form)
    values = dict(form.cleaned_data)
    edition = values.pop("edition")
    theirs: list[Any] = []
    try:
        texts.save_post(post=shown, edition=edition, by=person_of(request), values=values)
    except ChangedMeanwhileError as error:
        theirs = differences(form, kind(instance=error.row))
        form.add_error(None, error)
        return page_of(request, error.row, status=422, form=form, theirs=theirs)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return page_of(request, shown, status=422, form=form)
    return None


@require_POST
@requires(Right.PUBLISHING_WRITE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What is found in the text that is being typed; nothing is saved."""
    shown = load_post(request, pk)
    if not is_fragment(request):
        return page_of(request, shown, form=PostForm(request.POST, instance=shown), typed=_typed(request))
    shown.language = request.POST.get("language", "")
    context = {
        "post": shown,
        "checked": checked(
            shown,
            _typed(request),
            request.POST.get("link", ""),
            has_media=Media.objects.filter(group=shown.group).exists(),
        ),
        "writes": True,
    }
    return render_page(request, "publishing/post/_check.html", context)


def _typed(request: HttpRequest) -> str:
    try:
        return clean_text(request.POST.get("text", ""))
    except TextError:
        return ""


@require_safe
@requires(Right.PUBLISHING_WRITE)
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """What could stand in the place of a word."""
    shown = load_post(request, pk)
    word = request.GET.get("word", "")[:60]
    languages = spelling.languages_of(shown, shown.text)
    context = {
        "word": word,
        "start": request.GET.get("start", ""),
        "found": suggestions(word, languages) if word else (),
    }
    return render_page(request, "publishing/post/_suggestions.html", context)
