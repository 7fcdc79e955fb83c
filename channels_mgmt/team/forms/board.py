"""Forms of the assignment board: who is to hold what, what changes of it, its end and who takes over."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from channels_mgmt.team.choices import HOLDERS
from channels_mgmt.team.forms.access import ASSIGNABLE
from channels_mgmt.team.forms.colleagues import ColleagueField
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.candidates import Candidate
from channels_mgmt.team.services.colleagues import clients_people
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical

MOST_HOURS = 168


class HoursToCome(forms.IntegerField):
    """Hours that must be written in the end; until then, none."""

    def validate(self, value: Any) -> None:
        """Who can is shown before the hours are known."""


def hours_a_week(kind: type[forms.IntegerField] = forms.IntegerField) -> forms.IntegerField:
    return kind(
        label=_("Hours a week"),
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
    )


class RolesForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in ASSIGNABLE])
    is_lead = forms.BooleanField(label=_("Lead of this channel"), required=False)
    under_supervision = forms.BooleanField(
        label=_("Under supervision"), required=False, help_text=_("Every reply waits for approval.")
    )
    hours_per_week = hours_a_week()
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("The first day on which it no longer holds. Empty: open-ended."),
    )


class TermsForm(RolesForm):
    """What is to be held, before it is chosen by whom."""

    hours_per_week = hours_a_week(HoursToCome)
    channel = forms.ModelChoiceField(
        label=_("Channel"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=pgettext_lazy("assignment", "the whole brand"),
    )
    starts_on = forms.DateField(
        label=_("From"), required=False, widget=DayInput({"class": "w-medium"}), help_text=_("Empty: today.")
    )
    field_order = [
        "channel",
        "role",
        "hours_per_week",
        "starts_on",
        "ends_on",
        "is_lead",
        "under_supervision",
    ]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = brand.channels.open()  # type: ignore[attr-defined]
        self.fields["is_lead"].help_text = _("A channel has one lead at a time; others assist.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", _("The end must come after the start."))
        if data.get("is_lead") and "channel" in data and data["channel"] is None:
            self.add_error("channel", _("A lead is the lead of a channel: choose which."))
        return data


class AssignmentForm(TermsForm):
    """The terms with the person, as they are sent."""

    hours_per_week = hours_a_week()
    user = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a person…")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, brand=brand, **kwargs)
        self.fields["key"].initial = uuid4
        self.agency = brand.agency
        people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id)
        self.fields["user"].queryset = people.distinct().order_by(*alphabetical("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """People of clients are chosen only for what is a client's."""
        data = super().clean()
        user = data.get("user")
        if user and self._is_out_of_place(user, data.get("role")):
            text = _("%(name)s is there for a client: give them a role of the house on a brand first.")
            self.add_error("user", text % {"name": user.name})
        return data

    def _is_out_of_place(self, user: User, role: str | None) -> bool:
        return role not in OF_THE_CLIENT and user.pk in clients_people(self.agency, timezone.now())


def first_terms(channel: Channel | None) -> dict[str, Any]:
    """What the form begins with: of a channel, a role that may hold it."""
    if channel is None:
        return {}
    fitting = (role.value for role in ASSIGNABLE if role in HOLDERS[channel.purpose])
    return {"channel": channel, "role": next(fitting, None)}


class AssignmentChangeForm(RolesForm):
    from_day = forms.DateField(
        label=_("The change holds from"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("Empty: today. What held until then stays in the history."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput())
    field_order = ["role", "hours_per_week", "is_lead", "under_supervision", "ends_on", "from_day"]

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        names = [*RolesForm.base_fields, "edition"]
        initial = {name: getattr(assignment, name) for name in names}
        super().__init__(*args, **{"initial": initial, **kwargs})
        if assignment.channel_id is None:
            del self.fields["is_lead"]


class PartForm(forms.Form):
    """An assignment ends, and who takes over."""

    on = forms.DateField(
        label=_("It ends on"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("Empty: today. The first day on which it no longer holds."),
    )
    to = ColleagueField(
        label=_("Who takes over"),
        empty_label=_("nobody: what is open waits for whoever works there"),
    )
    in_their_place = forms.BooleanField(
        label=_("They take the assignment too, in the same role and for the same hours"), required=False
    )
    supervised = forms.BooleanField(label=_("Under supervision"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, people: Mapping[int, Candidate], leaver: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people, besides=leaver)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("in_their_place") and "to" in data and data["to"] is None:
            self.add_error("to", _("Say who takes the assignment."))
        return data
