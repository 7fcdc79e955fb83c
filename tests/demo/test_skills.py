"""The demonstration's skills, needs and leave: there once, however often it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Agency, Certification, Employment, Leave, SkillAssessment, Training
from accounts.services.certifications import warn_of_expiring
from accounts.services.profiles import profiles_of
from accounts.services.skills import levels_of
from accounts.skill_choices import EmploymentKind, Profile
from channels_mgmt.team.models import NeededSkill
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, skills

UNTIL = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ARRIVED = UNTIL - timedelta(days=200)


@pytest.mark.django_db
def test_skills_are_told_once_and_somebody_is_away() -> None:
    told = cast()
    agency = Agency.objects.create(slug=told.slug, name=told.name, time_zone=told.time_zone)
    house.bring_people_in(agency, at=ARRIVED)
    house.furnish(agency, told.brand("nyongtel"), at=ARRIVED)

    def held() -> list[int]:
        models = (SkillAssessment, Certification, Training, Employment, Leave, NeededSkill)
        return [model.objects.count() for model in models]

    skills.tell_skills(agency, at=ARRIVED, until=UNTIL)
    skills.tell_who_is_away(agency, until=UNTIL)
    first = held()
    assert all(first), first
    skills.tell_skills(agency, at=ARRIVED, until=UNTIL)
    skills.tell_who_is_away(agency, until=UNTIL)
    assert held() == first
    skills.tell_who_is_away(agency, until=UNTIL + timedelta(days=14))
    assert Leave.objects.count() == 2

    assert Employment.objects.get(kind=EmploymentKind.TRAINEE).mentor is not None
    found = {profile for levels in levels_of(agency).values() for profile in profiles_of(levels.confirmed)}
    assert found == set(Profile)
    assert warn_of_expiring(at=UNTIL) == 2
