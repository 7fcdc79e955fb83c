"""What a brand's team must be able to do: proposed, written, covered, lacking; and to whom it is shown."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.models import AuditEntry, User
from accounts.services.skills import add_training, assess
from accounts.skill_choices import Skill, TrainingState
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.team.models import NeededSkill
from channels_mgmt.team.needs import BY_NETWORK, BY_PURPOSE, propose
from channels_mgmt.team.services.assignments import end_assignment
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.needs import need_no_more, need_skill
from tests.cast import BEGINNING, Cast, client_of

PAGE = "/b/wouri/team/skills/"


def need(cast: Cast, skill: str = Skill.WRITING, level: int = 3, people: int = 1) -> NeededSkill:
    return need_skill(brand=cast.brand, skill=skill, level=level, people=people, by=cast.manager)


def confirm(cast: Cast, user: User, skill: str, level: int) -> None:
    assess(agency=cast.agency, user=user, skill=skill, level=level, by=cast.manager)


def test_a_need_is_written_changed_and_taken_away(cast: Cast) -> None:
    client = client_of(cast.strategist)
    form = {"skill": "writing", "level": "3", "people": "2"}
    for people in ("2", "2", "1"):
        assert client.post(PAGE, {**form, "people": people}).status_code == 303
    assert NeededSkill.objects.get().people == 1
    written = NeededSkill.objects.get()
    assert client.post(f"{PAGE}{written.pk}/remove/").status_code == 303
    told = AuditEntry.objects.filter(object_type="team.neededskill").order_by("pk")
    assert [entry.verb for entry in told] == ["need.added", "need.changed", "need.deleted"]
    assert told[1].before == {"skill": "writing", "level": 3, "people": 2}


@pytest.mark.parametrize("changed", [{"people": "0"}, {"people": "51"}, {"level": "5"}, {"skill": "flying"}])
def test_nonsense_is_refused(cast: Cast, changed: dict[str, str]) -> None:
    form = {"skill": "writing", "level": "3", "people": "2", **changed}
    assert client_of(cast.manager).post(PAGE, form).status_code == 422
    with pytest.raises(ValidationError):
        need(cast, people=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        NeededSkill.objects.create(brand=cast.brand, skill="writing", level=7, people=1)
    assert not NeededSkill.objects.exists()


def test_only_confirmed_levels_of_who_is_assigned_cover(cast: Cast) -> None:
    need(cast, people=2)
    confirm(cast, cast.cm, Skill.WRITING, 4)
    confirm(cast, cast.junior, Skill.WRITING, 2)
    assess(agency=cast.agency, user=cast.service, skill=Skill.WRITING, level=3, by=cast.service)
    confirm(cast, cast.other_cm, Skill.WRITING, 4)  # of another brand
    add_training(
        agency=cast.agency,
        user=cast.junior,
        by=cast.manager,
        title="Écrire court",
        state=TrainingState.PLANNED,
        starts_on=BEGINNING.date(),
        skills=[Skill.WRITING],
    )
    page = client_of(cast.manager).get(PAGE)
    (reading,) = page.context["readings"]
    assert [user.name for user in reading.covering] == ["Cm"]
    assert [user.name for user in reading.teachers] == ["Cm"]
    assert reading.lack == 1
    near = {one.user.name: (one.level, one.is_stated_only, one.trainings) for one in reading.nearly}
    assert near == {"Junior": (2, False, ("Écrire court",)), "Service": (3, True, ())}
    assert "Écrire court" in page.content.decode()
    confirm(cast, cast.service, Skill.WRITING, 3)
    (reading,) = client_of(cast.manager).get(PAGE).context["readings"]
    assert reading.lack == 0


def test_an_assignment_that_ended_covers_nothing(cast: Cast) -> None:
    need(cast)
    confirm(cast, cast.cm, Skill.WRITING, 4)
    held = cast.cm.assignments.get()
    end_assignment(assignment=held, by=cast.manager, on=BEGINNING.date().replace(month=3))
    (reading,) = client_of(cast.manager).get(PAGE).context["readings"]
    assert reading.lack == 1


def test_levels_are_named_to_who_manages_the_agency_alone(cast: Cast) -> None:
    need(cast, people=2)
    confirm(cast, cast.cm, Skill.WRITING, 4)
    confirm(cast, cast.junior, Skill.WRITING, 2)

    def main_of(user: User) -> str:
        text = client_of(user).get(PAGE).content.decode()
        return text[text.index("<main") : text.index("</main>")]

    assert ">Cm<" in main_of(cast.manager)
    said = main_of(cast.strategist)
    assert ">Cm<" not in said
    assert "Junior" not in said
    for viewer in (cast.cm, cast.executive, cast.content):
        assert client_of(viewer).get(PAGE).status_code == 403
    for viewer in (cast.other_cm, cast.rival, cast.colleague):
        assert client_of(viewer).get(PAGE).status_code == 404


def test_needs_of_other_brands_are_not_there(cast: Cast) -> None:
    theirs = need_skill(brand=cast.rival_brand, skill="video", level=3, people=1, by=cast.rival)
    sister = need_skill(brand=cast.other_brand, skill="video", level=3, people=1, by=cast.manager)
    client = client_of(cast.manager)
    for foreign in (theirs, sister):
        assert client.post(f"{PAGE}{foreign.pk}/remove/").status_code == 404
    assert client.get(PAGE).context["readings"] == []
    assert NeededSkill.objects.count() == 2
    need_no_more(need=sister, by=cast.manager)


def test_channels_and_territories_propose(cast: Cast) -> None:
    open_channel(brand=cast.brand, network=Network.TIKTOK, purpose=Purpose.OFFICIAL, by=cast.manager)
    client = client_of(cast.manager)
    proposed = {one.skill: one.level for one in client.get(PAGE).context["proposals"]}
    assert proposed[Skill.VIDEO] == 3
    assert proposed[Skill.LISTENING] == 3
    assert proposed[Skill.FRENCH] == 3
    assert Skill.SEO not in proposed
    need(cast, Skill.VIDEO, 2)
    assert Skill.VIDEO not in {one.skill for one in client.get(PAGE).context["proposals"]}
    for _time in range(2):
        assert client.post(f"{PAGE}propose/").status_code == 303
    assert NeededSkill.objects.get(skill=Skill.VIDEO).level == 2
    assert set(NeededSkill.objects.values_list("skill", flat=True)) == set(proposed)
    assert client.get(PAGE).context["proposals"] == []


def test_a_closed_channel_calls_for_nothing(cast: Cast) -> None:
    channels = list(cast.brand.channels.all())
    every = {one.skill for one in propose(channels, {}, [])}
    without = {one.skill for one in propose(channels[:1], {}, [])}
    assert without < every
    others = cast.brand.channels.exclude(pk=channels[0].pk)
    others.update(state="closed", state_reason="Personne ne les lit")
    shown = {one.skill for one in client_of(cast.manager).get(PAGE).context["proposals"]}
    assert without == {skill for skill in shown if not skill.startswith("lang_")}


def test_no_proposal_asks_for_search_engines_or_advertising() -> None:
    asked = {skill for rules in (BY_NETWORK, BY_PURPOSE) for skills in rules.values() for skill in skills}
    assert not asked & {Skill.SEO, Skill.SEA}
    assert set(BY_NETWORK) == set(Network)
    assert set(BY_PURPOSE) == set(Purpose)


def test_the_page_of_profiles_states_what_channels_call_for() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "profiles.md").read_text(encoding="utf-8")
    table = text[text.index("| channel |") :].split("\n\n")[0]
    said = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", table, re.MULTILINE))
    with override("en"):
        rules = {
            str(kind(code).label): ", ".join(f"{skill.label} {level:d}" for skill, level in skills.items())
            for kind, rules in ((Network, BY_NETWORK), (Purpose, BY_PURPOSE))
            for code, skills in rules.items()
        }
    assert said == {"channel": "calls for"} | rules


def test_the_page_asks_for_no_more_with_more_needs(cast: Cast) -> None:
    client = client_of(cast.manager)
    need(cast)

    def count() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    before = count()
    for number, skill in enumerate(list(Skill)[1:12]):
        need(cast, skill, 3, 3)
        for user in (cast.cm, cast.junior, cast.service):
            confirm(cast, user, skill, 2 + number % 3)
    assert count() == before
    assert before <= 11  # one asks who is on call, as long as it is not kept
