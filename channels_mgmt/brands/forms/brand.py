from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.services.places import COUNTRIES
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import refuse_telling_addresses

TERRITORIES = [(code, country.name) for code, country in COUNTRIES.items()]


class NewBrandForm(forms.Form):
    name = forms.CharField(label=_("Name of the brand"), max_length=150)
    company_name = forms.CharField(
        label=_("Company"),
        max_length=150,
        required=False,
        help_text=_("To whom the brand belongs, if it bears another name."),
    )
    sector = forms.CharField(label=_("Sector"), max_length=100, required=False)
    country = forms.ChoiceField(
        label=_("Main territory"),
        choices=[("", _("Choose a territory…")), *TERRITORIES],
        help_text=_("It gives the brand its time zone and its working week."),
        widget=forms.Select(
            attrs={
                "hx-get": "",
                "hx-include": "[name=other_countries]",
                "hx-select": "#other-territories",
                "hx-target": "#other-territories",
                "hx-swap": "outerHTML",
            }
        ),
    )
    other_countries = forms.MultipleChoiceField(
        label=_("Other territories"),
        choices=TERRITORIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    white_label = forms.BooleanField(
        label=_("White label"),
        required=False,
        help_text=_("Nothing that leaves the product names the agency."),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        """The main territory, once chosen, is no longer offered among the others."""
        super().__init__(*args, **kwargs)
        self.agency = agency
        if agency.is_company:
            self.fields["company_name"].help_text = _("Left empty, the brand is your company's.")
            del self.fields["white_label"]
        others: Any = self.fields["other_countries"]
        main = self["country"].value()
        others.widget.choices = [(code, name) for code, name in TERRITORIES if code != main]

    def clean_white_label(self) -> bool:
        if self.cleaned_data["white_label"]:
            refuse_telling_addresses(self.agency)
        return bool(self.cleaned_data["white_label"])

    @property
    def countries(self) -> list[str]:
        return list(dict.fromkeys([self.cleaned_data["country"], *self.cleaned_data["other_countries"]]))


class IdentityForm(forms.ModelForm):
    class Meta:
        model = Brand
        fields = ["name", "sector", "white_label"]

    def clean_white_label(self) -> bool:
        if self.cleaned_data["white_label"] and "white_label" in self.changed_data:
            refuse_telling_addresses(self.instance.agency)
        return bool(self.cleaned_data["white_label"])
