"""Somebody of the house who takes something over: with the hours that they have, and their leave."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.team.presence import Away
from channels_mgmt.team.services.candidates import Candidate
from cmhub.lib.moments import date_words
from cmhub.lib.sorting import alphabetical


class ColleagueField(forms.ModelChoiceField):
    """By name, once `offer` has said whom one may choose; people of clients are never among them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), required=False, **kwargs)
        self.known: Mapping[int, Candidate] = {}

    def offer(self, people: Mapping[int, Candidate], besides: int | None = None) -> None:
        self.known = people
        chosen = User.objects.filter(pk__in=[pk for pk in people if pk != besides])
        self.queryset = chosen.order_by(*alphabetical("name"))

    def label_from_instance(self, obj: Any) -> str:
        one = self.known[obj.pk]
        told = [obj.name]
        if one.works is not None:
            told.append(_("%(given)s of %(works)s h a week given") % {"given": one.given, "works": one.works})
        if one.presence.leave:
            told.append(_leave(one.presence.leave))
        return " · ".join(told)


def _leave(leave: Away) -> str:
    said = {"first": date_words(leave.starts_on, year=False), "back": date_words(leave.ends_on, year=False)}
    return _("away from %(first)s, back on %(back)s") % said
