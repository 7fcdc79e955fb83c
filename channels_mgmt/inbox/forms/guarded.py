"""Texts for the public that are held against what stays inside."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.repeats import repeated_inside


class GuardedForm(forms.Form):
    """A form whose `text` goes out to the public. One that repeats what is confidential or for the team
    only is sent once that is confirmed, by a box that is shown from then on.
    """

    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read it again: it may be published"),
        required=False,
        widget=forms.HiddenInput,
    )

    def guard(self, text: str, interaction: Interaction) -> None:
        """Adds an error to `text` where it repeats something, unless that is confirmed."""
        words = repeated_inside(text, interaction)
        if not words:
            return
        self.fields["confirmed"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("confirmed"):
            told = _("This repeats what stays inside: “%(words)s”. Write it in other words, or confirm.")
            self.add_error("text", told % {"words": words})

    @property
    def asks_confirmation(self) -> bool:
        return not self.fields["confirmed"].widget.is_hidden
