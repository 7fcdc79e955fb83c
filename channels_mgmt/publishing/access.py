"""How views load what is published, and what hangs on it."""

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import authorise, load_brand
from channels_mgmt.publishing.models import (
    BrandWord,
    Campaign,
    Erratum,
    Experiment,
    Idea,
    MarkedDay,
    Media,
    Post,
)
from channels_mgmt.publishing.services.history import NEEDED

B = TypeVar("B", Campaign, Experiment)
M = TypeVar("M", Post, Idea, Media, BrandWord, Erratum)


def load_post(request: HttpRequest, pk: int) -> Post:
    """The post, if the person may do with its brand what the view declares."""
    return _load(request, Post.objects.visible_to(person_of(request)).select_related(*NEEDED), pk)


def load_idea(request: HttpRequest, pk: int) -> Idea:
    return _load(request, Idea.objects.visible_to(person_of(request)), pk)


def load_medium(request: HttpRequest, pk: int) -> Media:
    return _load(request, Media.objects.visible_to(person_of(request)), pk)


def load_word(request: HttpRequest, pk: int) -> BrandWord:
    return _load(request, BrandWord.objects.visible_to(person_of(request)), pk)


def load_erratum(request: HttpRequest, pk: int) -> Erratum:
    needed = ("post__channel", "channel", "noted_by", "corrected_by")
    return _load(request, Erratum.objects.visible_to(person_of(request)).select_related(*needed), pk)


def load_day(request: HttpRequest, slug: str, pk: int) -> MarkedDay:
    """A day that the house says for all of its brands, or for this one."""
    brand = load_brand(request, slug)
    day = MarkedDay.objects.visible_to(person_of(request)).of(brand).filter(pk=pk).first()
    if day is None:
        raise Http404
    return day


def load_campaign(request: HttpRequest, slug: str, pk: int) -> Campaign:
    """The campaign, if the person may do with its brand what the view declares."""
    return _of_brand(request, Campaign.objects.visible_to(person_of(request)), slug, pk)


def load_experiment(request: HttpRequest, slug: str, pk: int) -> Experiment:
    """The test, if the person may do with its brand what the view declares."""
    return _of_brand(request, Experiment.objects.visible_to(person_of(request)), slug, pk)


def _of_brand(request: HttpRequest, rows: QuerySet[B], slug: str, pk: int) -> B:
    brand = load_brand(request, slug)
    row = rows.filter(brand=brand, pk=pk).first()
    if row is None:
        raise Http404
    row.brand = brand
    return row


def _load(request: HttpRequest, rows: QuerySet[M], pk: int) -> M:
    row = rows.select_related("brand__agency").filter(pk=pk).first()
    if row is None:
        raise Http404
    authorise(request, row.brand)
    return row
