"""Assignments end and change hands: what is open goes with them, in one act or not at all."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.choices import DepartmentKind, Role
from accounts.models import AuditEntry
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.brands.access import rights_of
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.sorting import hold
from channels_mgmt.team.models import Assignment, Channel, HandOver
from channels_mgmt.team.open_work import Whose, items_of
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.handovers import left_open_by, part_from
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of

SERVICE = Role.CUSTOMER_SERVICE


def today(cast: Cast) -> Any:
    return cast.agency.day_of(timezone.now())


def ask(cast: Cast, text: str = "Toujours pas de réseau", channel: Channel | None = None) -> Interaction:
    now = timezone.now()
    return log_interaction(
        brand=cast.brand, channel=channel or cast.official, author="Awa", text=text, sent_at=now,
        kind="complaint", by=cast.cm, key=uuid4(), at=now,
    )  # fmt: skip


def of(user: Any) -> Assignment:
    return Assignment.objects.current().select_related("user", "brand__agency", "channel").get(user=user)


def holder(interaction: Interaction) -> Any:
    interaction.refresh_from_db()
    return interaction.holder


def test_the_page_lists_what_is_open_and_the_act_hands_it_over(cast: Cast) -> None:
    held, passed_on = ask(cast, "un"), ask(cast, "deux")
    hold(interaction=held, by=cast.cm)
    open_escalation(
        interaction=passed_on,
        question="Que dire ?",
        department=cast.department(DepartmentKind.CUSTOMER_SERVICE),
        by=cast.cm,
    )
    manager, url = client_of(cast.manager), f"/b/wouri/team/{of(cast.cm).pk}/end/"
    page = manager.get(url).content.decode()
    assert f"/interactions/{held.pk}/" in page
    assert "Que dire ?" in page

    answer = manager.post(url, {"to": cast.junior.pk, "edition": of(cast.cm).edition})

    assert answer.status_code == 303, answer.context["form"].errors
    assert holder(held) == holder(passed_on) == cast.junior
    assert not Assignment.objects.current().filter(user=cast.cm).exists()
    assert not rights_of(cast.cm, cast.brand).roles
    act = HandOver.objects.get()
    assert (act.of, act.to, act.by, act.brand) == (cast.cm, cast.junior, cast.manager, cast.brand)
    assert act.counts == {"interactions": 1, "escalations": 1}
    assert AuditEntry.objects.get(verb="work.handed_over").details["interactions"] == [held.pk]
    assert not items_of(Whose(cast.cm, (cast.brand.pk,)))


def test_the_lead_goes_over_with_its_hours(cast: Cast) -> None:
    made = part_from(
        assignment=of(cast.cm), by=cast.manager, to=cast.junior, in_their_place=True, supervised=True
    )
    assert made is not None
    assert (made.user, made.is_lead, made.hours_per_week, made.channel) == (
        cast.junior,
        True,
        20,
        cast.official,
    )
    assert Assignment.objects.current().filter(user=cast.junior).count() == 1, "assisting ended with it"
    assert made.starts_on == today(cast)


def test_a_later_end_keeps_the_work_until_then(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    later = today(cast) + timedelta(days=10)
    made = part_from(
        assignment=of(cast.cm),
        by=cast.manager,
        on=later,
        to=cast.junior,
        in_their_place=True,
        supervised=True,
    )
    assert made is not None
    assert made.starts_on == later
    assert Assignment.objects.get(user=cast.cm).ends_on == later
    assert holder(held) == cast.cm
    assert rights_of(cast.cm, cast.brand).may("inbox.write")


def test_nobody_takes_it_and_it_waits_for_all(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    part_from(assignment=of(cast.cm), by=cast.manager)
    assert holder(held) is None
    assert HandOver.objects.get().to is None


@pytest.mark.parametrize("other", ["other_cm", "colleague", "executive", "rival"])
def test_who_may_not_answer_takes_nothing_and_nothing_ends(cast: Cast, other: str) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    with pytest.raises(ValidationError, match="Wouri"):
        part_from(assignment=of(cast.cm), by=cast.manager, to=cast.people[other])
    assert holder(held) == cast.cm
    assert of(cast.cm).ends_on is None
    assert not HandOver.objects.exists()


def test_a_place_that_the_other_cannot_take_changes_nothing(cast: Cast) -> None:
    """No hours left, and on leave: the whole act is refused, with the reason."""
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    assign(brand=cast.other_brand, user=cast.junior, role=SERVICE, hours_per_week=30, by=cast.manager)
    taking = {"to": cast.junior, "in_their_place": True, "supervised": True}
    with pytest.raises(ValidationError, match="travaille 40"):
        part_from(assignment=of(cast.cm), by=cast.manager, **taking)
    Assignment.objects.filter(user=cast.junior, brand=cast.other_brand).delete()
    day = today(cast)
    add_leave(
        agency=cast.agency,
        user=cast.junior,
        by=cast.manager,
        kind=LeaveKind.SICK,
        starts_on=day,
        ends_on=day + timedelta(days=5),
    )
    with pytest.raises(ValidationError, match="en congé"):
        part_from(assignment=of(cast.cm), by=cast.manager, **taking)
    assert holder(held) == cast.cm
    assert of(cast.cm).is_lead
    assert of(cast.junior).is_lead is False


def test_only_what_lies_there_is_left_by_who_stays_on_the_brand(cast: Cast) -> None:
    assign(brand=cast.brand, user=cast.service, role=Role.TECH_SUPPORT, channel=cast.support_channel, by=None)
    there, elsewhere = ask(cast, "un", cast.service_channel), ask(cast, "deux", cast.support_channel)
    for interaction in (there, elsewhere):
        hold(interaction=interaction, by=cast.service)
    ending = Assignment.objects.get(user=cast.service, channel=cast.service_channel)
    assert left_open_by(ending, timezone.now()).channels == (cast.service_channel.pk,)
    part_from(assignment=ending, by=cast.manager, to=cast.support)
    assert (holder(there), holder(elsewhere)) == (cast.support, cast.service)


def test_from_the_whole_brand_what_lies_on_ones_other_channels_stays(cast: Cast) -> None:
    wide = assign(brand=cast.brand, user=cast.service, role=Role.CUSTOMER_SERVICE, by=None)
    own, other = ask(cast, "un", cast.service_channel), ask(cast, "deux", cast.support_channel)
    for interaction in (own, other):
        hold(interaction=interaction, by=cast.service)
    part_from(assignment=wide, by=cast.manager, to=cast.support)
    assert (holder(own), holder(other)) == (cast.service, cast.support)


def test_days_that_make_no_sense_are_refused(cast: Cast) -> None:
    manager, held = client_of(cast.manager), of(cast.cm)
    url, day = f"/b/wouri/team/{held.pk}/end/", today(cast)
    for wrong in (
        {"on": day - timedelta(days=1)},
        {"to": cast.cm.pk},
        {"in_their_place": "on"},
        {"to": cast.rival.pk},
        {"on": "hier"},
    ):
        assert manager.post(url, {"edition": held.edition, **wrong}).status_code == 422, wrong
    assert of(cast.cm).ends_on is None
    Assignment.objects.filter(pk=held.pk).update(ends_on=day + timedelta(days=3))
    with pytest.raises(ValidationError, match="déjà pris fin"):
        part_from(assignment=held, by=cast.manager, on=day + timedelta(days=9))


def test_what_has_ended_is_not_there_any_more(cast: Cast) -> None:
    held = of(cast.cm)
    part_from(assignment=held, by=cast.manager)
    manager = client_of(cast.manager)
    assert manager.get(f"/b/wouri/team/{held.pk}/end/").status_code == 404
    assert manager.post(f"/b/wouri/team/{held.pk}/", {}).status_code == 404
    with pytest.raises(ValidationError, match="déjà pris fin"):
        part_from(assignment=held, by=cast.manager)


def test_the_second_who_ends_it_is_told(cast: Cast) -> None:
    held = of(cast.cm)
    manager = client_of(cast.manager)
    seen = {"edition": held.edition, "to": cast.junior.pk}
    part_from(assignment=held, by=cast.manager, on=today(cast) + timedelta(days=20))
    with pytest.raises(ChangedMeanwhileError):
        part_from(assignment=held, by=cast.manager, edition=held.edition)
    answer = manager.post(f"/b/wouri/team/{held.pk}/end/", seen)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert f'value="{cast.junior.pk}" selected' in page
    again = {**seen, "edition": answer.context["form"]["edition"].value()}
    assert manager.post(f"/b/wouri/team/{held.pk}/end/", again).status_code == 303


def test_a_hand_over_is_never_rewritten(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.cm)
    part_from(assignment=of(cast.cm), by=cast.manager, to=cast.junior)
    for change in (lambda: HandOver.objects.update(to=None), lambda: HandOver.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def test_only_who_manages_the_team_ends_what_others_hold(cast: Cast) -> None:
    url = f"/b/wouri/team/{of(cast.cm).pk}/end/"
    assert client_of(cast.cm).post(url, {"edition": 1}).status_code == 403
    assert client_of(cast.rival).post(url, {"edition": 1}).status_code == 404
    foreign = f"/b/sanaga/team/{of(cast.cm).pk}/end/"
    assert client_of(cast.manager).post(foreign, {"edition": 1}).status_code == 404
    assert of(cast.cm).ends_on is None
