"""The form of one row of each section that has rows, and of all its rows together."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Network
from channels_mgmt.strategy.choices import Influence, Section
from channels_mgmt.strategy.forms.sections import NOT_SAID, Area
from channels_mgmt.strategy.metrics import metrics
from channels_mgmt.strategy.models import CommunityCode, NetworkPlan, Persona
from channels_mgmt.strategy.models.parts import MINUTES_AT_MOST, without_zeros
from channels_mgmt.strategy.services.progress import unit_of
from cmhub.lib.durations import minutes_in, work_words
from cmhub.lib.forms import DayInput

OWN = "own"
"""Chosen in the place of a figure of the product."""


class MinutesField(forms.IntegerField):
    """A stretch of time, written in hours or minutes and shown as lists show it; its value is in minutes."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or None
        minutes = minutes_in(str(value))
        if minutes is None:
            raise ValidationError(_("Write hours or minutes: 2 h, 90 min."), code="invalid")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return work_words(value) if isinstance(value, int) else value


class RowForm(forms.Form):
    """One row of a section. A new one has its key already, so that it is made once."""

    named_by: tuple[str, ...] = ("name",)
    """The fields that say which row it is."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget = Area(2)
            field.label = capfirst(field.label) if field.label else field.label

    @property
    def legend(self) -> str:
        """Which row it is, as its fields say; nothing of an empty one."""
        return " · ".join(said for name in self.named_by if (said := self._said(name)))

    def _said(self, name: str) -> str:
        value = self[name].value()
        labels = dict(getattr(self.fields[name], "choices", ()))
        if name == self.named_by[0] or self[self.named_by[0]].value():
            return str(labels.get(value, value) or "") if value else ""
        return ""

    def has_changed(self) -> bool:
        """A line in which nothing but its key stands was left empty."""
        return any(name != "key" for name in self.changed_data)

    def row(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("DELETE", "ORDER")}


class ModelRowForm(RowForm, forms.ModelForm):
    """A row whose fields are those of its model."""

    def _post_clean(self) -> None:
        """What the database asks of a row is asked of all rows together, by the service."""


class PersonaForm(ModelRowForm):
    class Meta:
        model = Persona
        fields = ("name", "task", "drives", "frustrations", "size", "influence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].widget.attrs |= {"class": "w-short", "inputmode": "numeric"}
        self.fields["influence"].choices = [*NOT_SAID, *Influence.choices]  # type: ignore[attr-defined]


class CommunityForm(ModelRowForm):
    class Meta:
        model = CommunityCode
        fields = ("name", "network", "codes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("on none in particular")), *Network.choices]
        self.fields["network"].choices = choices  # type: ignore[attr-defined]


class NetworkForm(ModelRowForm):
    named_by = ("network", "purpose")

    response_minutes = MinutesField(
        label=_("Answer within"),
        min_value=1,
        max_value=MINUTES_AT_MOST,
        required=False,
        help_text=_("In hours or minutes: 2 h, 90 min."),
    )

    class Meta:
        model = NetworkPlan
        fields = ("network", "purpose", "posts_per_week", "response_minutes", "posts_approved", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("posts_per_week", "response_minutes"):
            self.fields[name].widget.attrs |= {"class": "w-short"}
        choices = [("", _("Choose a network…")), *Network.choices]
        self.fields["network"].choices = choices  # type: ignore[attr-defined]


class DecisionMakerForm(RowForm):
    """`who` is a person of the brand or a contact of its company: `user:ID` or `contact:ID`."""

    named_by = ("who",)

    who = forms.ChoiceField(label=_("Decision-maker"))
    decides = forms.CharField(label=_("What they decide"), max_length=300, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Choose a person…")), *people]  # type: ignore[attr-defined]
        self.order_fields(["who", "decides", "key"])

    def row(self) -> dict[str, Any]:
        kind, _colon, number = self.cleaned_data["who"].partition(":")
        given = {"user_id": None, "contact_id": None, f"{kind}_id": int(number)}
        return given | {"key": self.cleaned_data["key"], "decides": self.cleaned_data["decides"]}


class ObjectiveForm(RowForm):
    """Start and target are written in the unit that people read: percent, minutes, or the brand's own."""

    named_by = ("figure",)

    figure = forms.ChoiceField(label=_("Figure"))
    own_name = forms.CharField(
        label=_("Name of your own figure"),
        max_length=120,
        required=False,
        help_text=_("Only for a figure of your own, entered by hand."),
    )
    own_unit = forms.CharField(
        label=_("Unit of your own figure"),
        max_length=30,
        required=False,
        help_text=_("Only for a figure of your own: F CFA, cards, calls a month…"),
    )
    start = forms.DecimalField(
        label=pgettext_lazy("objective", "Start"), max_digits=14, decimal_places=4, localize=True
    )
    target = forms.DecimalField(
        label=pgettext_lazy("objective", "Target"), max_digits=14, decimal_places=4, localize=True
    )
    due = forms.DateField(label=_("By the day"), widget=DayInput())
    why = forms.CharField(
        label=_("Why this objective"), max_length=300, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, _figure_label(code)) for code in metrics]
        choices = [("", _("Choose a figure…")), *known, (OWN, _("A figure of your own, entered by hand"))]
        self.fields["figure"].choices = choices  # type: ignore[attr-defined]
        self.fields["own_unit"].widget.attrs |= {"class": "w-short"}
        for name in ("start", "target"):
            self.fields[name].widget.attrs |= {"class": "w-short", "inputmode": "decimal"}
        names = ["figure", "start", "target", "due", "why", "own_name", "own_unit", "key"]
        self.order_fields(names)

    @property
    def legend(self) -> str:
        is_own = self["figure"].value() == OWN
        return str(self["own_name"].value() or "") if is_own else super().legend

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("figure") == OWN and not data.get("own_name"):
            self.add_error("own_name", ValidationError(_("Name the figure."), code="required"))
        start, target = data.get("start"), data.get("target")
        if start is not None and start == target:
            told = _("Start and target are the same: an objective changes something.")
            self.add_error("target", ValidationError(told, code="same"))
        return data

    def row(self) -> dict[str, Any]:
        data, is_own = self.cleaned_data, self.cleaned_data["figure"] == OWN
        factor = Decimal(1) if is_own else metrics[data["figure"]].unit.factor
        return {
            "key": data["key"],
            "metric": "" if is_own else data["figure"],
            "own_name": data["own_name"] if is_own else "",
            "own_unit": data["own_unit"] if is_own else "",
            "start": data["start"] * factor,
            "target": data["target"] * factor,
            "due": data["due"],
            "why": data["why"],
        }


def _figure_label(code: str) -> str:
    metric = metrics[code]
    return _t("%(figure)s (%(unit)s)") % {"figure": capfirst(metric.label), "unit": metric.unit.label}


ROWS: Mapping[str, type[RowForm]] = {
    Section.PERSONAS: PersonaForm,
    Section.TONE: CommunityForm,
    Section.NETWORKS: NetworkForm,
    Section.CRISIS: DecisionMakerForm,
    Section.OBJECTIVES: ObjectiveForm,
}
MOST_ROWS = 30
SPARE = 1
"""Empty lines that a form offers after those that are there."""


def initial_of(section: str, row: Any) -> dict[str, Any]:
    """What stands in a row, as its form shows it."""
    if section == Section.CRISIS:
        who = f"user:{row.user_id}" if row.user_id else f"contact:{row.contact_id}"
        return {"key": row.key, "who": who, "decides": row.decides}
    if section == Section.OBJECTIVES:
        unit = unit_of(row)
        return {
            "key": row.key,
            "figure": row.metric or OWN,
            "own_name": row.own_metric.name if row.own_metric else "",
            "own_unit": row.own_metric.unit if row.own_metric else "",
            "start": _short(row.start / unit.factor),
            "target": _short(row.target / unit.factor),
            "due": row.due,
            "why": row.why,
        }
    names: tuple[str, ...] = ROWS[section]._meta.fields  # type: ignore[attr-defined]
    return {"key": row.key} | {name: _short(getattr(row, name)) for name in names}


def _short(value: Any) -> Any:
    return without_zeros(value) if isinstance(value, Decimal) else value


class Rows(BaseFormSet):
    """The lines of a section."""

    def written(self) -> Iterator[Any]:
        """The forms of rows that stay, in their order."""
        for form in self.ordered_forms if self.can_order else self.forms:
            if form.has_changed() and not form.cleaned_data.get("DELETE"):
                yield form


def formset_of(section: str) -> type[Any]:
    return forms.formset_factory(
        ROWS[section],
        formset=Rows,
        extra=SPARE,
        can_delete=True,
        can_delete_extra=False,
        can_order=section == Section.CRISIS,
        max_num=MOST_ROWS,
        absolute_max=2 * MOST_ROWS,
    )
