from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.forms.posts import KeyedForm, PersonaField
from channels_mgmt.publishing.forms.relations import team_of
from channels_mgmt.strategy.models import Persona, Strategy
from reporting.weekly.choices import Answer, Progress
from reporting.weekly.models import (
    DecisionAsked,
    Insight,
    Quotation,
    Recommendation,
    WeeklyReport,
)
from reporting.weekly.qualitative import lines


def _text(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.Textarea({"rows": rows, "data-autogrow": ""}),
    )


def keep_drafts(form: forms.Form, place: str) -> None:
    """What is typed in the form is kept on the device under this place until it was sent."""
    for name, field in form.fields.items():
        if not isinstance(field.widget, (forms.HiddenInput, forms.CheckboxSelectMultiple)):
            field.widget.attrs["data-draft-key"] = f"{place}:{name}"


class EditionForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)


class ReadingForm(EditionForm):
    """What the CM reads in the numbers, and the week's errors as the report tells them."""

    reading_fr = _text(_("What you read in the numbers (French)"), 4)
    reading_en = _text(_("What you read in the numbers (English)"), 2)
    errata = _text(_("Errors made and corrected"), 2, _("One a line."))

    @classmethod
    def of(cls, report: WeeklyReport, data: Any = None) -> ReadingForm:
        reading = report.qualitative["reading"]
        initial = {f"reading_{language}": reading.get(language, "") for language in ("fr", "en")}
        initial["errata"] = "\n".join(one["text"] for one in report.qualitative["errata"])
        form = cls(data, initial={**initial, "edition": report.edition})
        keep_drafts(form, f"report:{report.pk}:{report.edition}")
        for name in initial:
            field: Any = form.fields[name]
            field.widget.attrs["data-draft-over"] = ""
            field.one_of_several = name != "errata"  # in one language it is needed: not to be called optional
        return form

    def reading(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reading_{language}"] for language in ("fr", "en")}

    def errata_lines(self) -> list[str]:
        return lines(self.cleaned_data["errata"])


class InsightFields(forms.Form):
    """What was learned, with the words that show it."""

    text = forms.CharField(
        label=_("What was learned"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "data-autogrow": ""}),
    )
    quotations = forms.ModelMultipleChoiceField(
        label=_("Words that show it"),
        queryset=Quotation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    persona = PersonaField(label=_("Persona it concerns"), required=False)

    def offer(self, brand: Brand, week: str, area: str, held: Insight | None = None) -> None:
        """The quotations of the week about the same that wait for an insight, and those of this one."""
        of_week = Quotation.objects.of_week(brand.pk, week).filter(area=area)
        quotations: Any = self.fields["quotations"]
        quotations.queryset = of_week.filter(insight=None) | of_week.filter(insight=held)
        quotations.label_from_instance = lambda one: one.words
        was_offered = self.add_prefix("quotations") in self.data
        if not was_offered and not quotations.queryset.exists():
            del self.fields["quotations"]
        persona: Any = self.fields["persona"]
        persona.offer(brand, held.persona if held else None)
        if len(persona.choices) == 1:
            del self.fields["persona"]

    def values(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("text", "quotations", "persona") if name in self.fields
        }


class RecommendationFields(forms.Form):
    """What is to be done, by whom, until when: by one who may follow it up, or who has it already."""

    text = forms.CharField(
        label=pgettext_lazy("report", "What is to be done"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "data-autogrow": ""}),
    )
    owner = forms.ModelChoiceField(
        label=_("Who sees to it"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody else, or nobody yet"),
    )
    owner_words = forms.CharField(
        label=_("Or who, in words"), max_length=120, required=False, help_text=_("A department, a supplier.")
    )
    due_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "w-medium"}, format="%Y-%m-%d"),
    )

    def offer(self, brand: Brand, week: str, area: str, held: Recommendation | None = None) -> None:
        owner: Any = self.fields["owner"]
        owner.queryset = team_of(brand, timezone.now(), Right.REPORT_COMPLETE)
        if held is not None and held.owner_id:
            owner.queryset = owner.queryset | User.objects.filter(pk=held.owner_id).distinct()

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "owner", "owner_words", "due_on")}


class DecisionFields(forms.Form):
    """One question to the executive, which can be answered with yes or no."""

    text = forms.CharField(
        label=_("What is to be decided"),
        max_length=2000,
        help_text=_("A question that yes, no or later answers."),
        widget=forms.Textarea({"rows": 2, "data-autogrow": ""}),
    )

    def offer(self, brand: Brand, week: str, area: str, held: DecisionAsked | None = None) -> None:
        """Nothing to choose from."""

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class NewInsightForm(KeyedForm, InsightFields):
    pass


class NewRecommendationForm(KeyedForm, RecommendationFields):
    pass


class NewDecisionForm(KeyedForm, DecisionFields):
    pass


class ChangedInsightForm(EditionForm, InsightFields):
    pass


class ChangedRecommendationForm(EditionForm, RecommendationFields):
    pass


class ChangedDecisionForm(EditionForm, DecisionFields):
    pass


class CutForm(EditionForm):
    words = forms.CharField(
        label=_("Words that are quoted"),
        max_length=1000,
        help_text=_("Leave some out with “…”; add none."),
        widget=forms.Textarea({"rows": 3, "data-autogrow": "", "dir": "auto"}),
    )


class FollowUpForm(EditionForm):
    progress = forms.ChoiceField(label=_("How far it is"), choices=Progress.choices, widget=forms.RadioSelect)
    outcome = _text(_("What came of it"), 2)


class AnswerForm(EditionForm):
    """The three buttons are the answers."""

    said = forms.ChoiceField(label=pgettext_lazy("decision", "Answer"), choices=Answer.choices)
    words = forms.CharField(label=_("A word with it, if you like"), max_length=1000, required=False)


class TieForm(forms.Form):
    """A theme of the inbox in which the frustration of a persona shows."""

    persona = forms.ChoiceField(label=_("Persona"))
    theme = forms.CharField(label=_("Theme"), max_length=80, widget=forms.TextInput({"list": "themes"}))

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persona: Any = self.fields["persona"]
        persona.choices = [(str(one.key), f"{one.name} — {one.frustrations}") for one in frustrated(brand)]


def frustrated(brand: Brand) -> list[Persona]:
    """The personas of the strategy in force that something frustrates."""
    in_force = Strategy.objects.in_force().filter(brand=brand)
    return list(Persona.objects.filter(strategy__in=in_force).exclude(frustrations=""))


class RevisionForm(forms.Form):
    what_changed = forms.CharField(label=_("What changes, and why"), max_length=1000)
