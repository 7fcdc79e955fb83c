"""What another wrote while somebody typed: field by field, theirs beside yours."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cmhub.lib.editions import take_edition
from cmhub.lib.moments import date_words


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    yours: str


def differences(sent: Any, fresh: forms.BaseForm) -> list[Difference]:
    """Where what was typed is not what there is now. `fresh` is the form of what there is, unsent; the one
    that was sent takes its edition, so that it can be saved once both have been read.
    """
    take_edition(sent, fresh["edition"].value())
    found = []
    for name, field in sent.fields.items():
        if isinstance(field.widget, forms.HiddenInput) or name not in fresh.fields:
            continue
        theirs, yours = words(fresh[name], fresh[name].value()), words(sent[name], sent[name].value())
        if theirs != yours:
            found.append(Difference(str(field.label), theirs, yours))
    return found


def words(bound: forms.BoundField, value: Any) -> str:
    """A value as the form would show it to somebody who reads."""
    field: Any = bound.field
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "true", "True") else _("no")
    if value in (None, ""):
        return "—"
    if isinstance(field, forms.ModelMultipleChoiceField):
        several: Any = field.queryset
        found = several.filter(pk__in=[getattr(one, "pk", one) for one in value])
        return ", ".join(str(one) for one in found) or "—"
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        chosen = rows.filter(pk=getattr(value, "pk", value)).first()
        return str(chosen) if chosen else "—"
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    if isinstance(field, forms.DateField) and (day := field.to_python(value)):
        return date_words(day)
    if isinstance(field, forms.MultiValueField):
        return ", ".join(str(one) for one in value if one) or "—"
    return str(value)
