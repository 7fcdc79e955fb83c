from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import Agency, Territory, User
from accounts.services.places import COUNTRIES
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import refuse_telling_addresses
from cmhub.lib.sorting import alphabetical

TERRITORIES = [(code, country.name) for code, country in COUNTRIES.items()]


UNKNOWN_COUNTRY = {"invalid_choice": _("This country cannot be set up here: choose one of the list.")}


class NewBrandForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    name = forms.CharField(label=_("Name of the brand"), max_length=150)
    slug = forms.SlugField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("For the address of its pages, in plain letters. Left empty, it is made from the name."),
    )
    company_name = forms.CharField(
        label=_("Company"),
        max_length=150,
        required=False,
        help_text=_(
            "To whom the brand belongs, if it bears another name. The departments of a company that is there "
            "already serve all of its brands."
        ),
        widget=forms.TextInput({"list": "companies", "autocomplete": "off"}),
    )
    sector = forms.CharField(label=_("Sector"), max_length=100, required=False)
    country = forms.ChoiceField(
        label=_("Main territory"),
        choices=[("", _("Choose a territory…")), *TERRITORIES],
        error_messages=UNKNOWN_COUNTRY,
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
        error_messages=UNKNOWN_COUNTRY,
        widget=forms.CheckboxSelectMultiple,
    )
    template = forms.ModelChoiceField(
        label=_("Copy the structure of"),
        queryset=Brand.objects.none(),
        required=False,
        empty_label=pgettext_lazy("template of a brand", "no brand: the usual beginning"),
        help_text=_(
            "Departments and their hours, accounts, routing rules, needed skills, rota, and a draft of a "
            "strategy. Never people, nor what the public or the client said."
        ),
    )
    with_words = forms.BooleanField(
        label=_("Also the words written there"),
        required=False,
        help_text=_(
            "Names and subjects of departments, names and words of routing rules. Not for a brand that "
            "competes with it."
        ),
    )
    white_label = forms.BooleanField(
        label=_("White label"),
        required=False,
        help_text=_("Nothing that leaves the product names the agency."),
    )

    def __init__(self, *args: Any, agency: Agency, user: User, **kwargs: Any) -> None:
        """The main territory, once chosen, is no longer offered among the others."""
        super().__init__(*args, **kwargs)
        self.agency = agency
        managed = Brand.objects.granting(user, Right.BRAND_MANAGE)
        template: Any = self.fields["template"]
        template.queryset = managed.filter(agency=agency, archived_at=None)
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


class PresenceForm(forms.Form):
    """A further territory of a brand: one in which the agency works already, or another country."""

    place = forms.ChoiceField(label=_("Territory"), error_messages=UNKNOWN_COUNTRY)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(brand.territories.values_list("pk", flat=True))
        known = Territory.objects.filter(agency=brand.agency_id).order_by(*alphabetical("name"))
        self.territories = {str(place.pk): place for place in known}
        countries = {place.country for place in known}
        place: Any = self.fields["place"]
        place.choices = [
            ("", _("Choose a territory…")),
            *((key, place.name) for key, place in self.territories.items() if place.pk not in there),
            *((code, name) for code, name in TERRITORIES if code not in countries),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """The territory, or the country that is to become one."""
        place = self.cleaned_data["place"]
        known = self.territories.get(place)
        return {"territory": known} if known else {"country": place}


class NotNeededForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the brand does without"), max_length=300, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": f"{step}-%s"})
        self.step = step
