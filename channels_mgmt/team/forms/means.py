from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.named_values import NamedValues
from channels_mgmt.team.assumptions import NEVER_NOTHING, USUAL, Assumption, Unit
from channels_mgmt.team.choices import Currency
from cmhub.lib.forms import DayInput
from cmhub.lib.numbers import number_words
from cmhub.lib.sorting import alphabetical


class AssumptionsForm(forms.Form):
    """What the work takes: an empty field lets what is measured, else the usual, hold."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, held: NamedValues, **kwargs: Any) -> None:
        kwargs["initial"] = {**held.values, "edition": held.edition}
        super().__init__(*args, **kwargs)
        for name, usual in USUAL.items():
            in_minutes = usual.unit == Unit.MINUTES
            told = {"usual": number_words(usual.value)}
            self.fields[str(name)] = forms.DecimalField(
                label=Assumption(name).label,
                required=False,
                min_value=0.01 if name in NEVER_NOTHING else 0,
                max_value=1440 if in_minutes else 168,
                max_digits=7,
                decimal_places=2,
                widget=forms.NumberInput({"class": "w-short", "step": "any"}),
                help_text=(
                    _("In minutes; usually %(usual)s.")
                    if in_minutes
                    else _("In hours a week; usually %(usual)s.")
                )
                % told,
            )

    @property
    def values(self) -> dict[str, Any]:
        return {str(name): self.cleaned_data[str(name)] for name in USUAL}


class SumForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Amount a month"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput({"class": "w-medium", "step": "any"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    starts_on = forms.DateField(
        label=_("From"), widget=DayInput(), help_text=_("It holds from this day until the next amount.")
    )


class BudgetForm(SumForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("Empty: no budget from then on.")


class PayForm(SumForm):
    person = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), empty_label=_("Choose a person…")
    )
    field_order = ["person", "amount", "currency", "starts_on"]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id).distinct()
        self.fields["person"].queryset = people.order_by(*alphabetical("name"))  # type: ignore[attr-defined]
        self.fields["amount"].help_text = pgettext_lazy("pay", "Empty: it is not kept from then on.")
