"""The site's funnel: a week entered by hand, a file, and what its columns hold."""

from typing import Any
from uuid import uuid4

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cmhub.lib.weeks import Week
from reporting.metrics.choices import Stage
from reporting.metrics.readers.dates import DAY_FIRST, MONTH_FIRST
from reporting.metrics.readers.site import DAY, WEEK, Answers
from reporting.metrics.services.funnel import MAX_BYTES, FunnelWeek

MOST = 10**12
HINTS = {
    Stage.VISITORS: gettext_lazy("People who came to the site, each once in the week."),
    Stage.VISITS: gettext_lazy("Sessions: a person may make several."),
    Stage.LEADS: gettext_lazy("People who left a way to reach them, or asked for an offer."),
    Stage.CUSTOMERS: gettext_lazy("People who bought, or signed."),
    Stage.PROMOTERS: gettext_lazy("Customers who recommend the brand, as your surveys say."),
}


class WeekForm(forms.Form):
    """A figure for each stage, and how many of them came from the communities. An empty one is not known."""

    def __init__(self, *args: Any, held: FunnelWeek, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in Stage:
            row = held.figures.get(stage)
            said, part = (row.value, row.from_communities) if row else (None, None)
            self.fields[stage.value] = count(capfirst(stage.label), said, HINTS[stage])
            self.fields[f"{stage.value}_part"] = count(
                gettext_lazy("of which from the communities"), part, ""
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for stage in Stage.values:
            value, part = cleaned.get(stage), cleaned.get(f"{stage}_part")
            if part is not None and (value is None or part > value) and stage not in self.errors:
                self.add_error(f"{stage}_part", _("There cannot be more from the communities than in all."))
        return cleaned

    @property
    def figures(self) -> dict[str, tuple[int | None, int | None]]:
        given = self.cleaned_data
        return {stage: (given.get(stage), given.get(f"{stage}_part")) for stage in Stage.values}

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[stage], self[f"{stage}_part"]) for stage in Stage.values]


def count(label: Any, initial: int | None, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST,
        initial=initial,
        help_text=hint,
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
    )


class WhichWeekForm(forms.Form):
    """The week that is entered, of the last ones that are over."""

    week = forms.ChoiceField(label=gettext_lazy("Week"))

    def __init__(self, *args: Any, weeks: list[Week], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(week), capfirst(week.label())) for week in weeks]
        self.fields["week"].choices = choices  # type: ignore[attr-defined]


class FileForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel, a line for each day or week, perhaps one for each source."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export it in parts.")
                % {"limit": filesizeformat(MAX_BYTES)}
            )
        return file


class ColumnsForm(forms.Form):
    """Which column of the file holds what, and what one of its lines is."""

    each = forms.ChoiceField(
        label=gettext_lazy("Each line is"),
        choices=[
            (DAY, pgettext_lazy("line of a file", "a day")),
            (WEEK, pgettext_lazy("line of a file", "a week")),
        ],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("In dates such as 01/02/2026 comes first"),
        choices=[
            ("", pgettext_lazy("order of a date", "nothing of the sort in the file")),
            (DAY_FIRST, pgettext_lazy("order of a date", "the day")),
            (MONTH_FIRST, pgettext_lazy("order of a date", "the month")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, header: list[str], answers: Answers, **kwargs: Any) -> None:
        kwargs["initial"] = {"each": answers.each, "order": answers.order}
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in dict.fromkeys(header) if name]
        labels = {"when": gettext_lazy("Day or week"), "source": gettext_lazy("Source of the visit")}
        labels |= {stage.value: capfirst(stage.label) for stage in Stage}
        for ours, label in labels.items():
            none = (
                pgettext_lazy("column", "choose")
                if ours == "when"
                else pgettext_lazy("column", "not in the file")
            )
            self.fields[f"column_{ours}"] = forms.ChoiceField(
                label=label,
                choices=[("", none), *names],
                initial=answers.columns.get(ours, ""),
                required=ours == "when",
                error_messages={"required": gettext_lazy("Say which column holds it.")},
            )
        self.ours = list(labels)

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{ours}"] for ours in self.ours]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [cleaned.get(f"column_{ours}") for ours in self.ours]
        told = [name for name in chosen if name]
        if len(told) != len(set(told)):
            raise forms.ValidationError(_("One column cannot be two things."))
        if not any(cleaned.get(f"column_{stage}") for stage in Stage.values):
            raise forms.ValidationError(_("Say which column holds a figure."))
        return cleaned

    @property
    def answers(self) -> Answers:
        given = self.cleaned_data
        columns = {ours: given[f"column_{ours}"] for ours in self.ours if given.get(f"column_{ours}")}
        return Answers(columns, given["each"], given["order"])
