from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cmhub.lib.forms import DayInput
from reporting.annotations.choices import ENTERED
from reporting.annotations.models import MOST_WORDS, Annotation
from reporting.annotations.services.annotating import Said

LATIN = {"class": "w-small"}


class AnnotationForm(forms.Form):
    """What happened, in a few words, from when to when."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    edition = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=pgettext_lazy("annotation", "What it is"),
        choices=[(one.value, capfirst(str(one.label))) for one in ENTERED],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    words = forms.CharField(
        label=_("What happened, in a few words"),
        max_length=MOST_WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("Everybody who reads the reports of the brand reads it. Name nobody of the public."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput(attrs=LATIN))
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput(attrs=LATIN), required=False, help_text=_("Empty: one day.")
    )

    def __init__(self, *args: Any, annotation: Annotation | None = None, **kwargs: Any) -> None:
        if annotation is not None:
            kwargs["initial"] = initial_of(annotation)
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, capfirst(str(one.label))) for one in ENTERED]
        del self.fields["key" if annotation else "edition"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("It does not end before it begins.")))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(given["kind"], given["words"], given["starts_on"], given["ends_on"])


def initial_of(annotation: Annotation) -> dict[str, Any]:
    return {
        "edition": annotation.edition,
        "kind": annotation.kind,
        "words": annotation.words,
        "starts_on": annotation.starts_on,
        "ends_on": annotation.ends_on,
    }
