"""Giving an export, answering what it does not say, and saying what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from channels_mgmt.inbox.forms.acts import KeyedForm
from channels_mgmt.team.models import Channel
from cmhub.lib.forms import DayInput
from reporting.metrics.catalogue import ALL, Unit
from reporting.metrics.models import MetricsRun
from reporting.metrics.readers import Answers, MappingError, guessed_columns, mapped_format
from reporting.metrics.readers.dates import DAY_FIRST, MONTH_FIRST
from reporting.metrics.readers.declared import FIELDS, Rows
from reporting.metrics.services.runs import Choices

COLUMNS_SHOWN = 60
"""Columns of an unknown file of which a person can say what they are."""
ROWS = (
    (Rows.DAYS.value, pgettext_lazy("line of a file", "a day of the account")),
    (Rows.POSTS.value, pgettext_lazy("line of a file", "a post")),
    (Rows.AUDIENCE.value, pgettext_lazy("line of a file", "a part of the audience")),
)
FIELD_LABELS = {
    "day": pgettext_lazy("column of figures", "day"),
    "network": pgettext_lazy("column of figures", "network"),
    "post_id": pgettext_lazy("column of figures", "id of the post"),
    "permalink": pgettext_lazy("column of figures", "address of the post"),
    "published": pgettext_lazy("column of figures", "published on"),
    "text": pgettext_lazy("column of figures", "text"),
    "title": pgettext_lazy("column of figures", "title"),
    "kind": pgettext_lazy("column of figures", "sort of post"),
    "account": pgettext_lazy("column of figures", "account"),
    "segment": pgettext_lazy("column of figures", "part of the audience"),
}
SCALED = {
    Unit.RATE: ("percent", pgettext_lazy("column of figures", "as a percentage")),
    Unit.SECONDS: ("hours", pgettext_lazy("column of figures", "in hours")),
}


class ExportForm(KeyedForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("As the network exports it: CSV, XLSX or XLS."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.INTAKE_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export it in parts.")
                % {"limit": filesizeformat(settings.INTAKE_MAX_BYTES)}
            )
        return file


class ChannelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.get_network_display()})"


class AnswersForm(forms.Form):
    """What a file does not say. Only what is asked is shown, and what was answered."""

    channel = ChannelChoice(
        label=gettext_lazy("Channel"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=pgettext_lazy("channel", "as the file says"),
        error_messages={"invalid_choice": gettext_lazy("Choose a channel of this brand.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of the latest day"), required=False, min_value=2004, max_value=2099
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("01/02 is"),
        required=False,
        choices=[
            ("", pgettext_lazy("no choice made", "not said")),
            (DAY_FIRST, gettext_lazy("1 February: the day comes first")),
            (MONTH_FIRST, gettext_lazy("2 January: the month comes first")),
        ],
    )
    metric = forms.ChoiceField(label=gettext_lazy("Which figure it is"), required=False)
    as_of = forms.DateField(
        label=gettext_lazy("Exported on"),
        widget=DayInput,
        help_text=gettext_lazy("What the file says since publication is dated by this day."),
    )

    def __init__(self, *args: Any, run: MetricsRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        channel: Any = self.fields["channel"]
        channel.queryset = run.brand.channels.order_by("name", "pk")
        metric: Any = self.fields["metric"]
        metric.choices = [
            ("", pgettext_lazy("no choice made", "not said")),
            *((one.name, capfirst(str(one.label))) for one in ALL),
        ]
        self.fields["as_of"].initial = run.as_of

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > self.run.as_of:
            raise forms.ValidationError(_("Choose a day until today."))
        return day

    def choices(self, columns: dict[str, Any] | None = None) -> Choices:
        """What was said so far; of what was said wrongly, nothing."""
        said = getattr(self, "cleaned_data", {})
        answers = Answers(
            year=said.get("year"),
            date_order=said.get("date_order") or None,
            metric=said.get("metric") or "",
        )
        return Choices(said.get("channel"), answers, said.get("as_of") or self.run.as_of, columns or {})


class ColumnsForm(forms.Form):
    """What each column of a file of no known format is. `chosen` is what was remembered."""

    rows = forms.ChoiceField(label=gettext_lazy("A line is"), choices=ROWS)
    dimension = forms.CharField(
        label=gettext_lazy("Parts by"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Of an audience: city, country, age…"),
    )

    def __init__(self, *args: Any, header: Sequence[str], chosen: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [name for name in dict.fromkeys(header) if name]
        asked = self.data.get("rows") or chosen.get("rows", "")
        rows = Rows(asked) if asked in dict(ROWS) else self.likely(header)
        self.fields["rows"].initial = rows.value
        self.fields["dimension"].initial = chosen.get("dimension", "")
        theirs = chosen.get("columns") or guessed_columns(rows, self.names)
        initial = {name: ours for ours, name in theirs.items()}
        offered = offers()
        for place, name in enumerate(self.names[:COLUMNS_SHOWN]):
            ours = initial.get(name, "")
            if scale := chosen.get("scales", {}).get(ours):
                ours = f"{ours}:{scale}"
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=name, choices=offered, initial=ours, required=False
            )

    @staticmethod
    def likely(header: Sequence[str]) -> Rows:
        """Of which sort of lines the header has the key."""
        guessed = guessed_columns(Rows.POSTS, header)
        return Rows.POSTS if {"post_id", "permalink"} & set(guessed) else Rows.DAYS

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("c")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = self.chosen()
        if "rows" in cleaned:
            try:
                mapped_format(Rows(cleaned["rows"]), chosen["columns"], self.names)
            except MappingError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """As `MetricsRun.columns` keeps it; {} where nothing was said yet."""
        said = getattr(self, "cleaned_data", None) or {
            name: field.initial for name, field in self.fields.items()
        }
        columns, scales = {}, {}
        for place, name in enumerate(self.names[:COLUMNS_SHOWN]):
            ours, _colon, scale = (said.get(f"c{place}") or "").partition(":")
            if ours and ours not in columns:
                columns[ours] = name
                if scale:
                    scales[ours] = scale
        dimension = (said.get("dimension") or "").replace(":", " ").strip()
        return {"rows": said.get("rows", ""), "dimension": dimension, "columns": columns, "scales": scales}


def offers() -> list[tuple[str, Any]]:
    """What a column can be: fields, then figures, some of them in another unit."""
    fields = dict.fromkeys(name for rows in Rows for name in FIELDS[rows])
    figures = []
    for metric in ALL:
        label = capfirst(str(metric.label))
        figures.append((metric.name, label))
        if metric.unit in SCALED:
            scale, words = SCALED[metric.unit]
            figures.append((f"{metric.name}:{scale}", f"{label} ({words})"))
    return [
        ("", pgettext_lazy("column of figures", "not used")),
        (_("What the line is"), [(name, capfirst(str(FIELD_LABELS[name]))) for name in fields]),
        (_("Figures"), figures),
    ]
