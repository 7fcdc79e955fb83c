"""What a report's slugs are called, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel

MANAGER = "manager"
"""Stands for the department of what was passed on to nobody else."""


def channel_names(brand: int) -> dict[str, str]:
    """By slug, with network and purpose: accounts often share a name."""
    channels = Channel.objects.filter(brand=brand).only("slug", "name", "network", "purpose")
    return {channel.slug: str(channel) for channel in channels}


def department_names(brand: Brand) -> dict[str, str]:
    departments = Department.objects.filter(company=brand.company_id).values_list("slug", "name")
    return {**dict(departments), MANAGER: _("The manager")}
