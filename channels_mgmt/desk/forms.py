"""What a manager says of personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HandleForm(forms.Form):
    handle = forms.CharField(
        label=_("Name or handle"),
        max_length=200,
        help_text=_("As the network shows it, with or without @."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class EraseForm(forms.Form):
    handle = forms.CharField(max_length=200, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("I am sure: what is erased does not come back."))


class RetentionForm(forms.Form):
    months = forms.IntegerField(
        label=_("Months"),
        min_value=3,
        max_value=120,
        required=False,
        help_text=_("From 3 to 120, counted from the last message. Empty: nothing goes by itself."),
        widget=forms.NumberInput(attrs={"class": "w-short"}),
    )
