from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Confidentiality
from channels_mgmt.strategy.models import Briefing
from channels_mgmt.strategy.services.briefings import possible_readers, refuse_unnamed
from cmhub.lib.sorting import alphabetical

END_OF_THE_DAY = time(18)


class BriefingForm(forms.Form):
    """A few lines of news; written in a minute on a phone."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=150)
    text = forms.CharField(
        label=_("What there is to know"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 5, "data-autogrow": True}),
    )
    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"),
        choices=Confidentiality.choices,
        initial=Confidentiality.INTERNAL,
        widget=forms.RadioSelect({"class": "choices"}),
        help_text=_(
            "Public: may be said to anybody. Internal: for the team. Confidential: for those it names alone."
        ),
    )
    due_at = forms.DateTimeField(
        label=_("To be read by"),
        widget=forms.DateTimeInput({"type": "datetime-local", "class": "w-medium"}, format="%Y-%m-%dT%H:%M"),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("For whom"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
        help_text=_(
            "Nobody ticked: for everybody of the team, whoever joins it later too. What is confidential "
            "names its readers."
        ),
    )

    def __init__(self, *args: Any, brand: Brand, corrected: Briefing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        readers = possible_readers(brand, timezone.now())
        people.queryset = User.objects.filter(pk__in=readers).order_by(*alphabetical("name"))
        place = corrected.pk if corrected else f"new:{brand.pk}"
        for name in ("title", "text"):
            self.fields[name].widget.attrs["data-draft-key"] = f"briefing:{place}:{name}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "people" in data:
            refuse_unnamed(data.get("confidentiality", ""), data["people"])
        return data


def usual_due(now: datetime) -> datetime:
    """Tomorrow at the end of the day, in the active time zone."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, END_OF_THE_DAY))
