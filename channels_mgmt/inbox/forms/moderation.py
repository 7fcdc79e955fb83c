"""What people write and choose when they moderate, and when they look at it again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.inbox.choices import AGAINST_AUTHORS, Act, Direction, Ground, State
from channels_mgmt.inbox.forms.acts import KeyedForm, lines, with_blank
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.opinions import is_only_opinion
from cmhub.lib.erased import name_shown
from cmhub.lib.text import excerpt

LONGEST = 10_000
OFFERED = 50
"""Messages of a long thread among which one is chosen: the latest."""
WORDS = {"rows": 3, "dir": "auto", "data-autogrow": True}


class ModerationForm(KeyedForm):
    act = forms.ChoiceField(
        label=_("What is done on the network"),
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Say what is done.")},
    )
    message = forms.ChoiceField(label=_("What it is about"), required=False)
    reason = forms.ChoiceField(
        label=pgettext_lazy("moderation", "Reason"),
        choices=with_blank(Ground.choices),
        error_messages={"required": _("Say why it is moderated.")},
    )
    rule = forms.CharField(
        label=_("The rule, in its own words"),
        max_length=300,
        required=False,
        help_text=_("Of the network, or of the brand. Needed where a rule is the reason."),
    )
    despite_opinion = forms.BooleanField(
        label=_("It is more than a negative opinion"),
        help_text=_(
            "A negative opinion is no reason: it deserves an answer. If you tick this, it is recorded."
        ),
        required=False,
    )

    def __init__(self, *args: Any, interaction: Interaction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        received = Message.objects.filter(interaction=interaction, direction=Direction.IN)
        self.messages = {str(each.pk): each for each in received.order_by("-sent_at", "-pk")[:OFFERED]}
        gone = interaction.state in (State.HIDDEN, State.REMOVED)
        offered = (Act.WARN, Act.BAN) if gone else AGAINST_AUTHORS
        act: Any = self.fields["act"]
        act.choices = lines([(each.value, each.label) for each in offered])
        about: Any = self.fields["message"]
        about.choices = [
            ("", _("all that this person wrote here")),
            *(
                (pk, f"{name_shown(each.author)} : {excerpt(each.text, 80)}")
                for pk, each in self.messages.items()
            ),
        ]
        if not any(is_only_opinion(interaction, each.text) for each in self.messages.values()):
            del self.fields["despite_opinion"]

    def said(self) -> dict[str, Any]:
        """What the verb takes, once the form is valid."""
        data = dict(self.cleaned_data)
        data["message"] = self.messages.get(data["message"])
        return data


class RefocusForm(KeyedForm):
    words = forms.CharField(
        label=_("The words that brought the discussion back"),
        max_length=LONGEST,
        help_text=_("As you published them. Nothing is removed."),
        error_messages={"required": _("Write the words that you said to the public.")},
        widget=forms.Textarea(attrs=WORDS),
    )


class ReverseForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is reversed"),
        max_length=300,
        error_messages={"required": _("Say why it is reversed.")},
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("What the person says"),
        max_length=LONGEST,
        error_messages={"required": _("Write what the person says.")},
        widget=forms.Textarea(attrs=WORDS),
    )


class AppealDecisionForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=lines([("1", _("the act stands")), ("0", _("the act is reversed"))]),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": _("Say what you decide.")},
    )
    words = forms.CharField(
        label=_("Why you decide so"),
        max_length=300,
        error_messages={"required": _("Say why you decide so.")},
    )
