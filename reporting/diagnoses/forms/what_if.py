from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from cmhub.lib.durations import MINUTE, duration_words
from reporting.diagnoses.services.staffing import WhatIf
from reporting.diagnoses.wording import hours_words

MOST_HOURS, HOURS_STEP = 80, 4
LONGEST, STEP = 480, 15
"""Minutes: of a target that is tried out, and from one to the next."""


def slider(most: int, step: int) -> forms.NumberInput:
    return forms.NumberInput({"type": "range", "min": 0, "max": most, "step": step})


class WhatIfForm(forms.Form):
    """What would another team, another presence, another target make of it? Changes nothing."""

    hours = forms.IntegerField(
        label=_("Hours a week more"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=slider(MOST_HOURS, HOURS_STEP),
    )
    target = forms.IntegerField(
        label=_("Answer within"), min_value=0, max_value=LONGEST, required=False, widget=slider(LONGEST, STEP)
    )
    network = forms.ChoiceField(label=_("One network less"), required=False)

    def __init__(self, *args: Any, networks: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [(network, Network(network).label) for network in Network if network in networks]
        field: Any = self.fields["network"]
        field.choices = [("", pgettext_lazy("what if", "none less")), *there]

    @property
    def hours_words(self) -> str:
        """Where the slider of hours stands."""
        hours = self.what_if.hours
        return hours_words(hours) or "" if hours else pgettext("what if", "none more")

    @property
    def target_words(self) -> str:
        """Where the slider of the target stands."""
        minutes = self.what_if.target_minutes
        return duration_words(minutes * MINUTE) if minutes else gettext("as in the strategy")

    @property
    def what_if(self) -> WhatIf:
        """What was asked; nothing of a form that is not in order."""
        if not self.is_bound or not self.is_valid():
            return WhatIf()
        data = self.cleaned_data
        return WhatIf(
            hours=float(data["hours"] or 0),
            network=data["network"],
            target_minutes=float(data["target"]) if data["target"] else None,
        )
