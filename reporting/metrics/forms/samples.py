"""How many of each variant a test takes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_mgmt.publishing.choices import Measure
from channels_mgmt.publishing.forms.experiments import measures
from channels_mgmt.publishing.verdicts import is_rate

HUNDRED = Decimal(100)


class SampleForm(forms.Form):
    """Shares are typed in points of a hundred; `expected` is asked of what is counted by hand alone: of posts
    the brand's own are known.
    """

    measure = forms.ChoiceField(label=_("Measure"), choices=Measure.choices)
    expected = forms.DecimalField(
        label=_("Share that A reaches today, in %"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput({"class": "w-short", "step": "any"}),
        help_text=_("Only for what is counted by hand; of posts, the latest of the brand are looked at."),
    )
    smallest = forms.DecimalField(
        label=_("Difference that you want to see"),
        min_value=Decimal("0.0001"),
        max_value=Decimal(10**9),
        widget=forms.NumberInput({"class": "w-short", "step": "any"}),
        help_text=_("In points of a hundred for a share, else in what is counted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = measures()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        unsaid = cleaned.get("expected") is None and "expected" not in self.errors
        if cleaned.get("measure") == Measure.COUNTED and unsaid:
            self.add_error("expected", _("Say what share A reaches today, if only roughly."))
        return cleaned

    @property
    def difference(self) -> float:
        """As a fraction of 1 where the measure is a rate."""
        said = self.cleaned_data["smallest"]
        return float(said / HUNDRED if is_rate(self.cleaned_data["measure"]) else said)

    @property
    def expected_rate(self) -> float:
        return float(self.cleaned_data["expected"] / HUNDRED)
