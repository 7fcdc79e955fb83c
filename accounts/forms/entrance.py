"""What the library asks for, in the words that the rest of the product has."""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class ResetPasswordForm(forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
