"""Giving posts their day."""

from datetime import datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostFormat
from channels_mgmt.publishing.limits import LONGEST_TEXT
from channels_mgmt.publishing.models import Campaign, Post
from channels_mgmt.publishing.services.planning import Plan
from channels_mgmt.strategy.choices import Category
from channels_mgmt.team.models import Channel
from cmhub.lib.forms import DayInput

MORNING = time(9)
"""When a post is planned where nobody says the time."""


class TimeInput(forms.TimeInput):
    """A time of day, written as browsers read it whatever the language."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "w-small"}, format="%H:%M")


class WhenForm(forms.Form):
    """A day and a time of it, in the time of the brand; without a day, none."""

    day = forms.DateField(label=_("Day"), required=False, widget=DayInput(attrs={"class": "w-small"}))
    time = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())

    def when(self, zone: str) -> datetime | None:
        day, at = self.cleaned_data["day"], self.cleaned_data["time"] or MORNING
        if day is None:
            return None
        return datetime.combine(day, at.replace(second=0, microsecond=0), tzinfo=ZoneInfo(zone))


class MoveForm(WhenForm):
    """Where a post goes, from the edition of it that the person saw."""

    edition = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    @staticmethod
    def of(post: Post) -> dict[str, Any]:
        """What the form begins with."""
        if post.planned_at is None:
            return {"time": MORNING, "edition": post.edition}
        local = post.planned_at.astimezone(ZoneInfo(post.brand.time_zone))
        return {"day": local.date(), "time": local.time(), "edition": post.edition}


class PlanForm(WhenForm):
    """A post on a day: one or several channels, each of which gets a post of its own."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    channels = forms.ModelMultipleChoiceField(
        label=_("Channels"),
        queryset=Channel.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        error_messages={"required": _("Say on which channel.")},
    )
    title = forms.CharField(
        label=_("Working title"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("It can be written later, for each network."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True, "spellcheck": "true"}),
    )
    link = forms.URLField(label=_("Link in the post"), max_length=1000, required=False, assume_scheme="https")
    category = forms.ChoiceField(label=_("Category"), required=False)
    format = forms.ChoiceField(label=pgettext_lazy("post", "Format"), required=False)
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channels"].queryset = brand.channels.open()
        fields["text"].widget.attrs["data-draft-key"] = f"plan:{brand.pk}"
        fields["campaign"].queryset = brand.campaigns.all()
        fields["campaign"].empty_label = pgettext_lazy("campaign", "none")
        for name, choices in (("category", Category.choices), ("format", PostFormat.choices)):
            fields[name].choices = [("", "–"), *((value, capfirst(label)) for value, label in choices)]

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            text=said["text"],
            category=said["category"],
            format=said["format"],
            campaign=said["campaign"],
            link=said["link"],
        )
