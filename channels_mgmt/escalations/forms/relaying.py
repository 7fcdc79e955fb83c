import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.escalations.forms.answering import text_box
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.languages import answered_in, written_in
from channels_mgmt.escalations.services.relaying import needs_it_no_more
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.repeats import repeated_inside
from channels_mgmt.inbox.services.agreed import filled

LANGUAGES = {"fr": "French", "en": "English"}


@dataclass
class Line:
    """One who asked: `chosen` is the box by which they are given the answer, `own` that of a text of their
    own; `left_out` why they are not to be given it, `other_language` that there is no text in theirs yet,
    `problem` what keeps their text from going out.
    """

    interaction: Interaction
    language: str
    chosen: Any
    own: Any
    left_out: str = ""
    other_language: str = ""
    problem: str = ""


class RelayAllForm(forms.Form):
    """One text for each language in which people asked, and, where it is to be another one, a text of their
    own for some. Names in braces are filled in for each. What the department wrote stands ready in its own
    language; who wrote in the other one is chosen by whoever has written the other text.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, escalation: Escalation, interactions: Sequence[Interaction], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        self.interactions = list(interactions)
        self.problems: dict[int, str] = {}
        self.spoken = {one.pk: answered_in(one) for one in self.interactions}
        self.written = written_in(escalation.publishable)
        self.languages = [code for code in LANGUAGES if code in self.spoken.values()]
        labels = {
            "fr": _("Your reply, to those who wrote in French"),
            "en": _("Your reply, to those who wrote in English"),
        }
        for code in self.languages:
            self.fields[f"text_{code}"] = text_box(
                labels[code] if len(self.languages) > 1 else _("Your reply to all of them"),
                draft=f"relay-all:{escalation.pk}:{code}",
                help_text=_("{prénom}, {marque} and {signature} are filled in for each of them."),
                rows=6,
            )
            self.fields[f"text_{code}"].initial = escalation.publishable if code == self.written else ""
            self.fields[f"text_{code}"].one_of_several = True  # type: ignore[attr-defined]
        for one in self.interactions:
            is_given = self.spoken[one.pk] == self.written and not needs_it_no_more(one)
            self.fields[f"to_{one.pk}"] = forms.BooleanField(required=False, initial=is_given)
            self.fields[f"own_{one.pk}"] = text_box(
                _("A text of their own"), draft=f"relay-all:{escalation.pk}:{one.pk}", rows=3
            )

    @property
    def texts(self) -> list[Any]:
        return [self[f"text_{code}"] for code in self.languages]

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                one,
                self.spoken[one.pk],
                self[f"to_{one.pk}"],
                self[f"own_{one.pk}"],
                needs_it_no_more(one),
                self._other_language(one),
                self.problems.get(one.pk, ""),
            )
            for one in self.interactions
        ]

    @property
    def writes_otherwise(self) -> bool:
        """Whether somebody is answered in another language than that of the department's answer."""
        return any(code != self.written for code in self.languages)

    def _other_language(self, one: Interaction) -> str:
        if self.spoken[one.pk] == self.written or needs_it_no_more(one):
            return ""
        told = {
            "fr": _("Wrote in French: write the text in French, then choose them."),
            "en": _("Wrote in English: write the text in English, then choose them."),
        }
        return told[self.spoken[one.pk]]

    @property
    def asks_confirmation(self) -> bool:
        return not self.fields["confirmed"].widget.is_hidden

    def replies(self, *, by: User, at: datetime) -> dict[int, str]:
        """The text for each who is given one, filled in; what keeps one from going out is among `problems`,
        and makes the form invalid.
        """
        found: dict[int, str] = {}
        for one in self._given():
            language = self.spoken[one.pk]
            said = self.cleaned_data.get(f"own_{one.pk}") or self.cleaned_data.get(f"text_{language}", "")
            text, missing = filled(said.strip(), one, by=by, language=language, at=at)
            if not text:
                self.problems[one.pk] = _("Write the answer first.")
            elif missing:
                self.problems[one.pk] = _("Say what stands for {%(name)s}.") % {"name": missing[0]}
            else:
                found[one.pk] = text
        self._guard(found)
        for told in dict.fromkeys(self.problems.values()):
            self.add_error(None, told)
        return found

    def _given(self) -> Iterable[Interaction]:
        return (one for one in self.interactions if self.cleaned_data.get(f"to_{one.pk}"))

    def _guard(self, replies: dict[int, str]) -> None:
        """What repeats the part for the community manager only goes out once that is confirmed."""
        by_id = {one.pk: one for one in self.interactions}
        for pk, text in replies.items():
            words = repeated_inside(text, by_id[pk])
            if not words:
                continue
            self.fields["confirmed"].widget = forms.CheckboxInput()
            self.fields["confirmed"].label = _("I have read it again: it may be published")
            if not self.cleaned_data.get("confirmed"):
                told = _("This repeats what stays inside: “%(words)s”. Write it in other words, or confirm.")
                self.problems[pk] = told % {"words": words}
