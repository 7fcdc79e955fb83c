"""Which feeds are read, whom the brand watches, and who is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Spoken
from accounts.models import Department, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.watch.choices import Nature, Recipients, Topic
from channels_mgmt.watch.forms.common import (
    KeyedForm,
    WordList,
    choose_competitor,
    lines,
    several,
    with_blank,
)
from channels_mgmt.watch.models import Competitor, Rule, Source
from cmhub.lib.sorting import alphabetical

INTERVALS = (
    (15, _("every quarter of an hour")),
    (60, _("every hour")),
    (240, _("every four hours")),
    (1440, _("once a day")),
)


class SourceForm(KeyedForm, forms.ModelForm):
    """A feed: the address of a site's own, or one of a search with {words} where the words go."""

    every_minutes = forms.TypedChoiceField(label=_("It is read"), choices=INTERVALS, coerce=int, initial=60)
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices, initial=Topic.SECTOR)
    language = forms.ChoiceField(label=_("Language"), choices=with_blank(Spoken.choices), required=False)

    class Meta:
        model = Source
        fields = ["name", "template", "words", "competitor", "topic", "language", "every_minutes"]
        help_texts = {
            "template": _(
                "RSS or Atom. For a feed of search results, write {words} where the words go, "
                "as in %(example)s"
            )
            % {"example": "https://example.org/search?q={words}&format=rss"},
            "words": _("Only for a feed of search results: the brand's name, for instance."),
        }
        labels = {"competitor": _("News of a competitor")}

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_competitor(self, brand, pgettext_lazy("competitor", "no: of the brand or its sector"))
        self.fields["template"].widget.attrs.update({"inputmode": "url", "autocomplete": "off"})
        if self.instance.pk:
            del self.fields["key"]

    def _post_clean(self) -> None:
        """The service says what cannot be: nothing is put to the row here."""


class CompetitorForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    words = WordList(
        label=_("Also called"),
        help_text=_("Parted by commas: products, accounts, short names. News with one of them are its own."),
    )

    def __init__(self, *args: Any, competitor: Competitor | None = None, **kwargs: Any) -> None:
        said = {"name": competitor.name, "words": competitor.words} if competitor else None
        super().__init__(*args, **{"initial": said, **kwargs})


class RuleForm(forms.ModelForm):
    """Who else is told of what matches. An empty condition matches all."""

    topics = several(_("Topics"), lines(Topic.choices))
    natures = several(_("Natures"), lines(Nature.choices))
    words = WordList(
        label=_("Words in the title or the text"),
        help_text=_("Parted by commas; one of them is enough. Accents and capitals do not matter."),
    )
    recipients = several(_("Who is told"), lines(Recipients.choices))

    class Meta:
        model = Rule
        fields = [
            "name",
            "topics",
            "natures",
            "words",
            "competitor",
            "recipients",
            "department",
            "person",
            "weekly",
        ]
        labels = {"department": _("Department"), "person": _("Person"), "competitor": _("Competitor")}
        help_texts = {
            "department": _("It is asked at once, with deadlines; with “once a week” it reads the digest."),
            "weekly": _("On Monday morning, for what is routine."),
        }

    def __init__(self, *args: Any, brand: Brand, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_competitor(self, brand, pgettext_lazy("competitor", "any, or none"))
        department: Any = self.fields["department"]
        department.queryset = Department.objects.filter(company=brand.company_id, closed_at=None).order_by(
            *alphabetical("name")
        )
        department.empty_label = pgettext_lazy("department", "none")
        person: Any = self.fields["person"]
        here = BrandRole.objects.current(at).filter(brand=brand).values("user")
        person.queryset = User.objects.filter(pk__in=here, is_active=True).order_by(*alphabetical("name"))
        person.empty_label = pgettext_lazy("person", "nobody by name")

    def _post_clean(self) -> None:
        """The service says what cannot be: nothing is put to the row here."""
