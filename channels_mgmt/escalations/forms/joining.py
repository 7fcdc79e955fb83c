import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.forms.answering import text_box
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.notices import department_name
from cmhub.lib.house_words import MANAGER_TITLE
from cmhub.lib.sorting import alphabetical
from cmhub.lib.text import excerpt

NEW = "new"
MANAGER = "manager"
SHOWN = 90


class JoinForm(forms.Form):
    """The question that several interactions become part of: one that is open, or a new one.

    None is ticked before somebody has read them, but for the one that an interaction is part of already.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    question = forms.ChoiceField(
        label=gettext_lazy("The question"), widget=forms.RadioSelect(attrs={"class": "choices"})
    )
    department = forms.ChoiceField(label=gettext_lazy("Department, for a new question"), required=False)

    def __init__(
        self,
        *args: Any,
        brand: Brand,
        questions: Iterable[Escalation],
        part_of: int | None = None,
        first: str = "",
        **kwargs: Any,
    ) -> None:
        self.questions = {str(one.pk): one for one in questions}
        chosen = str(part_of or "") if self.questions else NEW
        initial = {"key": uuid.uuid4(), "question": chosen, "text": first}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        departments = brand.company.departments.filter(closed_at=None).order_by(*alphabetical("name"))
        self.departments = {each.slug: each for each in departments}
        question: Any = self.fields["question"]
        question.choices = [
            *((pk, self._words(one)) for pk, one in self.questions.items()),
            (NEW, _("A new question to a department")),
        ]
        department: Any = self.fields["department"]
        named = [(slug, each.name) for slug, each in self.departments.items()]
        department.choices = [("", _("Proposed by the rules")), *named, (MANAGER, str(MANAGER_TITLE))]
        self.fields["text"] = text_box(
            gettext_lazy("What we ask, for a new question"), draft=f"join:{brand.pk}", rows=4
        )
        self.fields["text"].initial = first

    @staticmethod
    def _words(one: Escalation) -> str:
        said = _("%(department)s: %(question)s")
        return said % {"department": department_name(one), "question": excerpt(one.question, SHOWN)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("question", "")
        if chosen == NEW and not cleaned.get("text", "").strip():
            self.add_error("text", ValidationError(_("Write what you ask.")))
        place = cleaned.get("department", "")
        return {
            **cleaned,
            "escalation": self.questions.get(chosen),
            "where": {"to_manager": True}
            if place == MANAGER
            else {"department": self.departments.get(place)},
        }
