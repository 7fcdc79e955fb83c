"""What is said of somebody who speaks of the brand, of an exchange with them, of what they relayed."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.forms.communities import MOST_PEOPLE
from channels_mgmt.publishing.forms.edited import EditedForm
from channels_mgmt.publishing.forms.relations import (
    KeyedForm,
    PostChoice,
    WordList,
    latest_posts,
    team_of,
    text_area,
)
from channels_mgmt.publishing.models import Ambassador, Post
from channels_mgmt.publishing.relation_choices import Way
from cmhub.lib.forms import DayInput


class AmbassadorForm(EditedForm):
    topics = WordList(
        label=_("Topics"), help_text=_("Parted by commas."), widget=forms.TextInput({"dir": "auto"})
    )
    about = forms.CharField(
        label=_("What is public of them"), max_length=2_000, required=False, widget=text_area(2)
    )
    looked_after_by = forms.ModelChoiceField(
        label=_("Who looks after them"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("person", "nobody yet"),
    )
    next_on = forms.DateField(
        label=_("Next contact"),
        required=False,
        widget=DayInput(),
        help_text=_("It stands on the day of whoever looks after them."),
    )
    consented_on = forms.DateField(
        label=_("Consent given on"),
        required=False,
        widget=DayInput(),
        help_text=_("Without their consent only what is public is kept."),
    )
    private = forms.CharField(
        label=_("How to reach them"),
        max_length=1_000,
        required=False,
        widget=text_area(1),
        help_text=_("Telephone, address: only with their consent."),
    )

    class Meta:
        model = Ambassador
        fields = [
            "name",
            "kind",
            "state",
            "topics",
            "about",
            "looked_after_by",
            "next_on",
            "consented_on",
            "consent_how",
            "private",
        ]

    def __init__(self, *args: Any, brand: Brand, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["looked_after_by"]
        people.queryset = team_of(brand, at)
        if held := self.instance.looked_after_by_id:
            people.queryset = people.queryset | User.objects.filter(pk=held).distinct()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (day := data.get("consented_on")) and day > timezone.localdate():
            self.add_error("consented_on", ValidationError(_("This day is still to come."), code="ahead"))
        elif data.get("private") and not day:
            refused = _("What is not public is kept only with the person’s consent and its date.")
            self.add_error("consented_on", ValidationError(refused, code="consent"))
        return data


class AccountForm(forms.Form):
    network = forms.ChoiceField(label=_("Network"), choices=Network.choices)
    handle = forms.CharField(
        label=_("Name there"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    audience = forms.IntegerField(
        label=_("Followers"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("As they show today."),
    )


class ContactForm(KeyedForm):
    way = forms.ChoiceField(
        label=pgettext_lazy("contact", "How"),
        choices=Way.choices,
        initial=Way.MESSAGE,
        widget=forms.RadioSelect({"class": "choices"}),
    )
    words = forms.CharField(
        label=_("What was said"), max_length=4_000, required=False, widget=text_area(2, "ambassador-contact")
    )
    next_on = forms.DateField(label=_("Next contact"), required=False, widget=DayInput())


class RelayForm(KeyedForm):
    """What they passed on: one of our posts, a link, or some words."""

    url = forms.URLField(
        label=_("Link of what they published"), max_length=1000, required=False, assume_scheme="https"
    )
    post = PostChoice(
        label=_("Which of our posts"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=pgettext_lazy("post", "none of the latest"),
    )
    words = forms.CharField(
        label=_("What it was"), max_length=300, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    on = forms.DateField(label=_("Day"), widget=DayInput())
    reach = forms.IntegerField(
        label=_("Reach that they tell of"), min_value=0, max_value=MOST_PEOPLE, required=False
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.queryset = latest_posts(brand)
        self.fields["on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("url") or data.get("post") or data.get("words") or self.errors):
            raise ValidationError(_("Say what they relayed: our post, a link, or in words."), code="empty")
        if (day := data.get("on")) and day > timezone.localdate():
            self.add_error("on", ValidationError(_("This day is still to come."), code="ahead"))
        return data
