from typing import Any

from accounts.models import Agency
from cmhub.lib.commands import JsonCommand


class Command(JsonCommand):
    help = "Lists the agencies and the short names of their brands."

    def answer(self, **options: Any) -> Any:
        agencies = Agency.objects.order_by("slug").prefetch_related("brands")
        return [
            {
                "slug": agency.slug,
                "name": agency.name,
                "brands": sorted(brand.slug for brand in agency.brands.all()),
            }
            for agency in agencies
        ]
