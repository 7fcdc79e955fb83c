"""Who is told of a possible crisis, and in which words: numbers alone, and the page that has the rest."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.access import Right, roles_granting
from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import notify, wakes_people
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from channels_mgmt.crisis.choices import SIDES, SurgeStream
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.services.people import people_to_tell
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words

HANDLING = [role for role in roles_granting(Right.CRISIS_OPEN) if role not in OF_THE_CLIENT]


def tell_of_surge(surge: Surge, *, at: datetime) -> int:
    """Tells each person once; how many were told."""
    if not wakes_people(at):
        return 0
    return sum(_tell(surge, user, at=at) for user in readers_of(surge.brand, at))


def readers_of(brand: Brand, at: datetime) -> Iterable[User]:
    """Those on call and the managers; while nobody is on call, everybody of the house who works on the brand.

    Nobody of the client: they are told once it is a crisis.
    """
    found = people_to_tell(brand, at, drill=True)
    told = {person.user for person in found if person.user}
    if not any(person.ground in SIDES for person in found):
        here = BrandRole.objects.current(at).filter(brand=brand, role__in=HANDLING)
        told |= set(here.values_list("user", flat=True))
    return User.objects.filter(pk__in=told, is_active=True).order_by("pk")


def _tell(surge: Surge, user: User, *, at: datetime) -> bool:
    brand, link = surge.brand, link_to("crisis:surge", surge.pk)
    with override(user.language):
        subject = _("%(brand)s: possible crisis") % {"brand": brand.name}
        body = _body(surge, user, link)
    return notify(
        key=f"surge:{surge.pk}:{user.pk}",
        agency=brand.agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=brand.name,
        at=at,
        thread=f"surge.{surge.pk}",
        wake=False,
        urgency=Urgency.URGENT,
        topic=Topic.CRISIS,
        link=link,
    )


def _body(surge: Surge, user: User, link: str) -> str:
    if surge.stream == SurgeStream.COMPLAINTS:
        rush = ngettext(
            "%(count)d person has complained since %(since)s; usually at this hour: %(expected)s.",
            "%(count)d people have complained since %(since)s; usually at this hour: %(expected)s.",
            surge.observed,
        )
    else:
        rush = ngettext(
            "%(count)d person has written since %(since)s; usually at this hour: %(expected)s.",
            "%(count)d people have written since %(since)s; usually at this hour: %(expected)s.",
            surge.observed,
        )
    said = rush % {
        "count": surge.observed,
        "since": moment_words(surge.from_at, surge.brand.time_zone),
        "expected": surge.usual_words,
    }
    return _(
        "Hello %(name)s,\n\n%(rush)s\n\nLook at what they say, then open a crisis or say that it is none:"
        "\n%(link)s"
    ) % {"name": user.get_short_name(), "rush": said, "link": link}
