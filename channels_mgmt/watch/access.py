from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.access import Right, person_of
from channels_mgmt.brands.access import authorise, brand_of_id, load_brand, load_brand_of
from channels_mgmt.watch.models import Competitor, Item, ItemPicture, Rule, Source, Telling
from channels_mgmt.watch.services.history import NEEDED


def load_item(request: HttpRequest, pk: int) -> Item:
    """The item, if the person may do with its brand what the view declares."""
    item = Item.objects.visible_to(person_of(request)).select_related(*NEEDED).filter(pk=pk).first()
    if item is None:
        raise Http404
    authorise(request, item.brand)
    return item


def load_picture(request: HttpRequest, pk: int) -> ItemPicture:
    picture = ItemPicture.objects.filter(pk=pk).first()
    if picture is None:
        # The statement that one of a foreign brand takes: its absence answers no sooner.
        brand_of_id(brand=0, person=person_of(request).pk, at=timezone.now())
        raise Http404
    load_brand_of(request, picture, shown_to=Right.WATCH_VIEW)
    return picture


def load_telling(request: HttpRequest, pk: int) -> Telling:
    """That somebody was told, if the person may do with the item's brand what the view declares."""
    telling = Telling.objects.select_related("contact__department").filter(pk=pk).first()
    item = load_item(request, telling.item_id if telling else 0)
    if telling is None:
        raise Http404
    telling.item = item
    return telling


def load_source(request: HttpRequest, slug: str, pk: int) -> Source:
    brand = load_brand(request, slug)
    source = Source.objects.visible_to(person_of(request)).filter(brand=brand, pk=pk).first()
    if source is None:
        raise Http404
    source.brand = brand
    return source


def load_rule(request: HttpRequest, slug: str, pk: int) -> Rule:
    brand = load_brand(request, slug)
    rule = Rule.objects.visible_to(person_of(request)).filter(brand=brand, pk=pk).first()
    if rule is None:
        raise Http404
    rule.brand = brand
    return rule


def load_competitor(request: HttpRequest, slug: str, pk: int) -> Competitor:
    brand = load_brand(request, slug)
    competitor = Competitor.objects.visible_to(person_of(request)).filter(brand=brand, pk=pk).first()
    if competitor is None:
        raise Http404
    competitor.brand = brand
    return competitor
