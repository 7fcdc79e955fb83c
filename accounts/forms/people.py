from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.choices import AGENCY_ROLES, HouseKind, Language, Role
from accounts.models import User
from accounts.services.places import COUNTRIES


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.FRENCH)
    role = forms.ChoiceField(
        label=_("Role in the whole house"),
        required=False,
        choices=[
            ("", _("none: roles are given brand by brand")),
            *((r.value, r.label) for r in AGENCY_ROLES),
        ],
    )
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=0, max_value=168, initial=40)


class SecondFactorForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles that need a second factor"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever holds one of them is led to set it up, and can do nothing else until then."),
    )


class AcceptForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail"), disabled=True, widget=forms.EmailInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters, not only digits."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refuse_weak_password(self, data)
        return data


class SetupForm(forms.Form):
    agency_name = forms.CharField(label=_("Name of the agency or company"), max_length=150)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=HouseKind.choices,
        initial=HouseKind.AGENCY,
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[(code, country.name) for code, country in COUNTRIES.items()],
        help_text=_("It gives the time zone; everything can be changed afterwards."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters, not only digits."),
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody already has this e-mail address."))
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refuse_weak_password(self, data)
        return data


def refuse_weak_password(form: forms.Form, data: dict[str, Any]) -> None:
    if "password" not in data:
        return
    try:
        validate_password(data["password"], User(email=data.get("email", ""), name=data.get("name", "")))
    except forms.ValidationError as error:
        form.add_error("password", error)
