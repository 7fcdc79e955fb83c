"""Every brand of a house with the diagnoses that were last kept of it."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.access import Right
from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand
from reporting.diagnoses.models import DiagnosisReading


def brands_with_diagnoses(agency: Agency, user: User) -> Iterable[tuple[Brand, DiagnosisReading | None]]:
    """Of those that the person may see; two queries, and the findings themselves are not read."""
    brands = list(
        Brand.objects.granting(user, Right.STAFFING_VIEW)
        .filter(agency=agency, archived_at=None)
        .select_related("company")
        .order_by("name")
    )
    latest = DiagnosisReading.objects.filter(brand__in=brands).last_of_each().defer("findings")
    by_brand = {reading.brand_id: reading for reading in latest}
    return [(brand, by_brand.get(brand.pk)) for brand in brands]
