"""What people write and choose on an interaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.approval_reasons import SENSITIVE
from channels_mgmt.inbox.choices import Direction, Helped, Language, Priority, Sentiment
from channels_mgmt.inbox.forms.guarded import GuardedForm
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.agreed import Offer, in_use, offer_of, usable
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.variables import left_open
from cmhub.lib.forms import KnownSelect

LONGEST = 10_000
HOLDS_NO_MORE = _("The agreed answer holds no more. Your text is kept: read it again, then send it as yours.")


capitalised = lazy(lambda label: capfirst(str(label)), str)
"""A label as it begins a line, in the language of whoever reads it."""


def lines(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [(value, capitalised(label)) for value, label in choices]


def with_blank(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return lines([("", pgettext_lazy("no choice made", "not said")), *choices])


class KeyedForm(forms.Form):
    """A form that is taken once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AnswerForm(KeyedForm, GuardedForm):
    """A reply to the public. `seen` is the number of messages that its writer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST,
        strip=True,
        error_messages={"required": _("Write the answer first.")},
    )
    holding = forms.BooleanField(
        label=_("Holding reply"),
        help_text=_("It says that the real answer will follow."),
        required=False,
    )

    promised_for = forms.DateTimeField(
        label=_("The answer will come by"),
        required=False,
        help_text=_("What you promise shows on your day until it is kept."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "w-medium"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    in_doubt = forms.BooleanField(
        label=_("I am in doubt"),
        help_text=_("Somebody else reads it before it is published."),
        required=False,
    )
    doubt = forms.CharField(label=_("What makes you doubt"), max_length=300, required=False)
    used = forms.IntegerField(widget=forms.HiddenInput, required=False)
    deviation = forms.CharField(
        label=_("Why you say something else than is agreed"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, interaction: Interaction, offer: Offer | None = None, **kwargs: Any
    ) -> None:
        if offer:
            filled = {"text": offer.text, "used": offer.version.pk, "holding": offer.version.is_holding}
            kwargs["initial"] = filled | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.interaction, self.missing = interaction, offer.missing if offer else ()
        self.version: EntryVersion | None = offer.version if offer else None
        place = f"reply:{interaction.pk}:{self.version.pk}" if self.version else f"reply:{interaction.pk}"
        promised_for: Any = self.fields["promised_for"]
        promised_for.one_of_several = True  # a holding reply needs it: not to be called optional
        self.fields["seen"].initial = interaction.message_count
        self.fields["text"].widget = forms.Textarea(
            attrs={
                "rows": 4,
                "dir": "auto",
                "data-key": "r",
                "data-autogrow": True,
                "data-draft-key": place,
            }
        )

    @classmethod
    def following(
        cls, asked: str, *, interaction: Interaction, by: User, at: datetime, text: str = ""
    ) -> "AnswerForm":
        """The form filled with the answer of the version that an address asks for (`?use=`); with `text`
        where there is none that may be used today.
        """
        version = usable(asked, interaction, at) if asked else None
        if version is None:
            return cls(interaction=interaction, initial={"text": text} if text else None)
        return cls(interaction=interaction, offer=offer_of(interaction, version, by=by, at=at))

    @property
    def is_sensitive(self) -> bool:
        """Whether what is agreed waits for a second person, whoever says it."""
        return bool(self.version and self.version.sensitivity in SENSITIVE)

    def clean_used(self) -> EntryVersion | None:
        """What counts now of the situation: it may have been changed while the reply was written."""
        asked = self.cleaned_data["used"]
        if asked is None:
            return None
        self.version = in_use(asked, self.interaction)
        if self.version is None:
            told = _("This answer belongs to the protocol of another brand.")
            raise ValidationError(told, code="protocol")
        if not self.version.is_valid_on(self.interaction.brand.agency.day_of(timezone.now())):
            self.version = None
            raise ValidationError(HOLDS_NO_MORE, code="expired")
        return self.version

    def _compare(self, text: str, used: EntryVersion, why: str) -> None:
        """What is left open is filled in first; what deviates needs a reason."""
        if names := left_open(text):
            told = _("Fill in what is left open: %(names)s.")
            named = {"names": ", ".join(names)}
            self.add_error("text", ValidationError(told, code="left_open", params=named))
        elif not why and not used.is_said_by(text):
            told = _("This is not what is agreed: say why, or keep to the agreed answer.")
            self.add_error("deviation", ValidationError(told, code="deviation"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("used") and data.get("text"):
            self._compare(data["text"], data["used"], data.get("deviation", ""))
        self.guard(data.get("text", ""), self.interaction)
        if data.get("holding") and not data.get("promised_for") and "promised_for" not in self.errors:
            told = _("A holding reply says by when the answer comes.")
            self.add_error("promised_for", ValidationError(told, code="required"))
        return data

    def draft(self) -> Draft:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        return Draft(
            said["text"],
            holding=said["holding"],
            promised_for=said["promised_for"] if said["holding"] else None,
            in_doubt=said["in_doubt"] or bool(said["doubt"]),
            doubt=said["doubt"],
            used=said["used"],
            deviation=said["deviation"] if said["used"] else "",
        )


class SortForm(forms.Form):
    """What an interaction is."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("interaction", "Kind"),
        choices=with_blank(Kind.choices),
        required=False,
        widget=KnownSelect,
    )
    theme = forms.CharField(label=_("Theme"), max_length=80, required=False)
    sentiment = forms.ChoiceField(
        label=_("Sentiment"), choices=with_blank(Sentiment.choices), required=False, widget=KnownSelect
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=with_blank(Language.choices), required=False, widget=KnownSelect
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=lines(Priority.choices),
        coerce=int,
        empty_value=None,
        required=False,
        widget=KnownSelect,
    )

    def __init__(self, *args: Any, interaction: Interaction | None = None, **kwargs: Any) -> None:
        if interaction:
            kwargs["initial"] = {name: getattr(interaction, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if interaction and interaction.language and interaction.language not in Language.values:
            field: Any = self.fields["language"]
            field.choices = [*field.choices, (interaction.language, interaction.language)]


class NoteForm(KeyedForm):
    text = forms.CharField(
        label=_("Internal note"),
        max_length=LONGEST,
        help_text=_("The public never sees it."),
        error_messages={"required": _("Write the note first.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True}),
    )


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nothing is to be answered"),
        max_length=200,
        error_messages={"required": _("Say why it is set aside.")},
        widget=forms.TextInput(attrs={"list": "set-aside-reasons"}),
    )


class ReleaseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is no longer owed"),
        max_length=200,
        error_messages={"required": _("Say why it is no longer owed.")},
    )


class SatisfactionForm(KeyedForm):
    """What the person says who was asked whether it helped."""

    points = forms.TypedChoiceField(
        label=_("Did it help?"),
        choices=lines(Helped.choices),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five answers.")},
    )


class MessageForm(KeyedForm):
    """A further message of an interaction, seen on the network."""

    direction = forms.ChoiceField(
        label=_("Who wrote"),
        choices=lines([(Direction.IN, _("the public")), (Direction.OUT, _("the brand"))]),
        initial=Direction.IN,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    text = forms.CharField(
        label=_("Text or link"),
        max_length=LONGEST,
        error_messages={"required": _("Paste the text or the link.")},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-autogrow": True}),
    )
    sent_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Empty: just now. In the brand's time zone."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "w-medium"}, format="%Y-%m-%dT%H:%M"
        ),
    )
