"""How views load a version: the one that is asked for, of a brand on which the person may do so."""

from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.models.strategy import StrategyQuerySet
from channels_mgmt.strategy.services.document import Document, document_of


def versions_of(request: HttpRequest, brand: Brand) -> StrategyQuerySet:
    """The brand's versions that the person may see, the latest first."""
    return Strategy.objects.visible_to(person_of(request)).filter(brand=brand).order_by("-version")


def load_version(request: HttpRequest, slug: str, version: int) -> Document:
    """The version of this number, whole."""
    brand = load_brand(request, slug)
    return _found(document_of(versions_of(request, brand).filter(version=version)), brand)


def load_open(request: HttpRequest, slug: str) -> Document:
    """The version that is being written or waits to be validated, whole."""
    brand = load_brand(request, slug)
    return _found(document_of(versions_of(request, brand).open()), brand)


def _found(document: Document | None, brand: Brand) -> Document:
    if document is None:
        raise Http404
    document.strategy.brand = brand
    return document
