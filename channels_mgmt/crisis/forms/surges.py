from django import forms
from django.utils.translation import gettext_lazy as _


class DismissForm(forms.Form):
    """Why a rush is no crisis."""

    why = forms.CharField(
        label=_("Why it is no crisis"),
        max_length=300,
        help_text=_("For whoever looks at the next one: a match, a contest, an outage that is known…"),
        error_messages={"required": _("Say why it is no crisis.")},
    )
