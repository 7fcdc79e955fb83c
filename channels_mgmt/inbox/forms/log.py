"""Logging by hand, in seconds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Kind, Network
from channels_mgmt.brands.links import Link, author_of, channel_of, link_in
from channels_mgmt.inbox.choices import Language, Priority, Sentiment
from channels_mgmt.inbox.forms.acts import LONGEST, KeyedForm, lines, with_blank
from channels_mgmt.team.models import Channel
from cmhub.lib.picture_field import PictureField
from cmhub.lib.text import without_marks

WAITED_AT_MOST = timedelta(days=30)
"""For how long an entry may have waited on somebody's device for the line to come back."""

OF_THE_PAGE = ("proposed", "waited")
"""What tells how the entry came to be, and is not of it."""


class LogForm(KeyedForm):
    """One message of the public that no file brings: the text, its link, or both in one box.

    The link says the channel and who wrote, where the person does not: `proposed` is the channel that the
    page chose, and another one is a person's word. `waited` is for how many seconds the entry waited in the
    browser; by it, and not by the device's clock, it is known when it was written down.
    """

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
        required=False,
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
    proposed = forms.IntegerField(required=False, widget=forms.HiddenInput)
    picture = PictureField(label=_("Photo or screenshot"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("interaction", "Kind"), choices=with_blank(Kind.choices), required=False
    )
    sentiment = forms.ChoiceField(label=_("Sentiment"), choices=with_blank(Sentiment.choices), required=False)
    theme = forms.CharField(
        label=_("Theme"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "log-themes", "autocomplete": "off", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=with_blank(Language.choices), required=False)
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
    waited = forms.IntegerField(required=False, widget=forms.HiddenInput)

    link: Link | None = None

    def __init__(
        self, *args: Any, channels: Sequence[Channel], brand_channels: Sequence[Channel] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text"].widget.attrs[
            "maxlength"
        ]  # browsers would cut what is pasted, and say nothing
        self.channels, self.brand_channels = channels, brand_channels or channels
        author: Any = self.fields["author"]
        author.one_of_several = True  # it or the link says who wrote: not to be called optional
        field: Any = self.fields["channel"]
        field.queryset = Channel.objects.filter(pk__in=[channel.pk for channel in channels])
        field.choices = [(channel.pk, str(channel)) for channel in channels]

    def clean_priority(self) -> int:
        return self.cleaned_data["priority"] or Priority.NORMAL

    def clean_author(self) -> str:
        """Without the marks of direction that networks put around names when they are copied."""
        return without_marks(self.cleaned_data["author"]).strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.link = link_in(data.get("text", ""))
        if "author" in data and not data["author"]:
            data["author"] = author_of(self.link, self.brand_channels) if self.link else ""
            if not data["author"]:
                self.add_error("author", ValidationError(_("Say who wrote."), code="required"))
        if self.link and data.get("channel"):
            data["channel"] = self._channel_of_link(self.link, data["channel"], data.get("proposed"))
        return data

    def _channel_of_link(self, link: Link, chosen: Channel, proposed: int | None) -> Channel:
        """The channel that a person chose, or else that of the link; asks them where the link says none."""
        if chosen.pk != proposed:
            return chosen
        if guessed := channel_of(link, self.channels):
            return guessed
        self.add_error("channel", ValidationError(not_placed(link), code="no_network"))
        # Whatever is chosen when it is sent again is what they say.
        self.data = {**dict(self.data.items()), "proposed": ""}
        return chosen

    def values(self, now: datetime) -> dict[str, Any]:
        """What `log_interaction` takes of it, once it is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_PAGE}
        if waited := self.cleaned_data["waited"]:
            since = timedelta(seconds=min(max(waited, 0), WAITED_AT_MOST.total_seconds()))
            said["sent_at"] = said["sent_at"] or now - since
        return said | {"url": self.link.url if self.link else ""}


def not_placed(link: Link) -> Any:
    """Why a link names no channel, and what to do."""
    if not link.network:
        return _("This link is of no network that we know: choose the channel on which it came in.")
    told = _("None of your channels of this brand is on %(network)s: choose the one on which it came in.")
    return told % {"network": Network(link.network).label}
