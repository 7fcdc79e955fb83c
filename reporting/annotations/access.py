from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import load_brand
from reporting.annotations.models import Annotation


def load_annotation(request: HttpRequest, slug: str, pk: int) -> Annotation:
    """The annotation, if the person may do with its brand what the view declares."""
    brand = load_brand(request, slug)
    found = Annotation.objects.visible_to(person_of(request)).filter(brand=brand, pk=pk).first()
    if found is None:
        raise Http404
    found.brand = brand
    return found
