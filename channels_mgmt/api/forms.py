from datetime import datetime, timedelta
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.api.choices import Event, Scope

LASTS = [
    ("30", pgettext_lazy("a token lasts", "30 days")),
    ("90", pgettext_lazy("a token lasts", "90 days")),
    ("365", pgettext_lazy("a token lasts", "a year")),
]


OPERATIONS = [
    ("messages", Scope.MESSAGES_READ.label),
    ("interactions", Scope.INTERACTIONS_READ.label),
    ("give", Scope.MESSAGES_WRITE.label),
]
LONGEST_BODY = 100_000


class TokenForm(forms.Form):
    """`key` lets what is sent twice make one token."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("What uses it"), max_length=80, help_text=_("For instance: export of the customer service.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    lasts = forms.ChoiceField(label=_("How long it is valid"), choices=LASTS, initial="90")

    def expires_at(self, now: datetime) -> datetime:
        return now + timedelta(days=int(self.cleaned_data["lasts"]))


class WebhookForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("A public address that begins with https://."),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=Event.choices, widget=forms.CheckboxSelectMultiple
    )


class TryForm(forms.Form):
    """What a program would send, sent from the page."""

    token = forms.CharField(
        label=pgettext_lazy("of the API", "Token"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One of this page: make it above. Whoever has it can do what it is for."),
    )
    operation = forms.ChoiceField(
        label=_("What to ask for"), choices=OPERATIONS, initial="messages", widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=_("The messages to give in"),
        max_length=LONGEST_BODY,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("For “give messages in” alone, as JSON. They are really taken in."),
    )
