from django import forms
from django.utils.translation import gettext_lazy as _

from channels_mgmt.protocol.services.gaps import LONGEST


class GapForm(forms.Form):
    """What is asked and has no agreed answer; empty for what the interaction is sorted as."""

    words = forms.CharField(
        label=_("What is asked, in your words"),
        max_length=LONGEST,
        required=False,
        help_text=_("Never the words of the public, nor a name."),
    )
