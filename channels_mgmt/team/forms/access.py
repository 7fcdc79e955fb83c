"""Forms of who may see a brand and do what: roles with their period, invitations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import AGENCY_ROLES, BRAND_ROLES, Language, Role
from accounts.models import Department, User
from channels_mgmt.brands.models import Brand
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical

ASSIGNABLE = [role for role in BRAND_ROLES if role != Role.DEPARTMENT_CONTACT]
"""Contacts come with their department."""


class EndForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("The first day on which the role no longer holds. Empty: without end."),
    )


class PeriodForm(EndForm):
    starts_on = forms.DateField(
        label=_("From"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: today."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", _("The end must come after the start."))
        return data


class AgencyRoleForm(PeriodForm):
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in AGENCY_ROLES])
    field_order = ["role", "starts_on", "ends_on"]


class BrandRoleForm(PeriodForm):
    user = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), empty_label=_("Choose a person…")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in ASSIGNABLE],
        help_text=_("A department contact is added with their direct line, on the page of departments."),
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=pgettext_lazy("role's department", "none"),
        help_text=_("For a department's own community manager: they work on its channels only."),
    )
    field_order = ["user", "role", "department", "starts_on", "ends_on"]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, memberships__agency=brand.agency_id)
        self.fields["user"].queryset = people.distinct().order_by(*alphabetical("name"))  # type: ignore[attr-defined]
        departments = brand.company.departments.filter(closed_at=None)
        self.fields["department"].queryset = departments.order_by(*alphabetical("name"))  # type: ignore[attr-defined]


class BrandInvitationForm(PeriodForm):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.FRENCH)
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in BRAND_ROLES])
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=pgettext_lazy("role's department", "none"),
        help_text=_("Of a contact, or of a department’s own community manager."),
    )
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=0, max_value=168, initial=40)
    field_order = [
        "name",
        "email",
        "language",
        "role",
        "department",
        "starts_on",
        "ends_on",
        "hours_per_week",
    ]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].help_text = _("Empty: the day on which they accept.")
        departments = brand.company.departments.filter(closed_at=None)
        self.fields["department"].queryset = departments.order_by(*alphabetical("name"))  # type: ignore[attr-defined]
