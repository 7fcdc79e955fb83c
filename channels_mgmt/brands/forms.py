import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency, Contact, User
from accounts.services.places import COUNTRIES
from channels_mgmt.brands.models import Brand

TELEPHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,30}")


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
        if agency.is_company:
            self.fields["company_name"].help_text = _("Left empty, the brand is your company's.")
            del self.fields["white_label"]
        others: Any = self.fields["other_countries"]
        main = self["country"].value()
        others.widget.choices = [(code, name) for code, name in TERRITORIES if code != main]

    @property
    def countries(self) -> list[str]:
        return list(dict.fromkeys([self.cleaned_data["country"], *self.cleaned_data["other_countries"]]))


class IdentityForm(forms.ModelForm):
    class Meta:
        model = Brand
        fields = ["name", "sector", "white_label"]


class ContactForm(forms.ModelForm):
    user = forms.ModelChoiceField(
        label=_("Logs in as"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("contact", "does not log in"),
        help_text=_(
            "A contact who logs in answers on their own page. Add them to the agency's people first."
        ),
    )

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "whatsapp", "language", "is_head", "user"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        return self._direct_line("phone")

    def clean_whatsapp(self) -> str:
        return self._direct_line("whatsapp")

    def _direct_line(self, name: str) -> str:
        number = " ".join(self.cleaned_data[name].split())
        if number and not TELEPHONE.fullmatch(number):
            raise forms.ValidationError(
                _("“%(number)s” is not a telephone number: write it as +237 6 00 00 00 00."),
                params={"number": number},
            )
        return number
