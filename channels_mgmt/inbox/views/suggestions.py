"""What a message that is being logged probably is, while it is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import Right, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.inbox.chips import CHOICES, chips_of
from channels_mgmt.inbox.forms.log import LogForm
from channels_mgmt.inbox.services.learning import learned_of
from channels_mgmt.inbox.suggestions import suggest as suggest_for
from channels_mgmt.inbox.suggestions.learning import TAUGHT


@require_POST
@requires(Right.INBOX_WRITE)
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The piece of the log form that says what the message is, with suggestions; `take` chooses one of them.

    Nothing is kept: what the form says counts once it is sent.
    """
    brand = load_brand(request, slug)
    said = {name: request.POST.get(name, "") for name in TAUGHT}
    name, _colon, value = request.POST.get("take", "").partition(":")
    if name in said and value in CHOICES[name].values:
        said[name] = value
    suggested = suggest_for(request.POST.get("text", ""), learned=learned_of(brand.pk))
    chips = [chip for chip in chips_of(suggested, said) if chip.name in said]
    context = {"form": LogForm(channels=[], initial=said), "chips": chips}
    return render(request, "inbox/suggestions/_log.html", context)
