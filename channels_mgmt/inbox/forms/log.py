"""Logging by hand, in seconds."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Priority, Sentiment
from channels_mgmt.inbox.forms.acts import LONGEST, KeyedForm, lines, with_blank
from channels_mgmt.team.models import Channel

LINK = re.compile(r"https?://\S+")


class LogForm(KeyedForm):
    """One message of the public that no file brings: the text, its link, or both in one box."""

    text = forms.CharField(
        label=_("What they wrote"),
        help_text=_("Paste the text, the link, or both."),
        max_length=LONGEST,
        error_messages={"required": _("Paste the text or the link.")},
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "dir": "auto",
                "data-autogrow": True,
                "data-draft-key": "log",
                "autofocus": True,
            }
        ),
    )
    author = forms.CharField(
        label=_("Who wrote"),
        help_text=_("Name or handle, as the network shows it."),
        max_length=200,
        error_messages={"required": _("Say who wrote.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    channel = forms.ModelChoiceField(
        label=_("Channel"),
        queryset=Channel.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose the channel."),
            "invalid_choice": _("Choose a channel of this brand."),
        },
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("interaction", "Kind"), choices=with_blank(Kind.choices), required=False
    )
    sentiment = forms.ChoiceField(label=_("Sentiment"), choices=with_blank(Sentiment.choices), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=lines(Priority.choices),
        coerce=int,
        initial=Priority.NORMAL,
        required=False,
    )
    sent_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Empty: just now. In the brand's time zone."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "w-medium"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    def __init__(self, *args: Any, channels: list[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["channel"]
        field.queryset = Channel.objects.filter(pk__in=[channel.pk for channel in channels])

    def clean_priority(self) -> int:
        return self.cleaned_data["priority"] or Priority.NORMAL

    def url(self) -> str:
        """The first link of what was pasted, where it is one that can be kept."""
        found = LINK.search(self.cleaned_data["text"])
        link = found[0].rstrip(".,;:!?)»”\"'") if found else ""
        return link if len(link) <= 1000 and valid_host(link) else ""


def valid_host(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False
