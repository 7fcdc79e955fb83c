"""Forms of channels: what an account is, its hours and cadence, where its credentials are kept, its state."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Territory, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.colleagues import ColleagueField
from channels_mgmt.team.models import Channel
from channels_mgmt.team.services.candidates import Candidate
from channels_mgmt.team.services.networks import SINGLE_ACCOUNT
from cmhub.lib.sorting import alphabetical
from cmhub.lib.week_form import WeekOfHours

AROUND_THE_CLOCK, WRITTEN = "always", "written"
HOURS = (
    (AROUND_THE_CLOCK, _("It never closes")),
    (WRITTEN, _("On these hours")),
)
NEVER_THE_SECRET = _(
    "In words: which safe, which folder, which person's telephone. Never the password, a code or a key."
)


class AccountForm(forms.ModelForm):
    """What is said of an account when it is opened and when it is changed."""

    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    class Meta:
        model = Channel
        fields = ["purpose", "name", "handle", "url", "territory", "department"]
        labels = {"department": _("Department"), "territory": _("Territory")}

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brand = brand
        purpose: Any = self.fields["purpose"]
        purpose.choices = [("", _("Choose a purpose…")), *Purpose.choices]
        department: Any = self.fields["department"]
        department.queryset = brand.company.departments.filter(closed_at=None).order_by(*alphabetical("name"))
        department.empty_label = pgettext_lazy("channel's department", "none")
        department.help_text = _("Only for a department's own account.")
        territory: Any = self.fields["territory"]
        territory.queryset = Territory.objects.filter(presences__brand=brand).order_by("presences__position")
        territory.empty_label = pgettext_lazy("channel's territory", "all of the brand's")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("purpose") == Purpose.DEPARTMENT) != bool(data.get("department")):
            self.add_error("department", _("A department's own channel, and only it, names its department."))
        return data

    def _post_clean(self) -> None:
        """The service validates the channel whole, with what it adds."""


class ChannelForm(AccountForm):
    """A new account. Where the network has one already, it asks to decide on separate accounts."""

    separate = forms.BooleanField(
        label=_("This network has separate accounts"),
        required=False,
        help_text=_("Needed where a single account was decided; where nothing was, it decides it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput())

    class Meta(AccountForm.Meta):
        fields = ["network", *AccountForm.Meta.fields]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, brand=brand, **{**kwargs, "instance": Channel(brand=brand)})
        self.fields["key"].initial = uuid4
        network: Any = self.fields["network"]
        network.choices = [("", _("Choose a network…")), *Network.choices]
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Left empty, the network and the brand.")

    def refuse(self, error: ValidationError) -> None:
        """Shows what the service refuses; a single account that was decided, beside the box that decides
        otherwise.
        """
        told = error.error_dict if hasattr(error, "error_dict") else {}
        if any(one.code == SINGLE_ACCOUNT for one in told.get("purpose", ())):
            tick = _("Tick this box to decide for separate accounts in the same act.")
            self.add_error("separate", [*error.messages, tick])
        else:
            self.add_error(None, ValidationError(error.messages))


class ChannelChangeForm(WeekOfHours, AccountForm):
    """All of a channel but its network, on which it stays."""

    open_when = forms.ChoiceField(
        label=_("Opening hours"), choices=HOURS, widget=forms.RadioSelect({"class": "choices"})
    )
    edition = forms.IntegerField(widget=forms.HiddenInput())

    class Meta(AccountForm.Meta):
        fields = [
            *AccountForm.Meta.fields,
            "posts_per_week",
            "cadence_words",
            "credentials_holder",
            "credentials_place",
        ]
        help_texts = {
            "posts_per_week": _("Empty: as the strategy says."),
            "cadence_words": _("Where it is not what the strategy says."),
            "credentials_holder": _("Who lets others in, and changes the password when somebody leaves."),
            "credentials_place": NEVER_THE_SECRET,
        }
        widgets = {
            "credentials_place": forms.TextInput({"autocomplete": "off"}),
            "posts_per_week": forms.NumberInput({"class": "w-short", "step": "0.5", "min": "0"}),
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, brand=brand, **kwargs)
        self.add_days(self.instance.hours)
        self.fields["open_when"].initial = WRITTEN if self.instance.hours else AROUND_THE_CLOCK
        self.fields["edition"].initial = self.instance.edition
        holder: Any = self.fields["credentials_holder"]
        people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id)
        holder.queryset = people.distinct().order_by(*alphabetical("name"))
        holder.empty_label = pgettext_lazy("credentials", "nobody that is known")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        hours = self.read_days(data)
        when = data.pop("open_when", "")
        if when == WRITTEN and not hours and not self.errors:
            self.add_error("open_when", _("Write the hours of a day at least, or that it never closes."))
        if data.get("cadence_words") and data.get("posts_per_week") is None:
            self.add_error("posts_per_week", _("Say how many posts a week, or leave the reason out."))
        return {**data, "hours": hours if when == WRITTEN else {}}


class StateForm(forms.Form):
    """Why a channel is dormant or closed; and who takes what is open there."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2, "data-autogrow": ""})
    )
    edition = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class CloseForm(StateForm):
    to = ColleagueField(
        label=_("Who takes what they have open"),
        empty_label=_("nobody: it waits in the inbox for whoever works there"),
    )

    def __init__(self, *args: Any, people: Mapping[int, Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)  # type: ignore[attr-defined]
