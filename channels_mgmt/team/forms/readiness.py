"""Forms of readiness: the seven questions, lines of a development plan, marks of a simulation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.team.choices import Mark, Question
from channels_mgmt.team.models import SimulatedAnswer, Simulation
from channels_mgmt.team.services.readiness import Answer
from channels_mgmt.team.services.simulations import Marked
from cmhub.lib.forms import DayInput
from cmhub.lib.moments import date_words

YES, NO = "yes", "no"
ANSWERS = [(YES, pgettext_lazy("answer", "yes")), (NO, pgettext_lazy("answer", "no"))]


def marked_on(simulation: Simulation) -> str:
    return date_words(timezone.localtime(simulation.marked_at))


class OneOfFew(forms.TypedChoiceField):
    """One of a few people who are at hand: a form with many such fields looks for them once."""

    def __init__(self, *, people: Sequence[User], **kwargs: Any) -> None:
        known = {user.pk: user for user in people}
        choices = [("", _("Choose a person…")), *((pk, user.name) for pk, user in known.items())]
        super().__init__(choices=choices, coerce=lambda pk: known[int(pk)], empty_value=None, **kwargs)


@dataclass(frozen=True)
class Asked:
    """One question on the page: its fields, and whether what a *no* calls for is to be seen."""

    question: Question
    answer: forms.BoundField
    evidence: forms.BoundField
    plan: list[forms.BoundField]
    is_open: bool


class ReadinessForm(forms.Form):
    """The seven questions on a person. What a *no* opens is asked for beside each."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    latitude = forms.CharField(
        label=_("Latitude"),
        widget=forms.Textarea({"rows": 4, "data-autogrow": True}),
        help_text=_("What this person may answer alone, and what not."),
        max_length=4000,
    )

    def __init__(
        self,
        *args: Any,
        person: User,
        mentors: Sequence[User],
        simulations: Sequence[Simulation],
        today: date,
        place: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        for question in Question:
            self._ask(question, mentors, place)
        self.fields["latitude"].widget.attrs["data-draft-key"] = f"{place}:latitude"
        self.simulations = {str(one.pk): one for one in simulations}
        if simulations:
            self.fields["simulation"] = forms.ChoiceField(
                label=_("Simulation"),
                choices=[
                    ("", pgettext_lazy("simulation", "none")),
                    *(
                        (one.pk, gettext("marked on %(day)s") % {"day": marked_on(one)})
                        for one in simulations
                    ),
                ],
                initial=simulations[0].pk,
                required=False,
                help_text=_("Kept with the check as evidence."),
            )

    def _ask(self, question: Question, mentors: Sequence[User], place: str) -> None:
        self.fields[f"{question}_answer"] = forms.ChoiceField(
            label=question.label, choices=ANSWERS, widget=forms.RadioSelect({"class": "choices"})
        )
        self.fields[f"{question}_evidence"] = forms.CharField(
            label=_("What this rests on"),
            widget=forms.Textarea(
                {"rows": 2, "data-autogrow": True, "data-draft-key": f"{place}:{question}_evidence"}
            ),
            max_length=4000,
        )
        plan: dict[str, Any] = {
            "action": forms.CharField(
                label=_("What is done about it"),
                required=False,
                widget=forms.Textarea(
                    {"rows": 2, "data-autogrow": True, "data-draft-key": f"{place}:{question}_action"}
                ),
                max_length=2000,
            ),
            "mentor": OneOfFew(label=_("With the help of"), required=False, people=mentors),
            "due_on": forms.DateField(
                label=pgettext_lazy("development plan", "By when"), required=False, widget=DayInput()
            ),
        }
        for name, field in plan.items():
            field.one_of_several = True
            self.fields[f"{question}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for question in Question:
            if data.get(f"{question}_answer") == NO:
                self._clean_plan(question, data)
        return data

    def _clean_plan(self, question: Question, data: dict[str, Any]) -> None:
        missing = {
            "action": _("A “no” opens a development plan: say what is done about it."),
            "mentor": _("Say who helps with it."),
            "due_on": _("Say by when it is done."),
        }
        for name, words in missing.items():
            field = f"{question}_{name}"
            if not data.get(field) and field not in self.errors:
                self.add_error(field, words)
        due_on = data.get(f"{question}_due_on")
        if due_on and due_on < self.today:
            self.add_error(f"{question}_due_on", _("A development plan ends in the days to come."))

    @property
    def asked(self) -> Iterator[Asked]:
        for question in Question:
            plan = [self[f"{question}_{name}"] for name in ("action", "mentor", "due_on")]
            answer = self[f"{question}_answer"]
            is_open = answer.value() == NO or any(field.errors for field in plan)
            yield Asked(question, answer, self[f"{question}_evidence"], plan, is_open)

    @property
    def answers(self) -> dict[str, Answer]:
        data = self.cleaned_data
        return {
            question: Answer(
                is_yes=data[f"{question}_answer"] == YES,
                evidence=data[f"{question}_evidence"],
                action=data[f"{question}_action"],
                mentor=data[f"{question}_mentor"],
                due_on=data[f"{question}_due_on"],
            )
            for question in Question
        }

    @property
    def chosen_simulation(self) -> Simulation | None:
        return self.simulations.get(self.cleaned_data.get("simulation", ""))


class LineForm(forms.Form):
    """What is done about a *no*, with whose help, by when."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.CharField(
        label=_("What is done about it"),
        widget=forms.Textarea({"rows": 3, "data-autogrow": True}),
        max_length=2000,
    )
    due_on = forms.DateField(label=pgettext_lazy("development plan", "By when"), widget=DayInput())
    field_order = ["action", "mentor", "due_on"]

    def __init__(self, *args: Any, mentors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"] = OneOfFew(label=_("With the help of"), people=mentors)
        self.order_fields(self.field_order)


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=pgettext_lazy("development plan", "What was learned"),
        widget=forms.Textarea({"rows": 3, "data-autogrow": True}),
        max_length=4000,
    )


class MarksForm(forms.Form):
    """What somebody makes of each answer of a simulation, in words."""

    def __init__(self, *args: Any, answers: Sequence[SimulatedAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = answers
        for answer in answers:
            self.fields[f"mark_{answer.position}"] = forms.ChoiceField(
                label=_("Compared with the protocol"),
                choices=Mark.choices,
                widget=forms.RadioSelect({"class": "choices"}),
            )
            self.fields[f"words_{answer.position}"] = forms.CharField(
                label=_("What you make of it"),
                widget=forms.Textarea(
                    {"rows": 2, "data-autogrow": True, "data-draft-key": f"mark:{answer.pk}"}
                ),
                max_length=4000,
            )

    @property
    def asked(self) -> Iterator[tuple[SimulatedAnswer, forms.BoundField, forms.BoundField]]:
        for answer in self.given:
            yield answer, self[f"mark_{answer.position}"], self[f"words_{answer.position}"]

    @property
    def marks(self) -> dict[int, Marked]:
        data = self.cleaned_data
        return {
            answer.position: Marked(data[f"mark_{answer.position}"], data[f"words_{answer.position}"])
            for answer in self.given
        }
