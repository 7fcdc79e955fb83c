"""Logging what was seen, in seconds: what it is in one box, its nature in one tap."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Spoken
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.links import ANYWHERE, Link, link_in
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature, Topic, Where
from channels_mgmt.watch.forms.common import KeyedForm, choose_competitor, with_blank
from channels_mgmt.watch.models import Competitor
from channels_mgmt.watch.sameness import host_of, title_from
from channels_mgmt.watch.services.logging import LONGEST_TEXT, TITLE_LENGTH
from channels_mgmt.watch.services.rules import has_any
from cmhub.lib.picture_field import PictureField
from cmhub.lib.text import excerpt, without_marks

WAITED_AT_MOST = timedelta(days=30)
"""For how long an entry may have waited on somebody's device for the line to come back."""
OF_THE_PAGE = ("waited",)


class LogForm(KeyedForm):
    """What was seen: its words, its link, or both in one box; what is left open is told by the link."""

    text = forms.CharField(
        label=_("What you have seen"),
        help_text=_("Paste the link, the text, or both."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Paste the link or the text.")},
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "class": "brief",
                "dir": "auto",
                "data-autogrow": True,
                "data-draft-key": "watch",
                "autofocus": True,
            }
        ),
    )
    nature = forms.ChoiceField(
        label=pgettext_lazy("watch", "Nature"),
        choices=Nature.choices,
        initial=Nature.ROUTINE,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    picture = PictureField(label=_("Photo or screenshot"))
    topic = forms.ChoiceField(label=_("Topic"), choices=with_blank(Topic.choices), required=False)
    competitor = forms.ModelChoiceField(label=_("Competitor"), queryset=Competitor.objects.none())
    title = forms.CharField(
        label=_("In one line"),
        help_text=_("Empty: the first line of the text, or what the link says."),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    where = forms.ChoiceField(label=_("Where"), choices=with_blank(Where.choices), required=False)
    network = forms.ChoiceField(label=_("Network"), choices=with_blank(Network.choices), required=False)
    place = forms.CharField(
        label=_("Site or place"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    author = forms.CharField(
        label=_("Who wrote or said it"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=with_blank(Spoken.choices), required=False)
    seen_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Empty: just now. In the brand's time zone."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "w-medium"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    waited = forms.IntegerField(required=False, widget=forms.HiddenInput)

    link: Link | None = None

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text"].widget.attrs["maxlength"]  # browsers would cut what is pasted
        choose_competitor(self, brand, pgettext_lazy("competitor", "none, or named in the text"))

    def clean_author(self) -> str:
        """Without the marks of direction that networks put around names when they are copied."""
        return without_marks(self.cleaned_data["author"]).strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.link = link_in(data.get("text", ""))
        return data

    def values(self, now: datetime) -> dict[str, Any]:
        """What `log_item` takes of it, once it is valid: the link and the words tell what nobody said."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_PAGE}
        if waited := self.cleaned_data["waited"]:
            since = timedelta(seconds=min(max(waited, 0), WAITED_AT_MOST.total_seconds()))
            said["seen_at"] = said["seen_at"] or now - since
        link = self.link
        words = words_besides_link(said["text"])
        said["title"] = said["title"] or title_of(words, link)
        said["competitor"] = said["competitor"] or self._named(f"{said['title']} {words}")
        said["topic"] = said["topic"] or (Topic.COMPETITOR if said["competitor"] else Topic.REPUTATION)
        said["network"] = said["network"] or (link.network if link else "")
        said["where"] = said["where"] or where_of(link, said)
        said["place"] = said["place"] or (host_of(link.url) if link else "")
        return said | {"text": words, "url": link.url if link else ""}

    def _named(self, text: str) -> Competitor | None:
        watched: Any = self.fields["competitor"]
        return next((one for one in watched.queryset if has_any(text, [one.name, *one.words])), None)


def words_besides_link(text: str) -> str:
    """The text, empty where it is a link alone."""
    said = text.strip()
    return "" if len(said.split()) == 1 and link_in(said) else said


def title_of(words: str, link: Link | None) -> str:
    """The first line that says something, else what the address says, else where it leads."""
    for line in words.splitlines():
        if said := without_links(line):
            return excerpt(said, TITLE_LENGTH)
    if link is None:
        return ""
    return excerpt(title_from(link.url) or link.url.partition("://")[2], TITLE_LENGTH)


def without_links(line: str) -> str:
    """The words of a line beside the addresses in it; a line that is one of words is left as it is."""
    bare = ANYWHERE.sub(lambda found: "" if link_in(found[0]) else found[0], line)
    return " ".join(bare.split()).strip(" :–—-")


def where_of(link: Link | None, said: dict[str, Any]) -> str:
    if said["network"]:
        return Where.NETWORK
    if link:
        return Where.SITE
    return Where.PERSON if said["author"] else Where.OFFLINE
