"""What is said of a community, and of a visit there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Spoken
from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.forms.edited import EditedForm
from channels_mgmt.publishing.forms.relations import KeyedForm, text_area, with_blank
from channels_mgmt.publishing.models import Community
from cmhub.lib.forms import DayInput

MOST_PEOPLE = 2_000_000_000


class CommunityForm(EditedForm):
    network = forms.ChoiceField(label=_("Network"), choices=with_blank(Network.choices), required=False)
    url = forms.URLField(label=_("Link"), max_length=1000, required=False, assume_scheme="https")
    members = forms.IntegerField(
        label=_("Number of members"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    counted_on = forms.DateField(
        label=_("Counted on"), required=False, widget=DayInput(), help_text=_("Empty: today.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=with_blank(Spoken.choices), required=False)

    class Meta:
        model = Community
        fields = [
            "name",
            "network",
            "url",
            "owner",
            "owner_name",
            "presence",
            "members",
            "counted_on",
            "counted_how",
            "language",
            "public",
            "tone",
            "rules",
            "not_done",
            "visit_days",
        ]
        widgets = {name: text_area(2) for name in ("public", "tone", "rules", "not_done")}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        counted = data.get("members") is not None
        day = data.get("counted_on") or timezone.localdate()
        if counted and day > timezone.localdate():
            self.add_error("counted_on", ValidationError(_("This day is still to come."), code="ahead"))
        return data | {"counted_on": day if counted else None}


class VisitForm(KeyedForm):
    seen = forms.CharField(
        label=_("What you saw"), max_length=4_000, required=False, widget=text_area(2, "visit")
    )
    members = forms.IntegerField(
        label=_("Number of members"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
