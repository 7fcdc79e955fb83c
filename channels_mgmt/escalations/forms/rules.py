from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from channels_mgmt.brands.choices import Kind, Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import Facts
from channels_mgmt.escalations.services.rules.territories import choices_of, codes_of, name_of
from channels_mgmt.inbox.choices import Priority, Sentiment
from channels_mgmt.team.models import Channel
from cmhub.lib.house_words import MANAGER_TITLE
from cmhub.lib.sorting import alphabetical
from cmhub.lib.text import fold

OF_CATCH_ALL = (
    "name",
    "department",
    "acknowledge_minutes",
    "answer_minutes",
    "around_the_clock",
    "wakes_at_night",
    "warn_minutes",
)
ANY = gettext_lazy("any")


class WordList(forms.CharField):
    """Words or expressions parted by commas, or one a line; each once, accents and case aside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        written = super().clean(value)
        parts = (" ".join(part.split()) for part in written.replace("\n", ",").split(","))
        distinct = {fold(part): part[:80] for part in parts if part}
        return list(distinct.values())


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )


class RuleForm(forms.ModelForm):
    """A routing rule. An empty condition matches all."""

    kinds = several(gettext_lazy("Kinds"), Kind.choices)
    purposes = several(gettext_lazy("Purposes of the channel"), Purpose.choices)
    networks = several(gettext_lazy("Networks"), Network.choices)
    territories = several(gettext_lazy("Territories"), [])
    sentiments = several(gettext_lazy("Sentiments"), Sentiment.choices)
    themes = WordList(label=gettext_lazy("Themes"), help_text=gettext_lazy("Parted by commas."))
    words = WordList(
        label=gettext_lazy("Words in the text"),
        help_text=gettext_lazy(
            "Parted by commas; one of them is enough. Accents and capitals do not matter."
        ),
    )
    lowest_priority = forms.TypedChoiceField(
        label=gettext_lazy("From priority"),
        choices=[("", ANY), *Priority.choices],
        required=False,
        coerce=int,
        empty_value=None,
    )

    before = forms.ModelChoiceField(
        label=gettext_lazy("Comes before"),
        queryset=RoutingRule.objects.none(),
        required=False,
        empty_label=gettext_lazy("the last rule, which matches all"),
        help_text=gettext_lazy("Rules are read from the top, and the first that matches decides."),
    )

    class Meta:
        model = RoutingRule
        fields = [
            "name",
            "kinds",
            "purposes",
            "networks",
            "territories",
            "sentiments",
            "themes",
            "words",
            "lowest_priority",
            "department",
            "acknowledge_minutes",
            "answer_minutes",
            "around_the_clock",
            "wakes_at_night",
            "warn_minutes",
            "automatic",
        ]
        labels = {"department": gettext_lazy("Department")}
        help_texts = {
            "acknowledge_minutes": gettext_lazy("In the hours of the department."),
            "around_the_clock": gettext_lazy("Nights, holidays and absences count too, as for a crisis."),
            "wakes_at_night": gettext_lazy(
                "What is late climbs to the next person at any hour. What is counted around the clock "
                "always does."
            ),
            "warn_minutes": gettext_lazy("Empty: when a quarter of the time is left."),
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["before"]
        else:
            self.instance.brand = brand
            before: Any = self.fields["before"]
            before.queryset = brand.routing_rules.filter(is_catch_all=False)
        department: Any = self.fields["department"]
        department.queryset = Department.objects.filter(company=brand.company, closed_at=None).order_by(
            *alphabetical("name")
        )
        self._offer_territories(brand)
        for name in ("acknowledge_minutes", "answer_minutes", "warn_minutes"):
            self.fields[name].widget.attrs.update({"class": "w-short", "inputmode": "numeric"})
        if self.instance.is_catch_all:
            department.empty_label = MANAGER_TITLE
            for name in set(self.fields) - set(OF_CATCH_ALL):
                del self.fields[name]
        else:
            department.empty_label = _("Choose a department…")
            department.required = True

    def clean(self) -> dict[str, Any]:
        """Says beside the field what its minutes cannot be, and what would do."""
        data = super().clean() or self.cleaned_data
        acknowledge, answer, warn = (
            data.get(name) for name in ("acknowledge_minutes", "answer_minutes", "warn_minutes")
        )
        if acknowledge == 0:
            self.add_error("acknowledge_minutes", _("Give at least one minute."))
        if acknowledge and answer is not None and answer < acknowledge:
            words = _("Give as much time to answer as to acknowledge, or more: %(minutes)d minutes at least.")
            self.add_error("answer_minutes", words % {"minutes": acknowledge})
        elif warn is not None and answer and not 0 < warn < answer:
            words = _("Warn between 1 and %(minutes)d minutes before, or leave it empty.")
            self.add_error("warn_minutes", words % {"minutes": answer - 1})
        return data

    def _offer_territories(self, brand: Brand) -> None:
        """Those of the brand, where there is a choice, and what the rule names already."""
        choices = dict(choices_of(brand))
        named = {code: str(name_of(code)) for code in self.instance.territories if code not in choices}
        if len(choices) + len(named) > 1 or self.instance.territories:
            territories: Any = self.fields["territories"]
            territories.choices = [*choices.items(), *named.items()]
        else:
            del self.fields["territories"]


class TryForm(forms.Form):
    """A made-up interaction to try the rules with."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-autogrow": True}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", ANY), *Kind.choices], required=False)
    channel = forms.ModelChoiceField(
        label=gettext_lazy("Channel"), queryset=Channel.objects.none(), required=False, to_field_name="slug"
    )
    sentiment = forms.ChoiceField(
        label=gettext_lazy("Sentiment"), choices=[("", ANY), *Sentiment.choices], required=False
    )
    theme = forms.CharField(label=gettext_lazy("Theme"), max_length=80, required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.queryset = Channel.objects.filter(brand=brand)
        channel.empty_label = ANY

    def facts(self) -> Facts:
        tried = self.cleaned_data
        channel: Channel | None = tried["channel"]
        return Facts(
            kind=tried["kind"],
            theme=tried["theme"],
            purpose=channel.purpose if channel else "",
            network=channel.network if channel else "",
            territory=codes_of([channel])[channel.pk] if channel else "",
            sentiment=tried["sentiment"],
            text=tried["text"],
        )
