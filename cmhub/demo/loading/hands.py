"""What people did to the demonstration themselves since it was last told: all that is left as it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from accounts.models import AuditEntry, Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import EscalationEvent
from channels_mgmt.inbox.models import InteractionEvent, Message
from cmhub.demo.plan import BrandPlan, Confirmed, Ended, Held, PassedOn, Talk
from reporting.weekly.models import WeeklyReport

BY_A_DEPARTMENT = (Verb.ACKNOWLEDGED, Verb.ANSWERED)
"""What somebody did even where nobody is named: the link in a mail needs no login."""

NOT_WRITTEN = ("report.computed", "report.read", "report.exported")


Act = TypeVar("Act", PassedOn, Held, Ended, Confirmed)


@dataclass(frozen=True)
class Touched:
    """The interactions of a brand, and the weeks whose reports, people worked on."""

    interactions: frozenset[int] = frozenset()
    weeks: frozenset[str] = frozenset()

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(self.interactions | other.interactions, self.weeks | other.weeks)


def touched_since(brand: Brand, then: datetime) -> Touched:
    """What people worked on after an instant."""
    acts = InteractionEvent.objects.filter(brand=brand, at__gt=then, by__isnull=False)
    steps = EscalationEvent.objects.filter(escalation__brand=brand, at__gt=then)
    steps = steps.filter(by__isnull=False) | steps.filter(verb__in=BY_A_DEPARTMENT)
    words = AuditEntry.objects.filter(
        brand_id=brand.pk, object_type=WeeklyReport._meta.label_lower, at__gt=then, by__isnull=False
    ).exclude(verb__in=NOT_WRITTEN)
    asked = steps.exclude(escalation__interaction=None).values_list("escalation__interaction_id", flat=True)
    return Touched(
        interactions=frozenset([*acts.values_list("interaction_id", flat=True), *asked]),
        weeks=frozenset(words.values_list("details__week", flat=True)),
    )


def interactions_of(brand: Brand, plan: BrandPlan) -> dict[str, int]:
    """The interactions that the plan's conversations have become, by the id of their first message."""
    openings = [talk.opening.message_id for talk in plan.talks]
    found = Message.objects.filter(brand=brand, external_id__in=openings, interaction__isnull=False)
    pairs = found.values_list("external_id", "interaction_id")
    return {str(message_id): interaction for message_id, interaction in pairs}


def without(
    plan: BrandPlan, brand: Brand, people: Mapping[str, User], touched: Touched, since: datetime | None
) -> BrandPlan:
    """The plan without what people touched, and without those channels, departments and people that the
    brand has no more. Of what was told before `since`, only what is there goes on."""
    known = interactions_of(brand, plan)
    channels = set(brand.channels.values_list("slug", flat=True))
    departments = set(Department.objects.filter(company=brand.company_id).values_list("kind", flat=True))

    def goes_on(talk: Talk) -> bool:
        first = talk.opening
        interaction = known.get(first.message_id)
        if interaction is None:
            return talk.channel in channels and (since is None or first.sent_at >= since)
        return interaction not in touched.interactions

    talks = [talk for talk in plan.talks if goes_on(talk)]
    openings = {talk.opening.message_id for talk in talks}
    kept = {row.message_id for talk in talks for row in talk.rows}
    steps = [step for step in plan.passed_on if step.department in departments and step.by in people]
    return replace(
        plan,
        talks=talks,
        rows=[row for row in plan.rows if row.message_id in kept],
        passed_on=_about(openings, steps),
        held=_about(openings, [held for held in plan.held if held.holder in people]),
        ended=_about(openings, [ended for ended in plan.ended if ended.by in people]),
        confirmed=_about(openings, [one for one in plan.confirmed if one.by in people]),
        by_hand=[call for call in plan.by_hand if call.channel in channels and call.by in people],
        posts=[post for post in plan.posts if post.channel in channels],
        reviews=[
            review
            for review in plan.reviews
            if review.week not in touched.weeks
            and {review.completed_by, review.validated_by, review.read_by} <= people.keys()
        ],
    )


def _about(openings: Collection[str], acts: list[Act]) -> list[Act]:
    return [act for act in acts if act.message_id in openings]
