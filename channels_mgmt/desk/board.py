"""The manager's board: which brands need somebody, and for what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop, ngettext

from accounts.access import Right
from accounts.choices import BRAND_ROLES
from accounts.models import User
from channels_mgmt.brands.choices import SetupStep
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.presence import without_anybody
from channels_mgmt.desk.setup_state import done_of, with_steps
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.filters import WAITED
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.strategy.services.briefings import unread_and_due
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.networks import in_a_mixture
from channels_mgmt.team.services.spokespersons import checks_wanted, overdue_lines
from channels_mgmt.team.services.weekends import has_rota, weekends_alone

GRAVE = 5
"""What weighs as much leaves the public without anybody."""
LONG = "1d"
"""A message of the public that waits longer makes its brand one that needs somebody."""


@dataclass(frozen=True)
class Need:
    """Something of a brand that waits for its manager: how much, in words, and where it is seen to, which is
    worked out for what is shown alone: a house of two hundred brands has more than a thousand.
    """

    brand_id: int
    words: str
    url: str | Promise
    icon: str
    weight: int = 1
    late: bool = False


Source = Callable[[User, dict[int, Brand], datetime], Iterable[Need]]

sources: list[Source] = []
"""What rooms above the desk add, in their `AppConfig.ready`: called once a page with all brands by id."""


@dataclass
class Row:
    brand: Brand
    needs: list[Need] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int]:
        """Of what is grave, then of the rest: many small things do not outweigh a grave one."""
        weights = [need.weight for need in self.needs]
        grave = sum(weight for weight in weights if weight >= GRAVE)
        return grave, sum(weights) - grave


def board_of(user: User, *, at: datetime) -> list[Row]:
    """Every brand that the person runs, those that need somebody first, each with what weighs most first."""
    run = Brand.objects.granting(user, Right.BRAND_MANAGE, besides=BRAND_ROLES)
    brands = {brand.pk: brand for brand in run.filter(archived_at=None)}
    needs: dict[int, list[Need]] = defaultdict(list)
    for source in (*OWN, *sources):
        for need in source(user, brands, at):
            needs[need.brand_id].append(need)
    rows = [Row(brand, sorted(needs[pk], key=lambda need: -need.weight)) for pk, brand in brands.items()]
    rows.sort(key=lambda row: row.brand.name)
    return sorted(rows, key=lambda row: row.weight, reverse=True)


def per_brand(queryset: Any, brands: dict[int, Brand]) -> dict[int, int]:
    """How many rows each brand has; brands without any are left out."""
    counted = queryset.filter(brand__in=list(brands)).order_by().values_list("brand").annotate(Count("pk"))
    return dict(counted)


def waiting_long(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    waiting = Interaction.objects.visible_to(user).to_answer().filter(waiting_since__lt=at - WAITED[LONG])
    for pk, number in per_brand(waiting, brands).items():
        words = ngettext(
            "%(count)d message has waited for more than a day",
            "%(count)d messages have waited for more than a day",
            number,
        )
        url = reverse_lazy("inbox:list", args=[brands[pk].slug])
        yield Need(
            pk,
            words % {"count": number},
            format_lazy("{}?state=to_answer&waited={}", url, LONG),
            "hourglass",
            10 + number,
            late=True,
        )


def late_escalations(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    for pk, number in per_brand(Escalation.objects.visible_to(user).late(at), brands).items():
        words = ngettext("%(count)d late escalation", "%(count)d late escalations", number)
        url = reverse_lazy("escalations:list", args=[brands[pk].slug])
        yield Need(
            pk, words % {"count": number}, format_lazy("{}?late=1", url), "alarm", 10 + number, late=True
        )


def nobody_reachable(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    for pk, number in without_anybody(brands.values(), at).items():
        words = ngettext(
            "%(count)d department where nobody can be reached",
            "%(count)d departments where nobody can be reached",
            number,
        )
        url = reverse_lazy("brands:directory", args=[brands[pk].slug])
        yield Need(pk, words % {"count": number}, url, "phone", 9)


def of_the_team(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What people have not read, what holds them back and what they were to learn, in one query."""
    counted = counted_by_brand(
        brands,
        unread=how_many(unread_and_due(at), "pk"),
        wanted=how_many(checks_wanted(at), "user"),
        overdue=how_many(overdue_lines(at), "pk"),
    )
    for row in counted:
        slug = brands[row["pk"]].slug
        if number := row["unread"]:
            words = ngettext(
                "%(count)d briefing that was due is not read by all",
                "%(count)d briefings that were due are not read by all",
                number,
            )
            url = reverse_lazy("strategy:briefings", args=[slug])
            yield Need(row["pk"], words % {"count": number}, url, "news", 3, late=True)
        url = reverse_lazy("team:readiness", args=[slug])
        if number := row["wanted"]:
            words = ngettext(
                "%(count)d readiness check to make anew within 30 days",
                "%(count)d readiness checks to make anew within 30 days",
                number,
            )
            yield Need(row["pk"], words % {"count": number}, url, "checks", 4)
        if number := row["overdue"]:
            words = ngettext(
                "%(count)d overdue line of a development plan",
                "%(count)d overdue lines of development plans",
                number,
            )
            yield Need(row["pk"], words % {"count": number}, url, "alarm", 3, late=True)


def of_the_channels(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """Channels without a lead, networks that nobody decided on, and assignments that end soon with nobody
    after, in one query.
    """
    leads = Assignment.objects.current(at).filter(channel=OuterRef("pk"), is_lead=True)
    counted = counted_by_brand(
        brands,
        unled=how_many(Channel.objects.lively().filter(~Exists(leads)), "pk"),
        undecided=how_many(in_a_mixture(), "network"),
        ending=how_many(Assignment.objects.ending_soon(at), "pk"),
    )
    for row in counted:
        url = reverse_lazy("team:board", args=[brands[row["pk"]].slug])
        if number := row["unled"]:
            words = ngettext("%(count)d channel without a lead", "%(count)d channels without a lead", number)
            yield Need(row["pk"], words % {"count": number}, url, "user", 9)
        if number := row["undecided"]:
            words = ngettext(
                "%(count)d network nobody decided on", "%(count)d networks nobody decided on", number
            )
            yield Need(row["pk"], words % {"count": number}, url, "alert", 4)
        if number := row["ending"]:
            words = ngettext(
                "%(count)d assignment that ends within 30 days",
                "%(count)d assignments that end within 30 days",
                number,
            )
            yield Need(row["pk"], words % {"count": number}, url, "clock", 2)


def counted_by_brand(brands: dict[int, Brand], **numbers: Subquery) -> Iterable[Any]:
    """Several numbers of each brand, with its `pk`, in one query; see `how_many`."""
    return Brand.objects.filter(pk__in=list(brands)).order_by().values("pk", **numbers)


def how_many(rows: Any, what: str) -> Subquery:
    """How many different values a field has in the rows of each brand, for a query on brands."""
    here = rows.filter(brand=OuterRef("pk")).order_by().values("brand")
    return Subquery(here.annotate(how_many=Count(what, distinct=True)).values("how_many"))


NAMED_STEPS = {
    SetupStep.STRATEGY: (gettext_noop("no validated strategy"), "strategy:strategy", "target", 4),
    SetupStep.COVER: (gettext_noop("no rota yet"), "team:rota_patterns", "calendar", 1),
}
"""Steps of the setup that are told by their names, with where they are done; the others are counted."""


def steps_missing(number: int, *, besides: bool) -> str:
    """`besides` others that were told by their names."""
    if besides:
        words = ngettext(
            "%(count)d other step of the setup is missing",
            "%(count)d other steps of the setup are missing",
            number,
        )
    else:
        words = ngettext(
            "%(count)d step of the setup is missing", "%(count)d steps of the setup are missing", number
        )
    return words % {"count": number}


def being_set_up(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """A strategy that is not validated, a rota that is not there, and other steps of the setup that are not
    done yet, for all brands in one query; and in another, of those that have a rota, whether it covers the
    coming weekend.
    """
    with_rota = {}
    steps = with_steps(Brand.objects.filter(pk__in=list(brands)).order_by(), at)
    for brand in steps.annotate(has_rota=has_rota()):
        missing = {step for step, is_done in done_of(brand).items() if not is_done}
        named = [step for step in NAMED_STEPS if step in missing]
        if brand.has_rota:
            with_rota[brand.pk] = brand
            named = [step for step in named if step != SetupStep.COVER]
        for step in named:
            words, place, icon, weight = NAMED_STEPS[step]
            yield Need(brand.pk, gettext(words), reverse_lazy(place, args=[brand.slug]), icon, weight)
        if others := len(missing) - len(named):
            url = reverse_lazy("desk:setup", args=[brand.slug])
            yield Need(brand.pk, steps_missing(others, besides=bool(named)), url, "list", 2)
    for pk in sorted(weekends_alone(with_rota, at)):
        words = gettext("part of the coming weekend has nobody on call")
        yield Need(pk, words, reverse_lazy("team:gaps", args=[brands[pk].slug]), "calendar", 7)


OWN: tuple[Source, ...] = (
    waiting_long,
    late_escalations,
    nobody_reachable,
    of_the_team,
    of_the_channels,
    being_set_up,
)
"""What the desk itself looks at, in the order in which a brand's needs are told."""
