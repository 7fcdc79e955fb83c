"""The request to take a shift."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.team.models import Shift

SHIFTS_OF_EACH = 20
"""Of one person, to choose one from in return."""


class SwapForm(forms.Form):
    """Whom one asks to take a shift, and for which of theirs."""

    asked = forms.ModelChoiceField(
        label=_("Whom"), queryset=User.objects.none(), required=False, empty_label=_("Whoever can")
    )
    in_return = forms.ModelChoiceField(
        label=_("For one of theirs"),
        queryset=Shift.objects.none(),
        required=False,
        empty_label=_("Nothing in return"),
        help_text=_("The person asked would give it to you."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, people: Sequence[User], shifts: Any, words: Callable[[Shift], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        self.fields["asked"].queryset = User.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        self.fields["in_return"].queryset = shifts  # type: ignore[attr-defined]
        self.fields["in_return"].choices = self._by_person(shifts, words)  # type: ignore[attr-defined]

    def _by_person(self, shifts: Iterable[Shift], words: Callable[[Shift], str]) -> list[Any]:
        """The next shifts of each, under their name."""
        of_each: dict[str, list[tuple[int, str]]] = {}
        for shift in shifts:
            theirs = of_each.setdefault(shift.user.name, [])
            if len(theirs) < SHIFTS_OF_EACH:
                theirs.append((shift.pk, words(shift)))
        return [("", self.fields["in_return"].empty_label), *sorted(of_each.items())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wanted = data.get("in_return")
        if wanted and not data.get("asked"):
            data["asked"] = wanted.user
        if wanted and data["asked"] != wanted.user:
            words = _("This shift is %(name)s’s: choose one of the person whom you ask.")
            self.add_error("in_return", words % {"name": wanted.user.name})
        return data
