"""Pieces of several forms of the watch."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.models import Competitor
from cmhub.lib.text import fold


class KeyedForm(forms.Form):
    """A form that is taken once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class WordList(forms.CharField):
    """Words or expressions parted by commas, or one a line; each once, accents and case aside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        written = super().clean(value)
        parts = (" ".join(part.split()) for part in written.replace("\n", ",").split(","))
        distinct = {fold(part): part[:80] for part in parts if part}
        return list(distinct.values())


def lines(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Each label with a capital, put into words when it is shown: forms are made once for all languages."""
    return [(value, capfirst(label)) for value, label in choices]


def with_blank(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", pgettext_lazy("no choice made", "not said")), *choices]


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )


def choose_competitor(form: forms.BaseForm, brand: Brand, empty: Any) -> None:
    """Lets the form's field choose among those whom the brand watches."""
    field: Any = form.fields["competitor"]
    field.queryset = Competitor.objects.watched().filter(brand=brand)
    field.required, field.empty_label = False, empty
