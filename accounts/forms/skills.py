from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms.house import DAYS
from accounts.models import Agency, Certification, User
from accounts.models.skills import LONGEST_TRAINING
from accounts.skill_choices import (
    GROUPED_SKILLS,
    EmploymentKind,
    LeaveKind,
    Level,
    TrainingState,
)
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical

CHOOSE_A_SKILL = [("", _("Choose a skill…")), *GROUPED_SKILLS]


class KeyedForm(forms.Form):
    """A form that makes something: sent twice, it makes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AssessmentForm(KeyedForm):
    skill = forms.ChoiceField(label=_("Skill"), choices=CHOOSE_A_SKILL)
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=[(level.value, level.label) for level in Level],
        widget=forms.RadioSelect({"class": "choices"}),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "data-autogrow": ""}),
        help_text=_("What shows it: a campaign, a week on call, a piece of work."),
    )
    link = forms.URLField(
        label=_("Link to the evidence"), max_length=500, required=False, assume_scheme="https"
    )


class CertificationForm(KeyedForm):
    name = forms.CharField(label=_("Name of the certification"), max_length=150)
    issuer = forms.CharField(label=_("Issuer"), max_length=150)
    number = forms.CharField(label=_("Number"), max_length=100, required=False)
    obtained_on = forms.DateField(label=_("Obtained on"), widget=DayInput())
    expires_on = forms.DateField(
        label=_("Expires on"),
        required=False,
        widget=DayInput(),
        help_text=_("The first day on which it no longer holds. Empty: it does not expire."),
    )
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    replaces = forms.ModelChoiceField(
        label=_("Renews"),
        queryset=Certification.objects.none(),
        required=False,
        empty_label=pgettext_lazy("renews", "none: it is a new one"),
    )

    def __init__(self, *args: Any, agency: Agency, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Certification.objects.of(agency, person)
        # A form that is sent a second time names what it has replaced already.
        offered = own if self.is_bound else own.filter(replaced_by=None)
        self.fields["replaces"].queryset = offered.order_by(*alphabetical("name"), "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("obtained_on") and data.get("expires_on") and data["expires_on"] <= data["obtained_on"]:
            self.add_error("expires_on", _("A certification expires after it was obtained."))
        return data


class TrainingForm(KeyedForm):
    title = forms.CharField(label=_("Title of the training"), max_length=200)
    provider = forms.CharField(label=_("Given by"), max_length=150, required=False)
    state = forms.ChoiceField(
        label=_("Where it stands"), choices=TrainingState.choices, widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    last_day = forms.DateField(label=_("Last day"), required=False, widget=DayInput())
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=1, max_value=LONGEST_TRAINING)
    skills = forms.MultipleChoiceField(
        label=_("Skills that it serves"),
        choices=GROUPED_SKILLS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("last_day") and data["last_day"] < data["starts_on"]:
            self.add_error("last_day", _("The last day cannot come before the first."))
        return data


class EmploymentForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How they work for the house"), choices=EmploymentKind.choices, widget=forms.RadioSelect
    )
    hours_per_week = forms.IntegerField(
        label=_("Hours a week"),
        min_value=0,
        max_value=168,
        help_text=_("From now on, whatever the period: what they can be assigned is held against it."),
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("The first day on which they no longer work so. Empty: open-ended."),
    )
    mentor = forms.ModelChoiceField(
        label=_("Mentor"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("mentor", "nobody"),
        help_text=_("For a trainee."),
    )

    def __init__(self, *args: Any, agency: Agency, person: User, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=day)
        colleagues = User.objects.filter(
            here, is_active=True, memberships__agency=agency, memberships__starts_on__lte=day
        )
        colleagues = colleagues.exclude(pk=person.pk).distinct()
        self.fields["mentor"].queryset = colleagues.order_by(*alphabetical("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", _("The end must come after the start."))
        if data.get("mentor") and data.get("kind") != EmploymentKind.TRAINEE:
            self.add_error("mentor", _("A mentor is for a trainee."))
        return data


class LeaveForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of leave"),
        choices=LeaveKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Seen by the person and by who manages the agency. Others see until when."),
    )
    starts_on = forms.DateField(label=_("First day away"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("First day back"),
        widget=DayInput(),
        help_text=_("The day on which work begins again."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", _("The end must come after the start."))
        return data
