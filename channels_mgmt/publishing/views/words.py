"""The brand's own words, that no dictionary has."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.publishing.access import load_word
from channels_mgmt.publishing.forms.posts import WordForm
from channels_mgmt.publishing.models import BrandWord
from channels_mgmt.publishing.services import spelling
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.sorting import alphabetical


@requires(Right.PUBLISHING_WRITE)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, and one more."""
    brand = load_brand(request, slug)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            spelling.add_word(brand=brand, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("word", ValidationError(error.messages))
        else:
            return redirect_to(request, "publishing:words", slug)
    rows = BrandWord.objects.visible_to(person_of(request)).filter(brand=brand).select_related("added_by")
    context = {"form": form, "words": rows.order_by(*alphabetical("word"))}
    status = 422 if form.errors else 200
    return render_page(request, "publishing/words.html", context, status=status)


@require_POST
@requires(Right.PUBLISHING_WRITE)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    word = load_word(request, pk)
    spelling.remove_word(word=word, by=person_of(request))
    messages.success(request, _("“%(word)s” is no longer among the words of the brand.") % {"word": word})
    return redirect_to(request, "publishing:words", word.brand.slug)
