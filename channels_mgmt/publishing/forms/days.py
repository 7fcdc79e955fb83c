from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services.places import COUNTRIES
from channels_mgmt.publishing.models import MarkedDay
from channels_mgmt.publishing.services.days import Said
from cmhub.lib.forms import DayInput

EVERYWHERE = [("", _("everywhere"))]


class DayForm(forms.Form):
    """A day of the calendar, as it is to stand."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("What the day is called"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    day = forms.DateField(label=_("Day"), widget=DayInput(attrs={"class": "w-small"}))
    yearly = forms.BooleanField(label=_("every year on this day"), required=False)
    country = forms.ChoiceField(label=_("Where"), required=False)
    of_house = forms.BooleanField(
        label=_("for all brands of the house"), required=False, help_text=_("Else for this brand alone.")
    )

    def __init__(self, *args: Any, may_for_house: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country: Any = self.fields["country"]
        country.choices = [*EVERYWHERE, *((code, one.name) for code, one in COUNTRIES.items())]
        if not may_for_house:
            del self.fields["of_house"]

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(given["name"], given["day"], given["yearly"], given["country"])

    @staticmethod
    def of(day: MarkedDay) -> dict[str, Any]:
        return {"name": day.name, "day": day.day, "yearly": day.yearly, "country": day.country}
