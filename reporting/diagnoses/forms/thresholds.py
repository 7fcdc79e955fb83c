from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.services.named_values import NamedValues
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.rules.rule import Threshold, Unit
from reporting.diagnoses.telling import value_words

MOST = 1_000_000


class ThresholdsForm(forms.Form):
    """From when each diagnosis is raised: an empty field lets the usual threshold hold. Shares are asked for
    in percent, and kept as fractions of 1.
    """

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, held: NamedValues, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"edition": held.edition}
        self.known: dict[str, Threshold] = {}
        for rule in RULES.values():
            for one in rule.thresholds:
                name = f"{rule.code}.{one.name}"
                self.known[name] = one
                if (value := held.values.get(name)) is not None:
                    initial[name] = shown(one, value)
        super().__init__(*args, **(kwargs | {"initial": initial}))
        for name, one in self.known.items():
            self.fields[name] = _field(name, one)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields under the diagnosis that they are of."""
        return [
            {
                "label": rule.label,
                "meaning": rule.meaning,
                "fields": [self[f"{rule.code}.{one.name}"] for one in rule.thresholds],
            }
            for rule in RULES.values()
        ]

    @property
    def values(self) -> dict[str, float | None]:
        return {name: kept(one, self.cleaned_data[name]) for name, one in self.known.items()}


def _field(name: str, one: Threshold) -> forms.FloatField:
    rule = RULES[name.partition(".")[0]]
    is_share = one.unit == Unit.SHARE
    usual = _("In percent; usually %(usual)s.") if is_share else _("Usually %(usual)s.")
    return forms.FloatField(
        label=capfirst(one.label),
        required=False,
        min_value=0,
        max_value=100 if is_share else MOST,
        widget=forms.NumberInput({"class": "w-short", "step": "any"}),
        help_text=usual % {"usual": value_words(one.unit, rule.usual[one.name])},
    )


def shown(one: Threshold, value: float) -> float:
    told = round(value * 100, 6) if one.unit == Unit.SHARE else value
    return int(told) if told.is_integer() else told


def kept(one: Threshold, value: float | None) -> float | None:
    if value is None:
        return None
    return round(value / 100, 8) if one.unit == Unit.SHARE else value
