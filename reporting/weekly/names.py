"""What a report's slugs are called, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.names import channel_names

__all__ = ["MANAGER", "channel_names", "department_names"]

MANAGER = "manager"
"""Stands for the department of what was passed on to nobody else."""


def department_names(brand: Brand) -> dict[str, str]:
    departments = Department.objects.filter(company=brand.company_id).values_list("slug", "name")
    return {**dict(departments), MANAGER: _("The manager")}
