"""Forms of the rota: a shift, and a pattern with its week and its order of people."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.team.forms.days import EMPTY_DAYS, MOST_DAYS, DaysField
from channels_mgmt.team.models import RotaPattern, Shift
from channels_mgmt.team.models.rota import DAYS_OF_A_WEEK, MOST_WEEKS_EACH
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from cmhub.lib.forms import DayInput

MOST_SLOTS = 14
EMPTY_SLOTS = 2
ANY_DAY = [("", "—"), *DAYS_OF_A_WEEK]
PRESETS: dict[str, list[tuple[int, str, int, str]]] = {
    "weekends": [(5, "18:00", 1, "08:00")],
    "evenings": [(day, "18:00", day, "22:00") for day in range(1, 6)],
    "nights": [(day, "18:00", day % 7 + 1, "08:00") for day in range(1, 6)],
    "always": [(1, "08:00", 1, "08:00")],
}
"""Weeks that a pattern can begin with: from day, from, until day, until."""
PRESET_LABELS = {
    "weekends": _("Weekends"),
    "evenings": _("Evenings"),
    "nights": _("Nights of working days"),
    "always": _("Day and night, a week each"),
}


class MomentInput(forms.DateTimeInput):
    """A day and a time, written as browsers read them whatever the language."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-medium"} | (attrs or {}), format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-medium"} | (attrs or {}), format="%H:%M")


class ShiftForm(forms.Form):
    """Who is on call as what, from when until when, by the clock of the brand."""

    user = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), empty_label=_("Choose a person…")
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("shift", "As what"),
        choices=[(kind.value, capfirst(kind.label)) for kind in ShiftKind],
        widget=forms.RadioSelect({"class": "choices"}),
        initial=ShiftKind.PRIMARY,
    )
    starts_at = forms.DateTimeField(label=_("From"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=_("Until"), widget=MomentInput())
    afterwards = forms.BooleanField(
        label=_("It has begun or is over: I record it afterwards"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The end must come after the start."))
        return data


class ShiftChangeForm(ShiftForm):
    edition = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        names = ("user", "kind", "starts_at", "ends_at", "edition")
        initial = {name: getattr(shift, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["key"]


class SlotForm(forms.Form):
    """One shift of a pattern's week; a line left empty is none."""

    weekday = forms.TypedChoiceField(
        label=_("From day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "—"), *DAYS_OF_A_WEEK],
    )
    starts = forms.TimeField(label=_("From"), required=False, widget=ClockInput())
    ends_weekday = forms.TypedChoiceField(
        label=_("Until day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "—"), *DAYS_OF_A_WEEK],
    )
    ends = forms.TimeField(label=_("Until"), required=False, widget=ClockInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # The four stand in one line, without a label above each.
            field.widget.attrs |= {"aria-label": field.label, "class": "w-short"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("weekday") is None:
            return data
        for name in ("starts", "ends"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Say at what time."))
        if data.get("ends_weekday") is None:
            data["ends_weekday"] = data["weekday"]
        return data

    @property
    def slot(self) -> Slot | None:
        data = self.cleaned_data
        if data.get("weekday") is None:
            return None
        return Slot(data["weekday"], data["starts"], data["ends_weekday"], data["ends"])


class PatternForm(forms.Form):
    """The terms of a pattern; its week and its people stand beside it, see `week` and `orders`."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(
        label=pgettext_lazy("shift", "As what"),
        choices=[(kind.value, capfirst(kind.label)) for kind in ShiftKind],
        widget=forms.RadioSelect({"class": "choices"}),
        initial=ShiftKind.PRIMARY,
    )
    weeks_each = forms.IntegerField(
        label=_("Weeks each"),
        min_value=1,
        max_value=MOST_WEEKS_EACH,
        initial=1,
        help_text=_("How many weeks one after another a person has before the next one."),
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput({"class": "w-medium"}))
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput({"class": "w-medium"}),
        help_text=_("The first day on which the pattern no longer holds. Empty: open-ended."),
    )
    holidays_too = forms.BooleanField(
        label=_("Also on public holidays, as on the last day of the weekend"), required=False
    )
    days_left_out = DaysField(
        label=_("Days left out"),
        required=False,
        help_text=_("Days on which none of its shifts begins. Save to have more lines."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        people: Iterable[User],
        pattern: RotaPattern | None = None,
        preset: str = "",
        today: date | None = None,
    ) -> None:
        self.people, self.pattern = list(people), pattern
        terms = self._terms_of(pattern) if pattern else self._first_terms(preset, today)
        super().__init__(data, initial=terms)
        self.fields["key"].initial = uuid4
        self._make_room(terms.get("days_left_out", ()))
        self._slots = self._slots_of(pattern, preset)
        places = {turn.user_id: turn.position for turn in pattern.turns.all()} if pattern else {}
        for person in self.people:
            self.fields[f"order_{person.pk}"] = forms.IntegerField(
                label=person.name,
                required=False,
                min_value=1,
                max_value=99,
                initial=places.get(person.pk),
                widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
            )

    @staticmethod
    def _first_terms(preset: str, today: date | None) -> dict[str, Any]:
        """A preset is named as what it is; another name can be written over it."""
        return {"starts_on": today, "name": PRESET_LABELS.get(preset, "")}

    def _make_room(self, known: Sequence[Any]) -> None:
        """Lines for the days that are left out already, and some more; for all that were sent."""
        plain = self.fields["days_left_out"]
        sent = sum(name.startswith("days_left_out_") for name in self.data)
        self.fields["days_left_out"] = DaysField(
            max(len(known) + EMPTY_DAYS, min(sent, MOST_DAYS)),
            label=plain.label,
            required=False,
            help_text=plain.help_text,
        )

    @staticmethod
    def _terms_of(pattern: RotaPattern) -> dict[str, Any]:
        names = ("name", "kind", "weeks_each", "starts_on", "ends_on", "holidays_too", "edition")
        return {name: getattr(pattern, name) for name in names} | {
            "days_left_out": list(pattern.days_left_out)
        }

    @staticmethod
    def _slots_of(pattern: RotaPattern | None, preset: str) -> list[dict[str, Any]]:
        if pattern:
            rows: list[Any] = [
                (row.weekday, row.starts, row.ends_weekday, row.ends) for row in pattern.slots.all()
            ]
        else:
            rows = list(PRESETS.get(preset, ()))
        names = ("weekday", "starts", "ends_weekday", "ends")
        return [dict(zip(names, row, strict=True)) for row in rows]

    @cached_property
    def week(self) -> Any:
        """The lines of the week, with some empty ones."""
        make = forms.formset_factory(SlotForm, extra=EMPTY_SLOTS, max_num=MOST_SLOTS, validate_max=True)
        return make(self.data if self.is_bound else None, initial=self._slots, prefix="week")

    def clean(self) -> dict[str, Any]:
        """Nobody shares a place: who of the two was meant to be first could not be told."""
        data = super().clean() or {}
        holders: dict[int, User] = {}
        for person in self.people:
            place = data.get(f"order_{person.pk}")
            if not place:
                continue
            if first := holders.get(place):
                told = {"place": place, "name": first.name}
                words = _("%(name)s is number %(place)d already: give everybody a number of their own.")
                self.add_error(f"order_{person.pk}", words % told)
            holders.setdefault(place, person)
        return data

    def is_valid(self) -> bool:
        return bool(super().is_valid() & self.week.is_valid())

    @property
    def terms(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("order_")]

    @property
    def orders(self) -> list[forms.BoundField]:
        return [self[f"order_{person.pk}"] for person in self.people]

    @property
    def written(self) -> dict[str, Any]:
        """What `write_pattern` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith("order_")}
        ranked = [
            (self.cleaned_data[f"order_{one.pk}"], number, one) for number, one in enumerate(self.people)
        ]
        people = [person for place, _number, person in sorted(filter(lambda row: row[0], ranked))]
        slots = [slot for form in self.week.forms if (slot := form.slot)]
        return data | {"slots": slots, "people": people, "days_left_out": sorted(set(data["days_left_out"]))}
