from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language
from channels_mgmt.strategy.choices import Post
from cmhub.lib.forms import DayInput


def words_field(label: Any, *, required: bool, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=5_000,
        widget=forms.Textarea({"rows": rows, "data-autogrow": ""}),
    )


class ValidateForm(forms.Form):
    """`validate` is the button that was pressed; without it the version is sent back."""

    words = words_field(_("Your words to the authors"), required=False)


class LinkForm(forms.Form):
    """To whom of the company the link is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(label=_("Name"), max_length=150)
    post = forms.CharField(
        label=_("Post in the company"),
        max_length=120,
        required=False,
        help_text=_("Executive, head of marketing…"),
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the message"), choices=Language.choices)


class SignForm(forms.Form):
    """What whoever opens the link says, with their name."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    words = words_field(_("What you have to say"), required=False)


class DecisionForm(forms.Form):
    """Whose a duty is from now on."""

    posts = forms.MultipleChoiceField(
        label=_("Whose it is"),
        choices=[(post.value, capfirst(post.label)) for post in Post],
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
        required=False,
        help_text=_("None: it is nobody's, and time given to it is out of scope for all."),
    )
    words = forms.CharField(
        label=_("What is decided, and why"),
        max_length=500,
        widget=forms.Textarea({"rows": 3, "data-autogrow": ""}),
    )


class ValueForm(forms.Form):
    """What a figure of the brand's own was on a day."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    value = forms.DecimalField(
        label=_("Value"),
        max_digits=14,
        decimal_places=4,
        localize=True,
        widget=forms.TextInput({"class": "w-short", "inputmode": "decimal"}),
    )
