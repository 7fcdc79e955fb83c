from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.choices import Language
from accounts.models import User
from reporting.weekly.services.links import DAYS, VALID_FOR


class RecipientForm(forms.Form):
    """Somebody who works with the brand, or anybody by address."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Somebody with a login"), required=False, empty_label="—"
    )
    name = forms.CharField(label=_("Or somebody without a login: their name"), max_length=150, required=False)
    email = forms.EmailField(label=_("Their e-mail"), required=False)
    language = forms.ChoiceField(label=_("Their language"), choices=Language.choices)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.queryset = User.objects.filter(pk__in=[user.pk for user in people]).order_by("name")
        chosen.label_from_instance = lambda user: user.name
        self.fields["language"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person") and not (data.get("name", "").strip() and data.get("email")):
            raise ValidationError(_("Choose somebody, or give a name and an e-mail address."))
        data["language"] = data.get("language") or Language.FRENCH
        return data


def day_choices() -> list[tuple[int, str]]:
    return [(days, ngettext("%d day", "%d days", days) % days) for days in DAYS]


class LinkForm(forms.Form):
    """Whom a link is for, and how long it opens."""

    name = forms.CharField(label=_("Whom it is for"), max_length=150)
    language = forms.ChoiceField(label=_("Their language"), choices=Language.choices)
    days = forms.TypedChoiceField(
        label=_("It opens for"),
        coerce=int,
        choices=day_choices,
        initial=VALID_FOR.days,
    )
