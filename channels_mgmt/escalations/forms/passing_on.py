import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.forms.answering import text_box
from channels_mgmt.escalations.services.rules.routing import Plan
from cmhub.lib.house_words import MANAGER_TITLE
from cmhub.lib.sorting import alphabetical

MANAGER = "manager"
PROPOSED = ""


class PassOnForm(forms.Form):
    """What to ask, and of whom: the department that the rules propose, or another one; where they propose
    none, one has to be chosen.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    department = forms.ChoiceField(
        label=gettext_lazy("Department"),
        required=False,
        error_messages={"required": gettext_lazy("Choose a department.")},
    )

    def __init__(
        self, *args: Any, brand: Brand, proposal: Plan | None, draft: str, help_text: str, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.departments = {
            each.slug: each
            for each in brand.company.departments.filter(closed_at=None).order_by(*alphabetical("name"))
        }
        self.proposed = proposal.department.slug if proposal and proposal.department else MANAGER
        department: Any = self.fields["department"]
        department.required = proposal is None
        department.choices = self._choices(proposal)
        self.fields["question"] = text_box(
            gettext_lazy("What we ask"),
            draft=draft,
            required=True,
            help_text=help_text,
            rows=5,
        )
        self.fields["also"] = forms.MultipleChoiceField(
            label=gettext_lazy("Also ask"),
            required=False,
            choices=[(slug, each.name) for slug, each in self.departments.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("Each is asked the same, with deadlines of its own."),
        )
        self.order_fields(["key", "department", "question", "also"])
        asked: Any = self.fields["also"].widget
        first = self["department"].value() or (self.proposed if proposal else "")
        asked.choices = [(slug, name) for slug, name in asked.choices if slug != first]

    def _choices(self, proposal: Plan | None) -> list[tuple[str, str]]:
        if proposal is None:
            named = [(slug, each.name) for slug, each in self.departments.items()]
            return [("", _("Choose a department…")), *named, (MANAGER, str(MANAGER_TITLE))]
        proposed = proposal.department.name if proposal.department else str(MANAGER_TITLE)
        others = [(slug, each.name) for slug, each in self.departments.items() if each != proposal.department]
        if proposal.department is not None:
            others.append((MANAGER, str(MANAGER_TITLE)))
        return [(PROPOSED, _("%(department)s (proposed)") % {"department": proposed}), *others]

    def asked(self) -> Iterator[tuple[uuid.UUID, dict[str, Any]]]:
        """Whom the valid form asks, the department that was chosen first, each with a key of its own."""
        key, first = self.cleaned_data["key"], self.cleaned_data["department"]
        yield key, self.chosen(first)
        for slug in self.cleaned_data["also"]:
            if slug != (first or self.proposed):
                yield uuid.uuid5(key, slug), self.chosen(slug)

    def chosen(self, value: str) -> dict[str, Any]:
        """The `department`, or `to_manager`, that a value of the select stands for; none for the proposal."""
        if value == MANAGER:
            return {"to_manager": True}
        return {"department": self.departments.get(value)}
