"""Figures as a person enters them: of an account's day, or of a post as they read it that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.forms import DayInput
from reporting.metrics.catalogue import ALL, Metric, Unit
from reporting.metrics.choices import Source
from reporting.metrics.forms.exports import ChannelChoice
from reporting.metrics.services.entering import MOST

FIRST = ("reach", "impressions", "views", "engagements", "reactions", "comments", "shares")
"""What most pages of networks show; the others are behind a fold."""
OF_ACCOUNTS = ("followers", "posts")
"""What an account has, and none of its posts."""


class FiguresForm(forms.Form):
    """Those of a post. What was entered before, `figures`, stands in the fields."""

    first: Sequence[str] = FIRST
    metrics: Sequence[Metric] = [
        metric for metric in ALL if metric.unit is Unit.COUNT and metric.name not in OF_ACCOUNTS
    ]
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    source = forms.ChoiceField(
        label=gettext_lazy("Where they are from"),
        choices=[
            (Source.HAND.value, gettext_lazy("read on the network")),
            (Source.ESTIMATE.value, gettext_lazy("estimated")),
        ],
    )

    def __init__(self, *args: Any, figures: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = figures
        for metric in self.metrics:
            self.fields[metric.name] = forms.IntegerField(
                label=capfirst(str(metric.label)),
                required=False,
                initial=figures.get(metric.name),
                min_value=-MOST + 1,
                max_value=MOST - 1,
            )

    @property
    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[metric.name] for metric in self.metrics if metric.name not in self.first]

    def figures(self) -> dict[str, int | None]:
        """What was entered, and None for what was entered before and is no longer."""
        said = {metric.name: self.cleaned_data.get(metric.name) for metric in self.metrics}
        return {name: value for name, value in said.items() if value is not None or name in self.before}


class AccountFiguresForm(FiguresForm):
    first = ("followers", *FIRST)
    metrics = [metric for metric in ALL if metric.unit is Unit.COUNT]
    channel = ChannelChoice(
        label=gettext_lazy("Channel"),
        queryset=Channel.objects.none(),
        empty_label=gettext_lazy("Choose a channel…"),
        error_messages={
            "required": gettext_lazy("Choose a channel."),
            "invalid_choice": gettext_lazy("Choose a channel of this brand."),
        },
    )
    week_reach = forms.IntegerField(
        label=gettext_lazy("Reach of the seven days that end with this day"),
        help_text=gettext_lazy(
            "As the network gives it for exactly these days: days are never added up. The weekly report has "
            "it where the day is a Sunday."
        ),
        required=False,
        min_value=0,
        max_value=MOST - 1,
    )
    field_order = ("channel",)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.queryset = brand.channels.order_by("name", "pk")
        self.fields["week_reach"].initial = self.before.get("week_reach")

    def week_figures(self) -> dict[str, int | None]:
        """Those of the seven days, as `figures` has those of the day."""
        reach = self.cleaned_data.get("week_reach")
        return {"reach": reach} if reach is not None or "week_reach" in self.before else {}
