from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import MailWay, Topic
from accounts.forms.telephone import telephone_from_abroad
from accounts.models import NotificationPreferences, User
from accounts.services.hearing import ALWAYS_BY_MAIL, FIXED, Hearing

DAYS = [(number + 1, capfirst(name)) for number, name in WEEKDAYS.items()]
TOPICS = (
    Topic.CRISIS,
    Topic.ESCALATION,
    Topic.APPROVAL,
    Topic.WATCH,
    Topic.ROTA,
    Topic.STRATEGY,
    Topic.ACCOUNT,
    Topic.OTHER,
)
"""In the order in which they matter."""


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Days(forms.TypedMultipleChoiceField):
    def __init__(self, **given: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(choices=DAYS, coerce=int, required=False, widget=widget, **given)


class HearingForm(forms.ModelForm):
    """How a person hears of things: a row for each topic, quiet hours, the hour of the digest."""

    quiet_from = forms.TimeField(label=pgettext_lazy("quiet hours", "from"), widget=TimeInput, required=False)
    quiet_until = forms.TimeField(
        label=pgettext_lazy("quiet hours", "until"),
        widget=TimeInput,
        required=False,
        help_text=_("Earlier than the beginning: until the next day."),
    )
    quiet_days = Days(label=_("On the days"), help_text=_("On which the quiet hours begin."))
    days_off = Days(label=_("Quiet all day"))
    digest_at = forms.TimeField(label=_("Digest at"), widget=TimeInput)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("With the code of the country: +237 6 00 00 00 00."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    whatsapp = forms.CharField(
        label=_("WhatsApp"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = NotificationPreferences
        fields = ["push_shows_text", "quiet_from", "quiet_until", "quiet_days", "days_off", "digest_at"]
        labels = {"push_shows_text": _("Show on the locked screen what it is about")}
        help_texts = {"push_shows_text": _("Else it only says that there is something, and of which kind.")}

    def __init__(self, *args: Any, user: User, heard: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(phone=user.phone, whatsapp=user.whatsapp)
        if not self.instance.quiet_days:
            self.initial["quiet_days"] = [day for day, _name in DAYS]
        for topic in TOPICS:
            if topic in FIXED:
                continue
            ways = [way for way in MailWay if topic not in ALWAYS_BY_MAIL or way != MailWay.NEVER]
            self.fields[f"mail_{topic}"] = forms.ChoiceField(
                label=_("E-mail"),
                choices=[(way.value, way.label) for way in ways],
                initial=heard.chosen_way(topic),
                widget=forms.Select(attrs={"aria-label": topic.label}),
            )
            self.fields[f"push_{topic}"] = forms.BooleanField(
                label=pgettext_lazy("notifications", "Phone alert"),
                initial=heard.wants_push(topic),
                required=False,
                widget=forms.CheckboxInput(attrs={"aria-label": topic.label}),
            )

    def clean_phone(self) -> str:
        return telephone_from_abroad(self.cleaned_data["phone"])

    def clean_whatsapp(self) -> str:
        return telephone_from_abroad(self.cleaned_data["whatsapp"])

    def clean(self) -> dict[str, Any]:
        """Quiet hours on no day are meant for every day; what is wrong with them is said beside the field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("quiet_from") and not cleaned.get("quiet_days"):
            cleaned["quiet_days"] = [day for day, _name in DAYS]
        begins, ends = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if begins and not ends and "quiet_until" not in self.errors:
            self.add_error("quiet_until", _("Say until when."))
        elif ends and not begins and "quiet_from" not in self.errors:
            self.add_error("quiet_from", _("Say from when."))
        elif begins and begins == ends:
            self.add_error("quiet_until", _("Give another time than the beginning."))
        if len(cleaned.get("days_off", [])) == len(DAYS):
            self.add_error("days_off", _("Leave at least one day on which something may reach you."))
        return cleaned

    def rows(self) -> Iterator[dict[str, Any]]:
        """The matrix: each topic with its field for mail and for push, none where it is no choice."""
        for topic in TOPICS:
            yield {
                "topic": topic,
                "mail": None if topic in FIXED else self[f"mail_{topic}"],
                "push": None if topic in FIXED else self[f"push_{topic}"],
                "pushed": topic == Topic.CRISIS,
            }

    def lines(self) -> dict[str, str]:
        """Where the person can be called."""
        return {name: self.cleaned_data[name] for name in ("phone", "whatsapp")}

    def values(self) -> dict[str, Any]:
        """How the person hears of things."""
        cleaned = self.cleaned_data
        chosen = [topic for topic in TOPICS if topic not in FIXED]
        return {name: cleaned[name] for name in self.Meta.fields} | {
            "mail": {topic.value: cleaned[f"mail_{topic}"] for topic in chosen},
            "push": {topic.value: cleaned[f"push_{topic}"] for topic in chosen},
        }


class PhoneForm(forms.Form):
    """What a browser gives when it agrees to be told."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput, strip=True)
    p256dh = forms.CharField(max_length=100, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=40, widget=forms.HiddenInput)
