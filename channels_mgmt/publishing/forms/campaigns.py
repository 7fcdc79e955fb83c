"""A campaign: what it is for, what it costs, what it brought."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import BY_HAND, CampaignMetric
from channels_mgmt.publishing.forms.edited import EditedForm
from channels_mgmt.publishing.models import Campaign, Post
from channels_mgmt.team.choices import Currency
from cmhub.lib.forms import DayInput


class CampaignForm(EditedForm):
    class Meta:
        model = Campaign
        fields = ["name", "objective", "starts_on", "ends_on", "channels", "metric", "target"]
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "channels": forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
            "target": forms.NumberInput(attrs={"class": "w-medium", "inputmode": "numeric"}),
        }
        help_texts = {
            "objective": _("What it is to change, for whom, in words."),
            "metric": _("Engagements and times shown come from the posts’ figures; the others you count."),
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels: Any = self.fields["channels"]
        channels.queryset = brand.channels.all()
        metric: Any = self.fields["metric"]
        metric.choices = [
            ("", pgettext_lazy("campaign", "nothing yet")),
            *capitalised(CampaignMetric.choices),
        ]


class CostForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Cost in all"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput({"class": "w-medium", "step": "any"}),
        help_text=_("Advertising, prizes, production. Empty: it is not kept."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)


class ResultForm(forms.Form):
    metric = forms.ChoiceField(label=_("What"), choices=BY_HAND)
    value = forms.IntegerField(
        label=_("How many since it began"),
        required=False,
        min_value=0,
        max_value=10**12,
        widget=forms.NumberInput({"class": "w-medium", "inputmode": "numeric"}),
        help_text=_("Empty takes a count back."),
    )
    day = forms.DateField(label=_("Counted until"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric"].choices = capitalised(BY_HAND)  # type: ignore[attr-defined]


class PostsForm(forms.Form):
    """Which of the brand's posts are put into a campaign."""

    posts = forms.ModelMultipleChoiceField(
        label=_("Posts"), queryset=Post.objects.none(), error_messages={"required": _("Choose the posts.")}
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = Post.objects.filter(brand=brand)  # type: ignore[attr-defined]


def capitalised(choices: Any) -> list[tuple[Any, Any]]:
    return [(value, capfirst(str(label))) for value, label in choices]
