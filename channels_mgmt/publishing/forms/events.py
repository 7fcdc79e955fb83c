"""What is said of an event, who is on its list, what follows."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.forms.edited import EditedForm
from channels_mgmt.publishing.forms.relations import (
    KeyedForm,
    PostChoices,
    latest_posts,
    moment_field,
    team_of,
    text_area,
)
from channels_mgmt.publishing.models import Ambassador, Event, Post
from cmhub.lib.erased import ERASED
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical
from cmhub.lib.text import without_marks


class EventForm(EditedForm):
    starts_at = moment_field(_("Begins"), help_text=_("In the brand’s time zone."))
    ends_at = moment_field(_("Ends"), required=False)
    posts = PostChoices(
        label=_("Posts about it"),
        queryset=Post.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 4}),
    )

    class Meta:
        model = Event
        fields = ["title", "kind", "place", "starts_at", "ends_at", "posts"]

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.posts.values_list("pk", flat=True) if self.instance.pk else ()
        field: Any = self.fields["posts"]
        field.queryset = latest_posts(brand, chosen)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("starts_at"), data.get("ends_at")
        if begins and ends and ends < begins:
            self.add_error("ends_at", ValidationError(_("It ends after it begins."), code="order"))
        return data


class InviteForm(forms.Form):
    ambassadors = forms.ModelMultipleChoiceField(
        label=_("Ambassadors"),
        queryset=Ambassador.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
    )
    names = forms.CharField(
        label=_("Other people, one a line"), max_length=10_000, required=False, widget=text_area(2)
    )
    came = forms.BooleanField(label=_("They are here, without having been invited"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = event.invitations.exclude(ambassador=None).values("ambassador")
        known = Ambassador.objects.filter(brand=event.brand).going_on()
        field: Any = self.fields["ambassadors"]
        field.queryset = known.exclude(name=ERASED).exclude(pk__in=there).order_by(*alphabetical("name"))

    def clean_names(self) -> list[str]:
        lines = without_marks(self.cleaned_data["names"]).splitlines()
        return [name for line in lines if (name := " ".join(line.split()))]


class NotesForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    notes = forms.CharField(label=_("Notes"), max_length=8_000, required=False, widget=text_area(4))


class FollowUpForm(KeyedForm):
    what = forms.CharField(
        label=_("What is to be done"), max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
    who = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none(), empty_label=None)
    due_on = forms.DateField(label=_("Until"), widget=DayInput())

    def __init__(self, *args: Any, brand: Brand, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["who"]
        people.queryset = team_of(brand, at)
