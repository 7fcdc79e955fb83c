"""What people choose when they make interactions one, take them apart, or hand them to another account."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from channels_mgmt.inbox.choices import ENDED, Direction
from channels_mgmt.inbox.forms.acts import LONGEST, KeyedForm, lines
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.waiting import in_order
from channels_mgmt.team.models import Channel
from cmhub.lib.erased import name_shown
from cmhub.lib.moments import short_moment
from cmhub.lib.text import excerpt

OFFERED = 10
MESSAGES_OFFERED = 200
NUMBER = re.compile(r"(\d{1,18})/?\s*$")
"""The number of an interaction, alone or at the end of its address."""


def numbered(text: str, rows: "QuerySet[Interaction]") -> Interaction | None:
    """The interaction among `rows` that a number or an address names; none for no text.

    Raises ValidationError where there is no such one.
    """
    if not text.strip():
        return None
    number = NUMBER.search(text)
    found = rows.filter(pk=int(number[1])).first() if number else None
    if found is None:
        raise ValidationError(_("There is no such interaction of this brand."), code="unknown")
    return found


class MergeForm(forms.Form):
    others = forms.MultipleChoiceField(
        label=_("Interactions of the same person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    number = forms.CharField(
        label=_("Another interaction"),
        help_text=_("Its number, or the address of its page."),
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, interaction: Interaction, rows: "QuerySet[Interaction]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows.exclude(pk=interaction.pk)
        theirs = self.rows.filter(author_key=interaction.author_key).exclude(state__in=ENDED)
        self.offered = {str(each.pk): each for each in theirs.order_by("-last_at", "-pk")[:OFFERED]}
        others: Any = self.fields["others"]
        others.choices = [
            (pk, f"{short_moment(each.last_at)} · {excerpt(each.excerpt, 80)}")
            for pk, each in self.offered.items()
        ]
        if not self.offered:
            del self.fields["others"]

    def clean_number(self) -> Interaction | None:
        return numbered(self.cleaned_data["number"], self.rows)

    def chosen(self) -> list[Interaction]:
        """What is to become one with it, once the form is valid."""
        ticked = [self.offered[pk] for pk in self.cleaned_data.get("others", ())]
        named = self.cleaned_data.get("number")
        return [*ticked, named] if named and named not in ticked else ticked


class SplitForm(KeyedForm):
    messages = forms.MultipleChoiceField(
        label=_("Messages that become an interaction of their own"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one message of the public: an interaction begins with one.")
        },
    )

    def __init__(self, *args: Any, interaction: Interaction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = Message.objects.filter(interaction=interaction).order_by("-sent_at", "-pk")
        self.offered = {str(each.pk): each for each in in_order(latest[:MESSAGES_OFFERED])}
        field: Any = self.fields["messages"]
        field.choices = [(pk, self._words(each)) for pk, each in self.offered.items()]

    def chosen(self) -> list[Message]:
        return [self.offered[pk] for pk in self.cleaned_data["messages"]]

    @staticmethod
    def _words(message: Message) -> str:
        arrow = "→" if message.direction == Direction.OUT else "←"
        who = name_shown(message.author)
        return f"{short_moment(message.sent_at)} {arrow} {who} : {excerpt(message.text, 80)}"


class HandOverForm(KeyedForm):
    """To which account, and what the person is told. On another network they can only be told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Say how it is handed over.")},
    )
    text = forms.CharField(
        label=_("What you tell the person"),
        help_text=_("Empty, where it moves without a word. What you write is recorded as your reply."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-autogrow": True}),
    )

    def __init__(
        self, *args: Any, interaction: Interaction, channel: Channel, proposed: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = interaction.message_count
        self.fields["text"].initial = self.proposed = proposed
        moves = [("move", _("the interaction moves there, its clock keeps running"))]
        directs = [("direct", _("the person is told to write there, and expected for two weeks"))]
        same_network = channel.network == interaction.channel.network
        way: Any = self.fields["way"]
        way.choices = lines([*(moves if same_network else ()), *directs])
        way.initial = "direct"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way") == "move" and data.get("text", "").split() == self.proposed.split():
            data["text"] = ""  # who moves with the interaction is not told to write there
        if data.get("way") == "direct" and not data.get("text"):
            self.add_error("text", ValidationError(_("Tell the person where to write."), code="required"))
        return data

    def told(self) -> Draft | None:
        return Draft(self.cleaned_data["text"]) if self.cleaned_data["text"] else None


class ArrivedForm(forms.Form):
    number = forms.CharField(
        label=_("The interaction that they opened there"),
        help_text=_("Its number, or the address of its page."),
        max_length=300,
    )

    def __init__(self, *args: Any, rows: "QuerySet[Interaction]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def clean_number(self) -> Interaction | None:
        return numbered(self.cleaned_data["number"], self.rows)
