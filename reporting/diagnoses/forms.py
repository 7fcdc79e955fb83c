from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Network
from reporting.diagnoses.services.staffing import WhatIf

MOST_HOURS, HOURS_STEP = 80, 1
LONGEST, STEP = 480, 5
"""Minutes: of a target that is tried out, and from one to the next."""


def amount(step: int) -> forms.NumberInput:
    return forms.NumberInput({"step": step, "inputmode": "numeric", "class": "w-short"})


class WhatIfForm(forms.Form):
    """What would another team, another presence, another target make of it? Changes nothing."""

    hours = forms.IntegerField(
        label=_("Hours a week more"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=amount(HOURS_STEP),
    )
    target = forms.IntegerField(
        label=_("Answer within"), min_value=0, max_value=LONGEST, required=False, widget=amount(STEP)
    )
    network = forms.ChoiceField(label=_("One network less"), required=False)

    def __init__(self, *args: Any, networks: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [(network, Network(network).label) for network in Network if network in networks]
        field: Any = self.fields["network"]
        field.choices = [("", pgettext_lazy("what if", "none less")), *there]

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
