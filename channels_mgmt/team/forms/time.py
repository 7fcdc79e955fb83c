from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models import Channel
from channels_mgmt.team.models.time import MINUTES_OF_A_DAY
from cmhub.lib.forms import DayInput

TAPS = (15, 30, 60)
"""The minutes that are logged by one tap."""


class DutyForm(forms.Form):
    """A duty, as the buttons of one tap send it."""

    duty = forms.ChoiceField(label=pgettext_lazy("time", "Duty"), choices=Duty.choices)


class TapForm(DutyForm):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MINUTES_OF_A_DAY)
    key = forms.UUIDField(widget=forms.HiddenInput)


class TimeForm(DutyForm):
    """Time of any day of this week or last, as it is logged and corrected."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=MINUTES_OF_A_DAY,
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
    )
    day = forms.DateField(label=_("Day"), widget=DayInput(), help_text=_("This week or last week."))
    channel = forms.ModelChoiceField(
        label=_("Channel"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=pgettext_lazy("assignment", "the whole brand"),
    )
    note = forms.CharField(
        label=pgettext_lazy("time", "Note"),
        max_length=200,
        required=False,
        help_text=_("For you and your manager."),
    )
    field_order = ["duty", "minutes", "day", "channel", "note"]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = Channel.objects.filter(brand=brand).open()  # type: ignore[attr-defined]


class NewTimeForm(TimeForm):
    key = forms.UUIDField(widget=forms.HiddenInput)


class StopForm(forms.Form):
    """Empty minutes: as long as it ran."""

    minutes = forms.IntegerField(
        label=_("How long was it really, in minutes?"),
        min_value=1,
        max_value=MINUTES_OF_A_DAY,
        required=False,
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
    )
