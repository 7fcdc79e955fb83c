from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.forms.posts import KeyedForm, moment_field
from channels_mgmt.publishing.models import Erratum
from channels_mgmt.team.models import Channel


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "data-autogrow": True})


class ErratumForm(forms.ModelForm):
    """An error that was published, and what became of it."""

    url = forms.URLField(label=_("Link"), max_length=1000, required=False, assume_scheme="https")
    since = moment_field(pgettext_lazy("erratum", "Published on"))
    seen_at = moment_field(pgettext_lazy("erratum", "Seen on"))
    corrected_at = moment_field(
        _("Corrected on"), required=False, help_text=_("Empty with a correction: now.")
    )

    class Meta:
        model = Erratum
        fields = (
            "error",
            "url",
            "since",
            "witness",
            "witness_words",
            "seen_at",
            "correction",
            "corrected_at",
            "lesson",
        )
        widgets = {"error": _area(2), "correction": _area(2), "lesson": _area(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label
        self.initial.setdefault("seen_at", timezone.localtime())

    def _post_clean(self) -> None:
        """The service makes it, and says what is missing."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in self.Meta.fields}


class NewErratumForm(KeyedForm, ErratumForm):
    pass


class ElsewhereForm(NewErratumForm):
    """An error that stands neither in a post nor in a reply that the product knows."""

    channel = forms.ModelChoiceField(
        label=_("Channel"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.queryset = brand.channels.all()
        self.order_fields(["error", "channel"])


class ChangedErratumForm(ErratumForm):
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].initial = self.instance.edition
