import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels_mgmt.escalations.forms.answering import text_box
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.transferring import LONGEST_WHY
from cmhub.lib.house_words import MANAGER_TITLE
from cmhub.lib.sorting import alphabetical

MANAGER = "manager"


class RemarkForm(forms.Form):
    """What one side tells the other, once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, escalation: Escalation, kind: str, label: Any, help_text: Any = "", **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        kwargs.setdefault("prefix", kind)
        super().__init__(*args, **kwargs)
        self.fields["text"] = text_box(
            label, draft=f"{kind}:{escalation.pk}", required=True, help_text=help_text
        )


def ask_back_form(*args: Any, escalation: Escalation) -> RemarkForm:
    help_text = _("Your deadline stands still until the community manager has replied.")
    label = gettext_lazy("What you need to know")
    return RemarkForm(*args, escalation=escalation, kind="ask-back", label=label, help_text=help_text)


def give_form(*args: Any, escalation: Escalation) -> RemarkForm:
    help_text = _("The department's deadline runs on from here.")
    label = gettext_lazy("What the department asked for")
    return RemarkForm(*args, escalation=escalation, kind="give", label=label, help_text=help_text)


def further_form(*args: Any, escalation: Escalation) -> RemarkForm:
    help_text = _("The department is asked again, with new deadlines. Its answer of now stays in view.")
    label = gettext_lazy("What the answer leaves open")
    return RemarkForm(*args, escalation=escalation, kind="further", label=label, help_text=help_text)


def reopen_form(*args: Any, escalation: Escalation) -> RemarkForm:
    help_text = _("The department reads it. It is asked again, with new deadlines.")
    label = gettext_lazy("Why it is asked again")
    return RemarkForm(*args, escalation=escalation, kind="reopen", label=label, help_text=help_text)


class TransferForm(forms.Form):
    """To whom a question goes that another department should answer."""

    leg = forms.IntegerField(widget=forms.HiddenInput)
    department = forms.ChoiceField(label=gettext_lazy("Department"))
    why = forms.CharField(label=gettext_lazy("Why it goes elsewhere"), max_length=LONGEST_WHY)

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        kwargs["initial"] = {"leg": escalation.leg, **(kwargs.get("initial") or {})}
        kwargs.setdefault("prefix", "transfer")
        super().__init__(*args, **kwargs)
        departments = escalation.brand.company.departments.filter(closed_at=None)
        others = departments.exclude(pk=escalation.department_id or 0).order_by(*alphabetical("name"))
        self.departments = {each.slug: each for each in others}
        choices = [(slug, each.name) for slug, each in self.departments.items()]
        if escalation.department_id is not None:
            choices.append((MANAGER, str(MANAGER_TITLE)))
        field: Any = self.fields["department"]
        field.choices = [("", _("Choose")), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("department", "")
        return {**cleaned, "to": self.departments.get(chosen)}
