"""One thing of each kind on a brand, so that the walk can fill in the parameters of every address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.access import Right
from accounts.models import (
    Notice,
    Notification,
    PushSubscription,
    User,
)
from accounts.services.outbox import notify
from channels_mgmt.brands.models import Brand
from tests.access.furniture.campaigns import of_the_campaigns
from tests.access.furniture.delivery import of_the_delivery
from tests.access.furniture.house import of_the_directory, of_the_house, of_the_person, of_the_programs
from tests.access.furniture.inbox import of_the_work
from tests.access.furniture.metrics import of_the_figures
from tests.access.furniture.posts import of_the_posts
from tests.access.furniture.publishing import of_the_calendar
from tests.access.furniture.relations import AROUND_THE_BRAND, of_the_relations
from tests.access.furniture.reports import OF_A_REPORT, of_the_report
from tests.access.furniture.strategy import of_the_strategy
from tests.access.furniture.team import of_readiness, of_the_rota, of_the_team
from tests.access.furniture.timeline import of_the_timeline
from tests.access.furniture.watch import of_the_crises, of_the_watch
from tests.access.furniture.when import NOW, WEEK

STRATEGY = {"version": 1, "section": "goal", "duty": "design"}
"""What addresses of every brand's strategy name."""
SEEN_WITH = {
    "team/readiness/<": Right.READINESS_CHECK,
    "team/readiness/plan/<": Right.READINESS_CHECK,
    "team/simulations/<": Right.READINESS_CHECK,
    "interactions/<": Right.INBOX_VIEW,
    "approvals/<": Right.INBOX_VIEW,
    "promises/<": Right.INBOX_VIEW,
    "moderation/<": Right.INBOX_VIEW,
    "directions/<": Right.INBOX_VIEW,
    "attachments/<": Right.INBOX_VIEW,
    "crises/<": Right.CRISIS_VIEW,
    "crises/told/<": Right.CRISIS_VIEW,
    "crises/statements/<": Right.CRISIS_VIEW,
    "crises/decisions/<": Right.CRISIS_VIEW,
    "crises/tasks/<": Right.CRISIS_VIEW,
    "crises/actions/<": Right.CRISIS_VIEW,
    "surges/<": Right.CRISIS_VIEW,
    "routing/<": Right.ESCALATION_OPEN,
    "watch/<": Right.WATCH_VIEW,
    "watch/pictures/<": Right.WATCH_VIEW,
    "watch/told/<": Right.WATCH_VIEW,
    "watch/rules/<": Right.WATCH_VIEW,
    "watch/sources/<": Right.WATCH_VIEW,
    "watch/competitors/<": Right.WATCH_VIEW,
    "ideas/<": Right.PUBLISHING_VIEW,
    "posts/<": Right.PUBLISHING_VIEW,
    "publishing/days/<": Right.PUBLISHING_VIEW,
    **dict.fromkeys(AROUND_THE_BRAND, Right.PUBLISHING_VIEW),
    "medium/<": Right.PUBLISHING_VIEW,
    "brand-words/<": Right.PUBLISHING_VIEW,
    "errata/<": Right.PUBLISHING_VIEW,
    "reports/<": Right.REPORT_DRAFT,
    "reports/quote/<": Right.INBOX_VIEW,
    **dict.fromkeys(OF_A_REPORT, Right.REPORT_DRAFT),
    "timeline/<": Right.REPORT_VIEW,
}
"""The right without which the thing that an address names is as good as not there."""


@dataclass
class Things:
    """What a brand has, by the address that names it."""

    brand: Brand
    by_route: dict[str, Any] = field(default_factory=dict)

    def value(self, route: str, parameter: str) -> Any:
        """What to put for a parameter of a route. An address that names something new is taught here."""
        if parameter in NAMED:
            return NAMED[parameter](self)
        if parameter in STRATEGY:
            return STRATEGY[parameter]
        for part, thing in self.by_route.items():
            if part in route:
                return thing.pk
        raise KeyError(f"the walk does not know what {parameter} is in {route}")

    def is_hidden(self, route: str, rights: set[str]) -> bool:
        """Whether somebody with these rights on the brand does not even see what the route names."""
        return any(part in route and right not in rights for part, right in SEEN_WITH.items())


NAMED: dict[str, Callable[[Things], Any]] = {
    "slug": lambda things: things.brand.slug,
    "rest": lambda _things: "nowhere",
    "week": lambda things: WEEK,
    "token": lambda things: "not-a-token",
    "kind": lambda things: "brands.brand",
    "step": lambda things: "cover",
    "reader": lambda things: "cm",
    "part": lambda things: "product",
    "territory": lambda things: things.brand.territories.earliest("pk").pk,
    "channel": lambda things: things.brand.channels.earliest("pk").slug,
    "network": lambda things: things.brand.channels.earliest("pk").network,
    "department": lambda things: things.brand.company.departments.first().slug,
    "person": lambda things: things.by_route["people/<"].pk,
}
"""What is put for parameters by their names, whatever the address."""


def furnish(brand: Brand, cm: User) -> Things:
    """A new kind of thing is made in the function of its room, under what names it in an address."""
    team = of_the_team(brand, cm)  # before the leave that they are given
    # Addresses of crises are longer ones in which others are contained: they are looked for first.
    things = (
        of_the_campaigns(brand, cm)
        | of_the_crises(brand, cm)
        | of_the_rota(brand, cm)
        | of_readiness(brand, cm)
    )
    things |= of_the_work(brand, cm) | of_the_person(brand, cm) | team
    things |= of_the_watch(brand, cm) | what_is_told(brand, cm) | of_the_calendar(brand, cm)
    things |= of_the_relations(brand, cm) | of_the_figures(brand, cm) | of_the_posts(brand, cm)
    things |= of_the_delivery(brand, cm) | of_the_timeline(brand, cm)
    things |= of_the_directory(brand, cm) | of_the_strategy(brand, cm) | of_the_programs(brand, cm)
    return Things(brand, things | of_the_report(brand, cm) | of_the_house(brand, cm))


def what_is_told(brand: Brand, cm: User) -> dict[str, Any]:
    """What a person is told, a mail that did not arrive, and a browser of theirs."""
    for key in ("told", "lost"):
        notify(
            key=f"{key}:{brand.slug}",
            agency=brand.agency,
            user=cm,
            email=cm.email,
            subject=f"Du nouveau de {brand.slug}",
            body=f"Du nouveau de {brand.slug}",
            language="fr",
            sender_name=brand.name,
            at=NOW,
        )
    Notification.objects.filter(key=f"lost:{brand.slug}").update(state="refused")
    phone = PushSubscription.objects.create(
        user=cm, endpoint=f"https://push.{brand.slug}.example/", p256dh="x", auth="x", added_at=NOW
    )
    return {
        "notifications/failed/<": Notification.objects.get(key=f"lost:{brand.slug}"),
        "notifications/phones/<": phone,
        "notifications/<": Notice.objects.get(key=f"told:{brand.slug}"),
    }
