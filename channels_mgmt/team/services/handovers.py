"""Work and channels change hands: what somebody has open goes to another, and who takes their place."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.models import Assignment, Channel, HandOver
from channels_mgmt.team.open_work import Item, Whose, items_of, sources
from channels_mgmt.team.services.assignments import assign, end_assignment
from channels_mgmt.team.services.readiness import needs_supervision
from cmhub.lib.editions import locked


def part_from(
    *,
    assignment: Assignment,
    by: User,
    on: date | None = None,
    to: User | None = None,
    in_their_place: bool = False,
    supervised: bool = False,
    edition: int | None = None,
    at: datetime | None = None,
) -> Assignment | None:
    """Ends an assignment; in the same act `to`, if named, takes what the person has open there, and with
    `in_their_place` the assignment too, in the same role and for the same hours, which is given back.

    On a later day only the place changes hands: until then the work is the person's. Where nobody takes it,
    what they held today is let go, for whoever works there. Raises ValidationError, in words, and changes
    nothing, where the other may not or cannot take it.
    """
    now = at or timezone.now()
    with transaction.atomic():
        rows = Assignment.objects.select_related("brand__agency", "brand_role", "user", "channel__department")
        held = locked(rows, assignment.pk, edition)
        today = held.brand.agency.day_of(now)
        day = on or today
        _refuse_day(held, day, today, to)
        left = left_open_by(held, now)
        end_assignment(assignment=held, by=by, on=day, at=now)
        if to is not None and in_their_place:
            made = _put_in_place(held, to, by, max(day, held.starts_on), supervised, now)
        else:
            made = None
        if day == today:
            give_work(whose=left, to=to, by=by, at=now)
    return made


def give_lead(*, assignment: Assignment, to: User, by: User, at: datetime | None = None) -> Assignment:
    """Another person leads the channel from today, in the same role and for the same hours.

    Raises ValidationError, in words, where they have no such hours left or may not hold the channel.
    """
    now = at or timezone.now()
    today = assignment.brand.agency.day_of(now)
    with transaction.atomic():
        end_assignment(assignment=assignment, by=by, on=today, at=now)
        # A channel is not left to nobody because its next lead is not ready: they begin under supervision.
        supervised = needs_supervision(brand=assignment.brand, user=to, role=assignment.role, at=now)
        return _put_in_place(assignment, to, by, max(today, assignment.starts_on), supervised, now)


def give_all(*, agency: Agency, user: User, to: User, by: User, at: datetime | None = None) -> None:
    """Somebody leaves: the channels that they lead and all that they have open go to another who stays."""
    now = at or timezone.now()
    if to == user or not Membership.objects.current(now).filter(agency=agency, user=to).exists():
        raise ValidationError(_("Choose somebody who stays."))
    with transaction.atomic():
        whose = everything_of(agency, user)
        for lead in leads_of(agency, user, now):
            give_lead(assignment=lead, to=to, by=by, at=now)
        give_work(whose=whose, to=to, by=by, at=now)


def give_work(*, whose: Whose, to: User | None, by: User, at: datetime) -> None:
    """What somebody has open goes to another, or to nobody. Raises ValidationError, with the brands, where
    the other may not answer.
    """
    items = items_of(whose)
    if not items:
        return
    if to is not None:
        _refuse_without_right(to, items)
    if to == whose.user:
        return
    with transaction.atomic():
        given = {source.name: source.give(whose=whose, to=to, by=by, at=at) for source in sources}
        brands = {item.brand.pk: item.brand for item in items}
        for brand in brands.values():
            _write_down(whose, brand, [item for item in items if item.brand.pk == brand.pk], to, by, at)
        record(
            verb="work.handed_over",
            what=whose.user,
            by=by,
            at=at,
            agency_id=next(iter(brands.values())).agency_id,
            brand_id=next(iter(brands)) if len(brands) == 1 else None,
            to=to.pk if to else None,
            **{name: sorted(ids) for name, ids in given.items()},
        )


def left_open_by(assignment: Assignment, at: datetime) -> Whose:
    """Where an assignment that ends leaves work of its person behind.

    Who works on the brand no more leaves all of it there; else what lies on the channel, or for an assignment
    on the whole brand, on the channels that they do not hold besides.
    """
    brand, user = assignment.brand, assignment.user
    answering = roles_granting(Right.INBOX_WRITE)
    here = BrandRole.objects.current(at).filter(brand=brand, user=user, role__in=answering)
    wide = Membership.objects.current(at).filter(agency=brand.agency_id, user=user, role__in=answering)
    if not (here.exclude(pk=assignment.brand_role_id).exists() or wide.exists()):
        return Whose(user, (brand.pk,))
    if assignment.channel_id:
        return Whose(user, (brand.pk,), (assignment.channel_id,))
    still = Assignment.objects.current(at).filter(brand=brand, user=user, channel__isnull=False)
    others = Channel.objects.filter(brand=brand).exclude(pk__in=still.values("channel"))
    return Whose(user, (brand.pk,), tuple(others.values_list("pk", flat=True)))


def everything_of(agency: Agency, user: User) -> Whose:
    """All that a person has open on the agency's brands."""
    return Whose(user, tuple(Brand.objects.filter(agency=agency).values_list("pk", flat=True)))


def held_from(agency: Agency, user: User, at: datetime) -> QuerySet[Assignment]:
    """What the person holds on the agency's brands, or will hold."""
    return Assignment.objects.lasting(agency.day_of(at)).filter(brand__agency=agency, user=user)


def leads_of(agency: Agency, user: User, at: datetime) -> QuerySet[Assignment]:
    held = held_from(agency, user, at).filter(is_lead=True)
    return held.select_related("brand__agency", "brand_role", "channel", "user").order_by("brand", "channel")


def may_take(to: User, brand: Brand, channels: Collection[Channel]) -> bool:
    """Whether somebody may answer on a brand, on all of these channels."""
    access = rights_of(to, brand)
    return access.may(Right.INBOX_WRITE) and all(access.works_on(channel) for channel in channels)


def _put_in_place(
    held: Assignment, to: User, by: User, day: date, supervised: bool, now: datetime
) -> Assignment:
    """Somebody takes a place from a day on; what they held of the channel beside it ends."""
    if held.channel_id:
        beside = Assignment.objects.lasting(day).filter(user=to, channel=held.channel_id)
        for assisting in beside.select_related("brand__agency", "brand_role", "user"):
            end_assignment(assignment=assisting, by=by, on=day, at=now)
    until = held.ends_on if held.ends_on and held.ends_on > day else None
    return assign(
        brand=held.brand,
        channel=held.channel,
        user=to,
        role=held.role,
        is_lead=held.is_lead,
        under_supervision=supervised,
        hours_per_week=held.hours_per_week,
        starts_on=day,
        ends_on=until,
        by=by,
        at=now,
    )


def _refuse_day(held: Assignment, day: date, today: date, to: User | None) -> None:
    if held.ends_on is not None and held.ends_on <= today:
        raise ValidationError(_("This assignment has ended already."))
    if day < today:
        raise ValidationError({"on": _("A day in the past: what somebody held cannot be rewritten.")})
    if held.ends_on is not None and day > held.ends_on:
        raise ValidationError({"on": _("The assignment will have ended by that day.")})
    if to is not None and to.pk == held.user_id:
        raise ValidationError({"to": _("Choose somebody else.")})


def _refuse_without_right(to: User, items: Sequence[Item]) -> None:
    channels: dict[Brand, set[Channel]] = {}
    for item in items:
        channels.setdefault(item.brand, set()).add(item.channel)
    closed = [brand.name for brand, there in channels.items() if not may_take(to, brand, there)]
    if closed:
        raise ValidationError(
            _("%(name)s may not answer for: %(brands)s. Give them a role there first.")
            % {"name": to.name, "brands": ", ".join(sorted(closed))}
        )


def _write_down(
    whose: Whose, brand: Brand, items: Sequence[Item], to: User | None, by: User, at: datetime
) -> None:
    counts: dict[str, int] = {}
    for item in items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    one = whose.channels[0] if whose.channels and len(whose.channels) == 1 else None
    HandOver.objects.create(brand=brand, channel_id=one, of=whose.user, to=to, counts=counts, by=by, at=at)
