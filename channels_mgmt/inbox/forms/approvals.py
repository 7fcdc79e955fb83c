"""What is said of a reply that waits for approval, and who approves replies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.forms.acts import LONGEST
from channels_mgmt.inbox.forms.guarded import GuardedForm
from channels_mgmt.inbox.models import Approval, ApprovalRule
from channels_mgmt.inbox.services.approval_mails import able_to_approve


class DecisionForm(GuardedForm):
    """Approving as it is, approving with a changed text, or sending back with words."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("The reply"),
        max_length=LONGEST,
        error_messages={"required": _("Write the answer first.")},
    )
    words = forms.CharField(
        label=_("What is to be changed"),
        max_length=1000,
        required=False,
        help_text=_("For the author alone, when you send it back."),
        widget=forms.Textarea({"rows": 2, "dir": "auto", "data-autogrow": True}),
    )

    def __init__(self, *args: Any, approval: Approval, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": approval.text, "seen": approval.interaction.message_count}
        super().__init__(*args, **kwargs)
        words: Any = self.fields["words"]
        words.one_of_several = True  # one of the ways to decide needs it: not to be called optional
        self.interaction = approval.interaction
        self.fields["text"].widget = forms.Textarea({"rows": 4, "dir": "auto", "data-autogrow": True})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "send_back" not in self.data:
            self.guard(cleaned.get("text", ""), self.interaction)
        return cleaned


class ApprovalRuleForm(forms.ModelForm):
    """Who is asked first, who then, and how long each has."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = ApprovalRule
        fields = ("approver", "backup", "minutes")

    def __init__(self, *args: Any, brand: Brand, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].initial = self.instance.edition if self.instance.pk else 0
        self.fields["minutes"].widget.attrs |= {"class": "w-short", "inputmode": "numeric"}
        for name in ("approver", "backup"):
            field: Any = self.fields[name]
            field.queryset = able_to_approve(brand, at)
            field.label_from_instance = lambda person: person.name
            field.empty_label = _("everybody who may approve")
