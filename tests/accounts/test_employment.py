"""How people work for a house: kind, hours, days, mentor, leave; and what others see of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Employment, Leave, Membership, User
from accounts.services.employment import add_leave, away, cancel_leave, change_employment, employ
from accounts.services.leaving import leave as leave_agency
from accounts.skill_choices import EmploymentKind, LeaveKind
from tests.cast import Cast, client_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
WEEK = [1, 2, 3, 4, 5]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def hire(cast: Cast, user: User | None = None, **values: object) -> Employment:
    usual = {"kind": EmploymentKind.STAFF, "working_days": WEEK, "starts_on": date(2026, 2, 1)}
    return employ(agency=cast.agency, user=user or cast.cm, by=cast.manager, **{**usual, **values})  # type: ignore[arg-type]


def rest(cast: Cast, first: int, back: int, user: User | None = None, kind: str = LeaveKind.SICK) -> Leave:
    return add_leave(
        agency=cast.agency,
        user=user or cast.cm,
        by=cast.manager,
        kind=kind,
        starts_on=TODAY + timedelta(days=first),
        ends_on=TODAY + timedelta(days=back),
    )


def test_an_employment_sets_the_hours_that_assignments_are_held_against(cast: Cast) -> None:
    hire(cast, hours_per_week=30, working_days=[5, 1, 1, 3])
    assert Employment.objects.get().working_days == [1, 3, 5]
    assert Membership.objects.get(user=cast.cm).hours_per_week == 30
    told = AuditEntry.objects.get(verb="employment.added")
    assert told.before == {"hours_per_week": 40}
    assert told.after["hours_per_week"] == 30
    change_employment(employment=Employment.objects.get(), by=cast.manager, kind=EmploymentKind.FREELANCE)
    told = AuditEntry.objects.get(verb="employment.changed")
    assert (told.before, told.after) == ({"kind": "staff"}, {"kind": "freelance"})


def test_hours_are_not_cut_below_what_is_assigned(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        hire(cast, hours_per_week=19)  # twenty are assigned
    assert "20" in " ".join(refused.value.messages)
    assert not Employment.objects.exists()
    form = {"kind": "staff", "hours_per_week": "19", "working_days": ["1", "2"], "starts_on": "2026-02-01"}
    answer = client_of(cast.manager).post(f"/people/{cast.cm.pk}/employment/new/", form)
    assert answer.status_code == 422
    assert "hours_per_week" in answer.context["form"].errors
    hire(cast, hours_per_week=20)


def test_two_employments_at_once_are_refused(cast: Cast) -> None:
    hire(cast, ends_on=date(2026, 6, 1))
    with pytest.raises(ValidationError):
        hire(cast, starts_on=date(2026, 5, 1))
    hire(cast, starts_on=date(2026, 6, 1))
    hire(cast, cast.junior)
    assert Employment.objects.count() == 3


@pytest.mark.parametrize(
    "values",
    [
        {"working_days": []},
        {"working_days": [0, 8]},
        {"ends_on": date(2026, 2, 1)},
        {"ends_on": date(2026, 1, 1)},
        {"working_days": [1], "hours_per_week": 25},
        {"kind": "volunteer"},
    ],
)
def test_nonsense_is_refused_in_words(cast: Cast, values: dict) -> None:
    with pytest.raises(ValidationError):
        hire(cast, **values)
    assert not Employment.objects.exists()


def test_the_database_refuses_days_that_are_none(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.create(
            agency=cast.agency, user=cast.cm, kind="staff", working_days=[9], starts_on=TODAY
        )


def test_a_mentor_is_a_colleague_of_a_trainee(cast: Cast) -> None:
    for values in (
        {"kind": EmploymentKind.STAFF, "mentor": cast.cm},
        {"kind": EmploymentKind.TRAINEE, "mentor": cast.junior},
        {"kind": EmploymentKind.TRAINEE, "mentor": cast.rival},
    ):
        with pytest.raises(ValidationError):
            hire(cast, cast.junior, **values)
    hire(cast, cast.junior, kind=EmploymentKind.TRAINEE, mentor=cast.cm)
    words = client_of(cast.junior).get(f"/people/{cast.junior.pk}/skills/").content.decode()
    assert "Tuteur" in words
    form = {
        "kind": "trainee",
        "hours_per_week": "30",
        "working_days": ["1"],
        "starts_on": "2026-02-01",
        "mentor": cast.rival.pk,
    }
    held = Employment.objects.get()
    address = f"/people/{cast.junior.pk}/employment/{held.pk}/"
    assert client_of(cast.manager).post(address, form).status_code == 422
    assert (
        client_of(cast.manager).post(address, {**form, "mentor": "", "working_days": ["1", "2"]}).status_code
        == 303
    )
    held.refresh_from_db()
    assert (held.mentor, held.working_days) == (None, [1, 2])


def test_only_who_manages_the_agency_writes_employment(cast: Cast) -> None:
    held = hire(cast)
    address = f"/people/{cast.cm.pk}/employment/{held.pk}/"
    assert 'value="2026-02-01"' in client_of(cast.manager).get(address).content.decode()
    assert client_of(cast.cm).get(address).status_code == 403
    assert client_of(cast.cm).post(address, {"act": "delete"}).status_code == 403
    assert client_of(cast.rival).post(address, {"act": "delete"}).status_code == 404
    assert (
        client_of(cast.manager)
        .post(f"/people/{cast.junior.pk}/employment/{held.pk}/", {"act": "delete"})
        .status_code
        == 404
    )
    assert client_of(cast.manager).post(address, {"act": "delete"}).status_code == 303
    assert AuditEntry.objects.filter(verb="employment.deleted").exists()


def test_leaves_do_not_overlap_nor_end_before_they_begin(cast: Cast) -> None:
    rest(cast, 0, 5)
    for first, back in ((4, 6), (-2, 1), (1, 2), (0, 5)):
        with pytest.raises(ValidationError):
            rest(cast, first, back)
    for first, back in ((9, 9), (9, 8)):
        with pytest.raises(ValidationError):
            rest(cast, first, back)
    rest(cast, 5, 7)
    rest(cast, 0, 5, cast.junior)
    assert Leave.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.create(
            agency=cast.agency,
            user=cast.cm,
            kind="sick",
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=1),
            added_by=cast.cm,
            added_at=NOW,
        )


def test_days_begin_at_midnight_where_the_house_is(cast: Cast) -> None:
    rest(cast, 0, 1)
    assert cast.cm.pk in away(cast.agency, [cast.cm.pk], cast.agency.day_of(NOW))
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # half past midnight in Douala
    assert away(cast.agency, [cast.cm.pk], cast.agency.day_of(late)) == {}


def test_who_is_away_is_shown_and_not_why(cast: Cast) -> None:
    rest(cast, -1, 3)
    kind = str(LeaveKind.SICK.label)
    board = client_of(cast.strategist).get("/b/wouri/team/").content.decode()
    assert "24 novembre" in board
    for viewer, address in (
        (cast.strategist, "/b/wouri/team/"),
        (cast.junior, "/b/wouri/team/"),
        (cast.executive, "/b/wouri/team/"),
    ):
        words = client_of(viewer).get(address).content.decode().casefold()
        assert "maladie" not in words
        assert kind.casefold() not in words
    assert "24 novembre" in client_of(cast.manager).get("/people/").content.decode()
    for viewer in (cast.cm, cast.manager):
        assert (
            kind.casefold()
            in client_of(viewer).get(f"/people/{cast.cm.pk}/skills/").content.decode().casefold()
        )
    for entry in AuditEntry.objects.filter(object_type="accounts.leave"):
        assert "sick" not in str([entry.details, entry.before, entry.after, entry.label])
    (leave,) = away(cast.agency, [cast.cm.pk], TODAY).values()
    assert "kind" in leave.get_deferred_fields()


def test_an_assignments_page_says_that_its_holder_is_away(cast: Cast) -> None:
    rest(cast, 0, 3)
    role = cast.cm.brand_roles.get()
    assert "24 novembre" in client_of(cast.manager).get(f"/b/wouri/access/{role.pk}/").content.decode()


def test_a_person_writes_their_own_leave_and_takes_it_back(cast: Cast) -> None:
    own = client_of(cast.cm)
    form = {"kind": "sick", "starts_on": "2026-11-20", "ends_on": "2026-11-25"}
    assert own.post(f"/people/{cast.cm.pk}/leave/new/", {**form, "ends_on": "2026-11-20"}).status_code == 422
    assert own.post(f"/people/{cast.cm.pk}/leave/new/", form).status_code == 303
    again = own.post(f"/people/{cast.cm.pk}/leave/new/", form)
    assert again.status_code == 422
    taken = Leave.objects.get()
    assert own.post(f"/people/{cast.cm.pk}/leave/{taken.pk}/cancel/").status_code == 303
    taken.refresh_from_db()
    assert taken.ends_on == TODAY
    theirs = rest(cast, 10, 12, cast.junior)
    assert own.post(f"/people/{cast.cm.pk}/leave/{theirs.pk}/cancel/").status_code == 404
    assert own.post(f"/people/{cast.junior.pk}/leave/{theirs.pk}/cancel/").status_code == 404
    cancel_leave(leave=theirs, by=cast.manager)
    assert not Leave.objects.filter(user=cast.junior).exists()


def test_a_trainee_who_leads_a_channel_is_shown_to_who_assigns(cast: Cast) -> None:
    hire(cast, kind=EmploymentKind.TRAINEE)
    hire(cast, cast.junior, kind=EmploymentKind.TRAINEE)
    page = client_of(cast.manager).get("/b/wouri/team/")
    leads = [
        assignment.user.name
        for channel in page.context["channels"]
        for assignment in channel.holders
        if assignment.is_lead and assignment.presence.is_trainee
    ]
    assert leads == ["Cm"]
    said = page.content.decode()
    seen = client_of(cast.executive).get("/b/wouri/team/").content.decode()
    assert said.count("notice--wait") > seen.count("notice--wait")


def test_what_somebody_was_employed_as_ends_when_they_leave(cast: Cast) -> None:
    held = hire(cast)
    coming = rest(cast, 5, 9)
    leave_agency(agency=cast.agency, user=cast.cm, by=cast.manager, at=NOW)
    held.refresh_from_db()
    assert held.ends_on == TODAY
    assert not Leave.objects.filter(pk=coming.pk).exists()


def test_the_board_asks_for_no_more_with_more_leaves(cast: Cast) -> None:
    client = client_of(cast.manager)

    def count() -> int:
        client.get("/b/wouri/team/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/b/wouri/team/")
        return len(queries)

    before = count()
    for user in (cast.cm, cast.junior, cast.service, cast.support):
        rest(cast, 0, 4, user)
        hire(cast, user, kind=EmploymentKind.TRAINEE, mentor=cast.manager)
    assert count() == before
    assert before <= 11  # one asks who is on call, as long as it is not kept
