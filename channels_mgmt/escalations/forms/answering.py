import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Contact
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.beginning import interaction_of
from channels_mgmt.escalations.services.opening import LONGEST_QUESTION
from channels_mgmt.inbox.forms.guarded import GuardedForm

LONGEST_TEXT = LONGEST_QUESTION


def text_box(
    label: Any, *, draft: str, required: bool = False, help_text: Any = "", rows: int = 4
) -> forms.CharField:
    attributes = {"rows": rows, "data-autogrow": True, "data-draft-key": draft, "dir": "auto"}
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs=attributes),
    )


class AnswerForm(forms.Form):
    """The department's answer, in two boxes of which one is needed; a manager who writes it down says whose
    it is.
    """

    boxes = ("publishable", "internal")

    contact = forms.ModelChoiceField(
        label=gettext_lazy("Who answered"), queryset=Contact.objects.none(), required=False
    )

    def __init__(self, *args: Any, escalation: Escalation, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publishable"] = text_box(
            gettext_lazy("Publishable"),
            draft=f"answer:{escalation.pk}:publishable",
            help_text=_("What the public may read. The community manager puts it in the brand's words."),
        )
        self.fields["internal"] = text_box(
            gettext_lazy("For the community manager only"),
            draft=f"answer:{escalation.pk}:internal",
            help_text=_("What helps to understand, and must not be published."),
            rows=3,
        )
        for name in self.boxes:
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]
        if not for_others or escalation.department is None:
            del self.fields["contact"]
            return
        contact: Any = self.fields["contact"]
        contact.queryset = escalation.department.contacts.filter(left_at=None)
        contact.empty_label = _("Myself")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("publishable") and not cleaned.get("internal"):
            raise ValidationError(
                _("Write an answer: what may be published, or what the community manager must know.")
            )
        return cleaned


class RelayForm(GuardedForm):
    """The reply to the public."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "key": uuid.uuid4(),
            "text": escalation.publishable,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.interaction = interaction_of(escalation)
        self.fields["text"] = text_box(
            gettext_lazy("Your reply to the public"), draft=f"relay:{escalation.pk}", required=True, rows=6
        )
        self.order_fields(["key", "text", "confirmed"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.guard(cleaned.get("text", ""), self.interaction)
        return cleaned


class CloseForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)
