"""What people write and choose on the page of a post."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.limits import LONGEST_TEXT
from channels_mgmt.publishing.models import Media, Post
from channels_mgmt.publishing.post_choices import ImageQuestion, PostLanguage
from channels_mgmt.strategy.models import Persona, Strategy

LOCAL = "%Y-%m-%dT%H:%M"
NOT_SAID = pgettext_lazy("no choice made", "not said")
BY_THE_TEXT = pgettext_lazy("post language", "That of the text")


def moment_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local", "class": "w-medium"}, format=LOCAL)
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


class KeyedForm(forms.Form):
    """A form that is taken once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PersonaField(forms.ChoiceField):
    """A persona of the strategy in force, by its key; one that the strategy has no more can stay."""

    def offer(self, brand: Brand, chosen: UUID | None) -> None:
        in_force = Strategy.objects.in_force().filter(brand=brand)
        there = [(str(one.key), one.name) for one in Persona.objects.filter(strategy__in=in_force)]
        if chosen and str(chosen) not in dict(there):
            there.append((str(chosen), str(_("a persona of an earlier strategy"))))
        self.choices = [("", NOT_SAID), *there]

    def clean(self, value: Any) -> UUID | None:
        chosen = super().clean(str(value) if value else "")
        return UUID(chosen) if chosen else None


class AboutForm(forms.ModelForm):
    """What a post is for, on which nothing hangs that the public reads."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    persona = PersonaField(label=_("Persona it serves"), required=False)

    class Meta:
        model = Post
        fields: tuple[str, ...] = ("title", "category", "campaign", "persona", "format")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand = self.instance.brand
        self.fields["edition"].initial = self.instance.edition
        persona: Any = self.fields["persona"]
        persona.offer(brand, self.instance.persona)
        campaign: Any = self.fields["campaign"]
        campaign.queryset = brand.campaigns.all()
        campaign.empty_label = NOT_SAID
        for name in ("category", "format"):
            field: Any = self.fields[name]
            field.choices = [("", NOT_SAID), *(one for one in field.choices if one[0])]
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label

    def _post_clean(self) -> None:
        """The post stays as it is until the service has it."""


class PublishedForm(AboutForm):
    """The same with where it is on its network, as long as no export has named it."""

    url = forms.URLField(
        label=_("Its link on the network"), max_length=1000, required=False, assume_scheme="https"
    )

    class Meta(AboutForm.Meta):
        fields = ("url", *AboutForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.external_id:
            del self.fields["url"]


class PostForm(AboutForm):
    """The same with what the public reads."""

    text = forms.CharField(
        label=pgettext_lazy("post", "Text"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea({"rows": 8, "data-autogrow": True, "dir": "auto", "spellcheck": "true"}),
    )
    planned_at = moment_field(_("Planned for"), required=False)
    link = forms.URLField(label=_("Link in the post"), max_length=1000, required=False, assume_scheme="https")
    language = forms.ChoiceField(
        label=_("Spelling checked in"),
        choices=[("", BY_THE_TEXT), *PostLanguage.choices],
        required=False,
    )

    class Meta(AboutForm.Meta):
        fields = ("text", "link", "planned_at", "language", *AboutForm.Meta.fields)


class EditionForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)


class ScheduleForm(EditionForm):
    planned_at = moment_field(_("Planned for"))


class PublishForm(EditionForm):
    url = forms.URLField(
        label=_("Its link on the network"), max_length=1000, required=False, assume_scheme="https"
    )
    published_at = moment_field(pgettext_lazy("post", "Published"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("published_at", timezone.localtime())

    def clean_published_at(self) -> datetime:
        """The minute that goes on is now, whatever its seconds."""
        given: datetime = self.cleaned_data["published_at"]
        now = timezone.now()
        return now if given > now and given.replace(second=0) <= now else given


class SendBackForm(EditionForm):
    why = forms.CharField(
        label=_("What is to be changed"),
        max_length=600,
        widget=forms.Textarea({"rows": 2, "data-autogrow": True}),
    )


class MediaForm(KeyedForm, forms.ModelForm):
    class Meta:
        model = Media
        fields = ("kind", "what", "place", "owner", "rights")
        help_texts = {"place": _("A link, a folder, the name of a file: it is not copied.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label

    def _post_clean(self) -> None:
        """The service makes it."""


class ImagesForm(forms.Form):
    """Each question is answered yes or no, with a remark where it is no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in ImageQuestion:
            self.fields[question.value] = forms.ChoiceField(
                label=question.label,
                choices=[("yes", _("Yes")), ("no", _("No"))],
                widget=forms.RadioSelect(attrs={"class": "choices"}),
            )
            self.fields[f"{question.value}_remark"] = forms.CharField(
                label=_("Remark"), max_length=300, required=False
            )

    def answers(self) -> dict[str, tuple[bool, str]]:
        given = self.cleaned_data
        return {one.value: (given[one.value] == "yes", given[f"{one.value}_remark"]) for one in ImageQuestion}


class WordForm(forms.Form):
    word = forms.CharField(label=pgettext_lazy("spelling", "Word"), max_length=60)
