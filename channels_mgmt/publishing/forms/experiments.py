"""A test: what it supposes, what it holds against each other, and how many of each it takes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.publishing.choices import Measure, Variant
from channels_mgmt.publishing.forms.campaigns import capitalised
from channels_mgmt.publishing.forms.edited import EditedForm
from channels_mgmt.publishing.models import Experiment
from channels_mgmt.publishing.services.experiments import COUNTS
from channels_mgmt.publishing.verdicts import is_rate
from cmhub.lib.forms import DayInput

HUNDRED = Decimal(100)


class ExperimentForm(EditedForm):
    """`smallest` is typed in points of a hundred where the measure is a rate."""

    class Meta:
        model = Experiment
        fields = [
            "name",
            "hypothesis",
            "variant_a",
            "variant_b",
            "measure",
            "counted",
            "smallest",
            "planned",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-autogrow": True})
            for name in ("hypothesis", "variant_a", "variant_b")
        } | {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "smallest": forms.NumberInput({"class": "w-short", "step": "any"}),
            "planned": forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
        }
        help_texts = {
            "hypothesis": _("What you expect and why, before you have seen anything."),
            "variant_a": _("What you do today."),
            "variant_b": _("What you try instead: one thing changes, the rest stays."),
            "counted": _(
                "Only for what you count by hand: successes out of tries, as “clicks out of mails”."
            ),
            "smallest": _(
                "In points of a hundred for a share, else in what is counted. Less would not matter."
            ),
            "planned": _(
                "Posts of each variant, or tries of each. Said now and held to: see below how many."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = capitalised(Measure.choices)  # type: ignore[attr-defined]
        held = self.instance
        if held.pk and held.smallest is not None and is_rate(held.measure):
            self.initial["smallest"] = (held.smallest * HUNDRED).normalize()

    def clean_smallest(self) -> Decimal | None:
        said: Decimal | None = self.cleaned_data["smallest"]
        if said is not None and said <= 0:
            raise forms.ValidationError(_("A difference that matters is more than nothing."))
        if said is None or not is_rate(self.cleaned_data.get("measure", "")):
            return said
        return (said / HUNDRED).quantize(Decimal("0.00001"))


class PlaceForm(forms.Form):
    """Which variant a post shows; none takes it out of the test."""

    post = forms.IntegerField(label=_("Posts"), min_value=1, max_value=2**63 - 1)
    variant = forms.ChoiceField(label=_("Variant"), choices=[("", ""), *Variant.choices], required=False)


class CountsForm(forms.Form):
    """What was counted by hand so far, in all."""

    def __init__(self, *args: Any, experiment: Experiment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "a_successes": _("A: successes"),
            "a_trials": _("A: out of how many tries"),
            "b_successes": _("B: successes"),
            "b_trials": _("B: out of how many tries"),
        }
        for name in COUNTS:
            self.fields[name] = forms.IntegerField(
                label=labels[name],
                required=False,
                min_value=0,
                max_value=10**12,
                initial=getattr(experiment, name),
                widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
            )


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=pgettext_lazy("test", "What was learned"),
        max_length=2_000,
        error_messages={"required": _("Write what was learned, if only that one cannot tell.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True}),
    )


def measures() -> list[tuple[str, str]]:
    return [(value, str(capfirst(label))) for value, label in Measure.choices]
