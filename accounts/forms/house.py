from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.choices import Correction, Spoken
from accounts.models import Agency, Territory
from accounts.services.places import COUNTRIES
from cmhub.lib.forms import DayInput
from cmhub.lib.holidays import regions_of

DAYS = [(number + 1, capfirst(name)) for number, name in WEEKDAYS.items()]


class HouseForm(forms.ModelForm):
    class Meta:
        model = Agency
        fields = ["name", "kind", "time_zone"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"time_zone": _("Where days begin and end: Africa/Douala, Africa/Dakar…")}


class TerritoryForm(forms.ModelForm):
    country = forms.ChoiceField(
        label=_("Country"), choices=[(code, country.name) for code, country in COUNTRIES.items()]
    )
    weekend = forms.TypedMultipleChoiceField(
        label=_("Weekend"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The hours of departments and channels that are there already stay as they are."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the public"), choices=Spoken.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Territory
        fields = ["country", "region", "name", "time_zone", "weekend", "languages"]
        labels = {"name": _("Name"), "region": _("Region")}
        help_texts = {
            "region": _("The code of a region with holidays of its own, such as 57 for Moselle."),
            "time_zone": _("As in Africa/Algiers."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["country"]
            if not regions_of(self.instance.country):
                del self.fields["region"]


class CorrectionForm(forms.Form):
    """What a person says of a day; which fields it needs depends on what is said."""

    kind = forms.ChoiceField(label=_("correction"), choices=Correction.choices)
    day = forms.DateField(label=_("Day"), widget=DayInput())
    name = forms.CharField(label=_("Name of the holiday"), max_length=150, required=False)
    moved_to = forms.DateField(label=_("It falls on another day"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != Correction.MOVED:
            data["moved_to"] = None
        elif not data.get("moved_to"):
            self.add_error("moved_to", _("Say to which day the holiday moves."))
        return data


def year_asked(text: str, today: date) -> int:
    """The year of an address, this year for anything else."""
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else today.year
