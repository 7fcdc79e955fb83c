"""What somebody saw of a competitor, by hand or in a file."""

from typing import Any
from uuid import uuid4

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.models import Competitor
from reporting.metrics.choices import Scope
from reporting.metrics.readers.dates import ORDERS
from reporting.metrics.services.competitor_files import MAPPED

MOST_BYTES = 5 * 1024 * 1024
MOST = 10**12
COLUMN_LABELS = {
    "day": gettext_lazy("Column of the day"),
    "followers": gettext_lazy("Column of followers"),
    "posts": gettext_lazy("Column of posts published"),
    "engagements": gettext_lazy("Column of engagements"),
}
ORDER_LABELS = {"dmy": gettext_lazy("day before month"), "mdy": gettext_lazy("month before day")}


class AboutCompetitorForm(forms.Form):
    competitor = forms.ModelChoiceField(label=gettext_lazy("Competitor"), queryset=Competitor.objects.none())
    network = forms.ChoiceField(label=gettext_lazy("Network"), choices=Network.choices)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competitor"]
        field.queryset = Competitor.objects.watched().filter(brand=brand)


def count_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-small"}),
    )


class CompetitorFiguresForm(AboutCompetitorForm):
    """What can be counted on the competitor's page; what is left empty is not known."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scope = forms.ChoiceField(
        label=pgettext_lazy("figures", "Posts and engagements are those"),
        choices=[
            (Scope.WEEK, gettext_lazy("of the seven days that end with it")),
            (Scope.DAY, gettext_lazy("of this day")),
        ],
        initial=Scope.WEEK,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    followers = count_field(gettext_lazy("Followers"), gettext_lazy("As they stood on that day."))
    posts = count_field(gettext_lazy("Posts published"))
    engagements = count_field(
        gettext_lazy("Engagements"), gettext_lazy("Reactions, comments and shares of these posts, together.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.figures:
            raise forms.ValidationError(_("Enter one figure at least."))
        return data

    @property
    def figures(self) -> dict[str, int]:
        said = {name: self.cleaned_data.get(name) for name in ("followers", "posts", "engagements")}
        return {name: value for name, value in said.items() if value is not None}


class CompetitorFileForm(AboutCompetitorForm):
    """A file of one account; `header` has its columns once it is known to be of no known format."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx): a line for each day, or a list of posts."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("Order of dates"),
        required=False,
        choices=[
            ("", gettext_lazy("as the file says")),
            *[(order, ORDER_LABELS[order]) for order in ORDERS],
        ],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Export it in parts.")
                % {"limit": filesizeformat(MOST_BYTES)}
            )
        return file

    def columns(self) -> dict[str, str]:
        """Ours → theirs, as far as somebody said."""
        said = {ours: str(self.data.get(f"column_{ours}", ""))[:200] for ours in MAPPED}
        return {ours: theirs for ours, theirs in said.items() if theirs}

    def ask_for_columns(self, header: tuple[str, ...], chosen: dict[str, str]) -> None:
        """Adds a list of the file's columns for each of ours."""
        offered = [("", pgettext_lazy("column", "none")), *[(name, name) for name in header if name]]
        for ours, label in COLUMN_LABELS.items():
            self.fields[f"column_{ours}"] = forms.ChoiceField(label=label, choices=offered, required=False)
        sent: Any = self.data
        guessed = {f"column_{ours}": [theirs] for ours, theirs in chosen.items()}
        self.data = MultiValueDict({**dict(sent.lists()), **guessed})
