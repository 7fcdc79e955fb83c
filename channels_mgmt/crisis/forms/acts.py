"""What people write and choose while a crisis runs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from channels_mgmt.crisis.choices import Line
from channels_mgmt.crisis.forms.opening import LinesField
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.team.models import Channel
from cmhub.lib.forms import DayInput
from cmhub.lib.sorting import alphabetical

LOCAL = "%Y-%m-%dT%H:%M"
NO_CHANNEL = pgettext_lazy("published", "On no channel of the brand")
SOMEBODY = pgettext_lazy("nobody chosen yet", "Choose somebody")


class KeyedForm(forms.Form):
    """A form that is taken once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def moment_field(label: Any, *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local", "class": "w-medium"}, format=LOCAL)
    return forms.DateTimeField(label=label, required=required, widget=widget)


def text_area(rows: int, draft: str = "") -> forms.Textarea:
    return forms.Textarea(
        {"rows": rows, "data-autogrow": True} | ({"data-draft-key": draft} if draft else {})
    )


def people_of(brand: Brand, at: datetime, *, drill: bool = False) -> Any:
    """Those to whom something can be given: everybody with a role on the brand or on its house; in a drill
    nobody who is of the client alone.
    """
    held = BrandRole.objects.current(at).filter(brand=brand)
    here = (held.exclude(role__in=OF_THE_CLIENT) if drill else held).values("user")
    house = Membership.objects.current(at).filter(agency=brand.agency_id).exclude(role="").values("user")
    either = User.objects.filter(pk__in=here) | User.objects.filter(pk__in=house)
    return either.filter(is_active=True).distinct().order_by(*alphabetical("name"))


class EntryForm(KeyedForm):
    text = forms.CharField(label=_("Write into the log"), max_length=4000, widget=text_area(2))


class StatusForm(KeyedForm):
    text = forms.CharField(
        label=_("How it stands, and what is being done"), max_length=600, widget=text_area(3)
    )


class StatementForm(KeyedForm):
    text_fr = forms.CharField(label=_("Text in French"), max_length=4000, required=False, widget=text_area(4))
    text_en = forms.CharField(
        label=_("Text in English"), max_length=4000, required=False, widget=text_area(4)
    )


class PublishedForm(KeyedForm):
    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.none(), required=False, empty_label=NO_CHANNEL
    )
    place = forms.CharField(
        label=_("Where else"), max_length=150, required=False, help_text=_("The press, the site, an agency…")
    )
    url = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    published_at = moment_field(pgettext_lazy("published", "When"))

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.queryset = brand.channels.order_by("pk")
        self.initial.setdefault("published_at", timezone.localtime())


class DecisionForm(KeyedForm):
    question = forms.CharField(label=_("What is to be decided"), max_length=250)
    answers = LinesField(
        longest=80,
        label=_("Possible answers"),
        help_text=_("Two to four, one a line; left empty: yes or no."),
        widget=forms.Textarea({"rows": 3}),
    )


class TaskForm(KeyedForm):
    what = forms.CharField(label=_("What is to be done"), max_length=250)
    who = forms.ModelChoiceField(
        label=pgettext_lazy("task", "Who"), queryset=User.objects.none(), empty_label=SOMEBODY
    )
    until = moment_field(pgettext_lazy("task", "Until when"))

    def __init__(self, *args: Any, crisis: Crisis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.queryset = people_of(crisis.brand, timezone.now(), drill=crisis.drill)
        in_an_hour = timezone.localtime() + timedelta(hours=1)
        self.initial.setdefault("until", in_an_hour.replace(second=0, microsecond=0))


class CallForm(KeyedForm):
    line = forms.ChoiceField(label=_("Line"), choices=Line.choices)
    reached = forms.BooleanField(label=_("Reached"), required=False)


class SuspendForm(forms.Form):
    reason = forms.CharField(label=_("Why nothing planned is published"), max_length=300)


class LiftForm(forms.Form):
    why = forms.CharField(label=_("Why publishing goes on"), max_length=300)


class EndForm(forms.Form):
    why = forms.CharField(label=_("Why it is over"), max_length=2000, widget=text_area(2))
    owner = forms.ModelChoiceField(
        label=_("Who writes the lesson within a week"), queryset=User.objects.none(), empty_label=SOMEBODY
    )

    anyway = forms.BooleanField(
        label=_("End it all the same"),
        error_messages={"required": _("Finish it first, or tick that you end the crisis all the same.")},
    )

    def __init__(self, *args: Any, crisis: Crisis, left: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        if not left:
            del self.fields["anyway"]
        owner: Any = self.fields["owner"]
        owner.queryset = people_of(crisis.brand, timezone.now(), drill=crisis.drill)


def question(label: Any, **given: Any) -> forms.CharField:
    told = _("Answer this as well: a lesson that leaves it open teaches nothing.")
    return forms.CharField(
        label=label, max_length=8000, widget=text_area(4), error_messages={"required": told}, **given
    )


class LessonForm(forms.Form):
    """The questions of a lesson; drafts may leave some open."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    happened = question(_("What happened?"))
    known = question(_("What did we know, and when?"))
    worked = question(_("What worked?"))
    failed = question(_("What did not?"))
    changes = question(
        _("What do we change?"), help_text=_("In words; below, each change gets a person and a day.")
    )

    def __init__(self, *args: Any, crisis: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("happened", "known", "worked", "failed", "changes"):
            self.fields[name].widget.attrs["data-draft-key"] = f"lesson:{crisis}:{name}"
            # Asked of whoever says that the lesson is written; a draft may leave it open.
            self.fields[name].required = not self.is_bound or "finish" in self.data


class ActionForm(KeyedForm):
    what = forms.CharField(label=_("What changes"), max_length=250)
    who = forms.ModelChoiceField(
        label=pgettext_lazy("task", "Who"), queryset=User.objects.none(), empty_label=SOMEBODY
    )
    due_on = forms.DateField(
        label=pgettext_lazy("task", "Until when"), widget=DayInput({"class": "w-medium"})
    )

    def __init__(self, *args: Any, crisis: Crisis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.queryset = people_of(crisis.brand, timezone.now(), drill=crisis.drill)
