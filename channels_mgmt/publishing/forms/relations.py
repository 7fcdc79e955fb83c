"""Pieces of the forms on people around the brand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import pgettext_lazy

from accounts.access import Right, roles_granting
from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.publishing.models import Post
from cmhub.lib.sorting import alphabetical
from cmhub.lib.text import excerpt, fold

LOCAL = "%Y-%m-%dT%H:%M"
POSTS_OFFERED = 60


class KeyedForm(forms.Form):
    """A form that is taken once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class WordList(forms.CharField):
    """Words or expressions parted by commas, or one a line; each once, accents and case aside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = (" ".join(part.split()) for part in super().clean(value).replace("\n", ",").split(","))
        return list({fold(part): part[:80] for part in parts if part}.values())


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return words_of(obj)


class PostChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return words_of(obj)


def words_of(post: Post) -> str:
    return excerpt(post.title or post.text, 70) or str(post.pk)


def text_area(rows: int, draft: str = "") -> forms.Textarea:
    kept = {"data-draft-key": draft} if draft else {}
    return forms.Textarea({"rows": rows, "dir": "auto", "data-autogrow": True} | kept)


def moment_field(label: Any, **given: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local", "class": "w-medium"}, format=LOCAL)
    return forms.DateTimeField(label=label, widget=widget, **given)


def with_blank(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", pgettext_lazy("no choice made", "not said")), *choices]


def team_of(brand: Brand, at: datetime, right: str = Right.PUBLISHING_WRITE) -> Any:
    """Those who can look after something here: whoever works on the publications of the brand, or may do
    what is said.
    """
    roles = roles_granting(right)
    here = BrandRole.objects.current(at).filter(brand=brand, role__in=roles).values("user")
    house = Membership.objects.current(at).filter(agency=brand.agency_id, role__in=roles).values("user")
    either = User.objects.filter(pk__in=here) | User.objects.filter(pk__in=house)
    return either.filter(is_active=True).distinct().order_by(*alphabetical("name"))


def latest_posts(brand: Brand, chosen: Iterable[int] = ()) -> Any:
    """The posts that can be tied to something: the latest of the brand, and those that are tied already."""
    latest = Post.objects.filter(brand=brand).order_by("-pk").values_list("pk", flat=True)[:POSTS_OFFERED]
    return Post.objects.filter(pk__in=[*latest, *chosen], brand=brand).order_by("-pk")
