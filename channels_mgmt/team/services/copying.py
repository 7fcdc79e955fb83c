"""What a template says of the team, for a new brand: accounts, hours and needs, and never people.

Handles, links, names of accounts, reasons and whoever holds what stay behind.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.team.models import (
    Channel,
    NeededSkill,
    NetworkSetup,
    RotaPattern,
    RotaSlot,
    WorkAssumption,
)
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.needs import need_skill


def copy_team(ground: Ground, *, by: User, at: datetime) -> list[Taken]:
    """Network setups and open channels, needed skills, patterns of the rota without anybody in them, and
    what the work is assumed to take.
    """
    return [
        *_networks(ground, by, at),
        *_needs(ground, by, at),
        *_patterns(ground, at),
        *_assumptions(ground, by, at),
    ]


def _networks(ground: Ground, by: User, at: datetime) -> list[Taken]:
    NetworkSetup.objects.bulk_create(
        NetworkSetup(brand=ground.brand, network=one.network, setup=one.setup, decided_by=by, decided_at=at)
        for one in NetworkSetup.objects.filter(brand=ground.source)
    )
    theirs = Channel.objects.lively().filter(brand=ground.source).select_related("department", "territory")
    opened = [channel for channel in theirs if _opened(channel, ground, by, at)]
    words = ngettext("%(count)d channel", "%(count)d channels", len(opened)) % {"count": len(opened)}
    left_out = len(theirs) - len(opened)
    reason = ngettext(
        "%(count)d channel is that of a department that is not there",
        "%(count)d channels are those of a department that is not there",
        left_out,
    )
    return [Taken(words, reason % {"count": left_out} if left_out else "")]


def _opened(theirs: Channel, ground: Ground, by: User, at: datetime) -> Channel | None:
    department = ground.departments.get(theirs.department_id or 0)
    if theirs.purpose == Purpose.DEPARTMENT and department is None:
        return None
    return open_channel(
        brand=ground.brand,
        network=theirs.network,
        purpose=theirs.purpose,
        hours=ground.hours(theirs.hours),
        department=department,
        territory=ground.territory(theirs.territory),
        posts_per_week=theirs.posts_per_week,
        by=by,
        at=at,
    )


def _needs(ground: Ground, by: User, at: datetime) -> list[Taken]:
    needs = NeededSkill.objects.filter(brand=ground.source).order_by("pk")
    for need in needs:
        need_skill(brand=ground.brand, skill=need.skill, level=need.level, people=need.people, by=by, at=at)
    return _taken(ngettext("%(count)d needed skill", "%(count)d needed skills", len(needs)), len(needs))


def _patterns(ground: Ground, at: datetime) -> list[Taken]:
    """Patterns of which a turn is still to come, each day of the week as in the new brand's week."""
    today = ground.source.agency.day_of(at)
    theirs = RotaPattern.objects.filter(brand=ground.source).exclude(ends_on__lte=today)
    for pattern in theirs.prefetch_related("slots"):
        with override("fr"):
            usual = _("Rota: %(kind)s") % {"kind": pattern.get_kind_display()}
        copy = RotaPattern.objects.create(
            brand=ground.brand,
            name=ground.words(pattern.name) or usual,
            kind=pattern.kind,
            weeks_each=pattern.weeks_each,
            holidays_too=pattern.holidays_too,
            starts_on=ground.brand.agency.day_of(at),
        )
        RotaSlot.objects.bulk_create(
            RotaSlot(
                brand=ground.brand,
                pattern=copy,
                weekday=ground.day(slot.weekday),
                starts=slot.starts,
                ends_weekday=ground.day(slot.ends_weekday),
                ends=slot.ends,
            )
            for slot in pattern.slots.all()
        )
    words = ngettext("%(count)d pattern of the rota", "%(count)d patterns of the rota", len(theirs))
    return _taken(words, len(theirs))


def _assumptions(ground: Ground, by: User, at: datetime) -> list[Taken]:
    theirs = WorkAssumption.objects.filter(brand=ground.source).exclude(value=None)
    WorkAssumption.objects.bulk_create(
        WorkAssumption(brand=ground.brand, name=one.name, value=one.value, set_by=by, set_at=at)
        for one in theirs
    )
    words = ngettext("%(count)d assumption on the work", "%(count)d assumptions on the work", len(theirs))
    return _taken(words, len(theirs))


def _taken(words: str, number: int) -> list[Taken]:
    return [Taken(words % {"count": number})] if number else []
