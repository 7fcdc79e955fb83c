"""What is said of a saved view, and of an act on several interactions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.choices import Priority
from channels_mgmt.inbox.forms.acts import KeyedForm, SetAsideForm, lines
from channels_mgmt.inbox.models.view import LONGEST_QUERY


class ViewNameForm(forms.Form):
    """What a view is called and who sees it; only those who work in the inbox share."""

    name = forms.CharField(
        label=pgettext_lazy("saved view", "Name"),
        max_length=60,
        error_messages={"required": _("Give the view a name.")},
    )
    shared = forms.BooleanField(label=_("Show it to the whole team"), required=False)

    def __init__(self, *args: Any, shares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shares:
            del self.fields["shared"]


class NewViewForm(ViewNameForm, KeyedForm):
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)


class ChangeViewForm(ViewNameForm):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("To whom"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["to"]
        field.choices = [(pk, person.name) for pk, person in self.people.items()]

    def clean_to(self) -> User:
        return self.people[self.cleaned_data["to"]]


class SortSeveralForm(forms.Form):
    """What several interactions are; what is left empty stays as it is on each."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("interaction", "Kind"),
        choices=lines([("", _("as it is")), *Kind.choices]),
        required=False,
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=lines([("", _("as it is")), *Priority.choices]),
        coerce=int,
        empty_value=None,
        required=False,
    )
    theme = forms.CharField(
        label=_("Theme"), max_length=80, required=False, help_text=_("Empty: as it is on each.")
    )

    def clean(self) -> dict[str, Any]:
        said = {name: value for name, value in (super().clean() or self.cleaned_data).items() if value}
        if not said and not self.errors:
            raise ValidationError(_("Say what they are."), code="nothing")
        return said


__all__ = ["ChangeViewForm", "HandOverForm", "NewViewForm", "SetAsideForm", "SortSeveralForm"]
