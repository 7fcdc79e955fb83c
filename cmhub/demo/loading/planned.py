"""What the brands are about to publish, for the calendar: drafts of the coming two weeks, one without a day,
and a day of the brand’s own.

Safe to run again: a brand for which anything was planned is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from accounts.models import User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostOrigin
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.days import Said, add_day
from channels_mgmt.publishing.services.planning import Plan, plan_posts
from cmhub.demo.loading.house import MANAGER

COMING = (
    (1, 9, "useful", "Le conseil de la semaine"),
    (2, 12, "conversation", "Votre avis compte : la question du mercredi"),
    (3, 18, "offer", "Ce qui change dans nos offres"),
    (6, 9, "organisation", "Les coulisses : une journée avec l’équipe"),
    (8, 12, "relayed", "Vu chez vous : la photo d’un membre"),
    (10, 18, "useful", "Trois erreurs à éviter"),
)
"""Days from now, the hour, the category and the working title."""
WITHOUT_A_DAY = "Portrait d’une cliente fidèle"
ANNIVERSARY = 12
"""Days from now to the brand's own day."""


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    if Post.objects.filter(brand=brand, origin=PostOrigin.PLANNED).exists():
        return
    channels = list(brand.channels.lively().filter(purpose=Purpose.OFFICIAL)[:2])
    if not channels:
        return
    by, zone = people[MANAGER], ZoneInfo(brand.time_zone)
    today = at.astimezone(zone).date()
    for number, (days, hour, category, title) in enumerate(COMING):
        plan_posts(
            brand=brand,
            channels=channels if number % 3 == 0 else [channels[number % len(channels)]],
            plan=Plan(title=title, category=category),
            by=by,
            key=_key(brand, title),
            planned_at=datetime.combine(today + timedelta(days=days), time(hour), tzinfo=zone),
            at=at,
        )
    plan = Plan(title=WITHOUT_A_DAY, category="relayed")
    plan_posts(brand=brand, channels=channels[:1], plan=plan, by=by, key=_key(brand, WITHOUT_A_DAY), at=at)
    said = Said(f"Anniversaire : {brand.name}", today + timedelta(days=ANNIVERSARY), yearly=True)
    add_day(brand=brand, said=said, by=by, key=_key(brand, "anniversary"), at=at)


def _key(brand: Brand, of: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{brand.agency.slug}/{brand.slug}/planned/{of}")
