"""The short form that opens a crisis: filled in from what was seen, sent by the button of a level."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import Level
from channels_mgmt.team.models import Channel
from cmhub.lib.titles import title_of

MANY = 20
LONGEST_THEME, LONGEST_WORD = 80, 60
LONGEST_TITLE = 80
"""Of a title that is made of what was seen; who types one may write more."""


class WordsField(forms.CharField):
    """Several words or expressions, separated by commas or lines."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(max_length=MANY * (longest + 2), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def parts(self, text: str) -> list[str]:
        return text.replace("\n", ",").split(",")

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        words = [" ".join(one.split()) for one in self.parts(text)]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > MANY:
            raise forms.ValidationError(_("No more than %(many)d.") % {"many": MANY})
        for word in found:
            if len(word) > self.longest:
                raise forms.ValidationError(_("“%(word)s” is too long.") % {"word": word[:40]})
        return found


class LinesField(WordsField):
    """Several sentences, one a line: what stands between two commas is one of them still."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def parts(self, text: str) -> list[str]:
        return text.splitlines()


class MatterForm(forms.Form):
    """What replies are held on."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    themes = WordsField(
        longest=LONGEST_THEME,
        label=_("Themes"),
        help_text=_("Interactions sorted under one of these, separated by commas."),
    )
    words = WordsField(
        longest=LONGEST_WORD,
        label=_("Words"),
        help_text=_("Interactions in which the public writes one of these, separated by commas."),
    )
    channels = forms.ModelMultipleChoiceField(
        label=_("Only on these channels"),
        queryset=Channel.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
        help_text=_("None ticked: on all of them."),
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels: Any = self.fields["channels"]
        channels.queryset = brand.channels.order_by("pk")

    def matter(self) -> dict[str, Any]:
        data = self.cleaned_data
        channels = [channel.pk for channel in data["channels"]]
        return {"themes": data["themes"], "words": data["words"], "channels": channels}


class AnewForm(MatterForm):
    """What it is about, said anew while it runs."""

    title = forms.CharField(label=_("What it is about"), max_length=150)

    field_order = ("title",)


class OpenForm(MatterForm):
    """`level` is the button that sends the form; `drills` says whether it may be one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    level = forms.TypedChoiceField(
        label=pgettext_lazy("crisis", "Level"),
        choices=Level.choices,
        coerce=int,
        error_messages={"required": _("Choose a level.")},
    )
    title = forms.CharField(
        label=_("What it is about"),
        max_length=150,
        error_messages={"required": _("Say in a few words what it is about, then tap the level again.")},
    )
    reason = forms.CharField(
        label=_("Why nothing planned is published"),
        max_length=300,
        required=False,
        help_text=_("Everybody of the brand reads it. Left empty, it says that a crisis is open."),
    )
    drill = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("key", "title", "themes", "words", "channels", "reason", "drill")

    def __init__(self, *args: Any, drills: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not drills:
            del self.fields["drill"]
        if title := self.initial.get("title"):
            self.initial["title"] = title_of(title, longest=LONGEST_TITLE)
