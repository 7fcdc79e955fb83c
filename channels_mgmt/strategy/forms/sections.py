"""The form of the fields of each section; its rows are in `rows`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from channels_mgmt.strategy.choices import Category, Goal, Presence, Section
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services.document import Document

CATEGORIES = UUID("5b0c3a1e-6f0e-4b43-8a53-2f6a7d0c9d11")
"""The keys of the shares of a mix are made of this and their category: the same in each version."""
NOT_SAID = [("", _("not said"))]


class Area(forms.Textarea):
    """A text that grows, and whose words are kept in the browser until they are saved."""

    def __init__(self, rows: int = 3, key: str = "") -> None:
        super().__init__({"rows": rows, "data-autogrow": ""} | ({"data-draft-key": key} if key else {}))


class SectionForm(forms.ModelForm):
    """The fields of one section; `edition` is that of what the form shows, `page` names the page it is on."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    page = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    class Meta:
        model = Strategy
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget = Area(key=f"strategy:{self.instance.pk}:{name}")
            field.label = capfirst(field.label) if field.label else field.label

    def _post_clean(self) -> None:
        """The version is not touched here: the service does, under its lock."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("edition", "page")}


class GoalForm(SectionForm):
    goals = forms.MultipleChoiceField(
        label=_("what the company wants of its presence"),
        choices=Goal.choices,
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
        required=False,
    )

    class Meta(SectionForm.Meta):
        fields = ("goals", "goal_words", "company_strategy")


class PresenceForm(SectionForm):
    class Meta(SectionForm.Meta):
        fields = (
            "site_state",
            "site_findings",
            "staff_state",
            "staff_findings",
            "content_state",
            "content_findings",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("site_state", "staff_state", "content_state"):
            self.fields[name].choices = [*NOT_SAID, *Presence.choices]  # type: ignore[attr-defined]


class MissionForm(SectionForm):
    class Meta(SectionForm.Meta):
        fields = ("mission", "audience")


class ToneForm(SectionForm):
    class Meta(SectionForm.Meta):
        fields = ("tone", "says", "does_not_say")


class NetworksForm(SectionForm):
    class Meta(SectionForm.Meta):
        fields = ("in_time_percent", "networks_apart")


class CrisisForm(SectionForm):
    class Meta(SectionForm.Meta):
        fields = ("crisis_words",)


class MixForm(SectionForm):
    """A number for each category, which make 100 together, or none at all."""

    class Meta(SectionForm.Meta):
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        shares = {share.category: share.percent for share in document.mix}
        kwargs["initial"] = shares | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for category in Category:
            self.fields[category.value] = forms.IntegerField(
                label=capfirst(category.label),
                required=False,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        total = sum(data.get(category.value) or 0 for category in Category)
        if total not in (0, 100) and not self.errors:
            told = _("The shares make %(total)d %% together: a mix makes 100 %%.")
            raise ValidationError(told % {"total": total}, code="mix")
        return data

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"category": category.value, "percent": percent, "key": uuid5(CATEGORIES, category.value)}
            for category in Category
            if (percent := self.cleaned_data.get(category.value))
        ]

    def values(self) -> dict[str, Any]:
        return {}


class EmptyForm(SectionForm):
    """For a section that has rows only."""


FORMS: Mapping[str, type[SectionForm]] = {
    Section.GOAL: GoalForm,
    Section.PRESENCE: PresenceForm,
    Section.MISSION: MissionForm,
    Section.PERSONAS: EmptyForm,
    Section.TONE: ToneForm,
    Section.NETWORKS: NetworksForm,
    Section.MIX: MixForm,
    Section.CRISIS: CrisisForm,
    Section.OBJECTIVES: EmptyForm,
}
