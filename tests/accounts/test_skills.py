"""Skills: stated, confirmed, kept; who may see them, and everybody's side by side."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import (
    AuditEntry,
    Certification,
    Membership,
    SkillAssessment,
    User,
)
from accounts.services.certifications import add_certification
from accounts.services.skills import add_training, assess, delete_assessment, levels_of
from accounts.skill_choices import Skill
from tests.cast import BEGINNING, Cast, client_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def say(
    cast: Cast, skill: str, level: int, *, by: User | None = None, of: User | None = None, **more: object
) -> SkillAssessment:
    user = of or cast.cm
    return assess(agency=cast.agency, user=user, skill=skill, level=level, by=by or user, **more)  # type: ignore[arg-type]


def certify(cast: Cast, days: int | None, **more: object) -> Certification:
    values = {
        "agency": cast.agency,
        "user": cast.cm,
        "by": cast.cm,
        "name": "Meta Certified",
        "issuer": "Meta",
        "number": "A-17",
        "obtained_on": TODAY - timedelta(days=300),
        "expires_on": None if days is None else TODAY + timedelta(days=days),
    }
    return add_certification(**{**values, **more})  # type: ignore[arg-type]


def page_of(user: User) -> str:
    return f"/people/{user.pk}/skills/"


def test_what_is_stated_counts_once_somebody_else_says_so(cast: Cast) -> None:
    say(cast, Skill.WRITING, 4)
    assert levels_of(cast.agency)[cast.cm.pk].confirmed == {}
    assert levels_of(cast.agency)[cast.cm.pk].stated == {Skill.WRITING: 4}
    say(cast, Skill.WRITING, 3, by=cast.manager)
    levels = levels_of(cast.agency)[cast.cm.pk]
    assert (levels.confirmed, levels.stated) == ({Skill.WRITING: 3}, {Skill.WRITING: 4})
    words = client_of(cast.manager).get(page_of(cast.cm)).content.decode()
    assert "Confirmed: 3" in words or "confirmé" in words or "confirmed: 3" in words
    verbs = list(
        AuditEntry.objects.filter(object_type="accounts.skillassessment")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert verbs == ["skill.stated", "skill.assessed"]


def test_the_newest_holds_and_the_earlier_stay(cast: Cast) -> None:
    first = say(cast, Skill.WATCH, 3, by=cast.manager, at=NOW - timedelta(days=40))
    say(cast, Skill.WATCH, 2, by=cast.manager, at=NOW - timedelta(days=2))
    assert levels_of(cast.agency)[cast.cm.pk].confirmed == {Skill.WATCH: 2}
    assert SkillAssessment.objects.count() == 2
    first.level = 1
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        first.save()
    page = client_of(cast.cm).get(page_of(cast.cm))
    (_group, (now,)) = page.context["groups"][0]
    assert [one.level for one in now.history] == [2, 3]


def test_deleting_is_recorded_and_what_others_said_is_not_ones_own_to_delete(cast: Cast) -> None:
    stated, confirmed = say(cast, Skill.CALM, 4), say(cast, Skill.CALM, 2, by=cast.manager)
    own = client_of(cast.cm)
    assert own.post(f"{page_of(cast.cm)}{confirmed.pk}/delete/").status_code == 303
    assert SkillAssessment.objects.filter(pk=confirmed.pk).exists()
    with pytest.raises(ValidationError):
        delete_assessment(assessment=confirmed, by=cast.cm)
    assert own.post(f"{page_of(cast.cm)}{stated.pk}/delete/").status_code == 303
    assert not SkillAssessment.objects.filter(pk=stated.pk).exists()
    told = AuditEntry.objects.get(verb="skill.deleted")
    assert told.before == {"skill": "calm", "level": 4}
    assert client_of(cast.manager).post(f"{page_of(cast.cm)}{confirmed.pk}/delete/").status_code == 303
    assert not SkillAssessment.objects.exists()


def test_a_form_sent_twice_says_it_once(cast: Cast) -> None:
    form = {"key": str(uuid4()), "skill": "writing", "level": "3", "evidence": "Campagne de mai", "link": ""}
    own = client_of(cast.cm)
    for _time in range(2):
        assert own.post(f"{page_of(cast.cm)}new/", form).status_code == 303
    assert SkillAssessment.objects.get().evidence == "Campagne de mai"
    foreign = client_of(cast.manager).post(f"{page_of(cast.junior)}new/", form)
    assert foreign.status_code == 422
    assert SkillAssessment.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"level": "5"},
        {"level": "0"},
        {"level": ""},
        {"skill": "flying"},
        {"link": "javascript:alert(1)"},
        {"key": "x"},
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, changed: dict[str, str]) -> None:
    form = {"key": str(uuid4()), "skill": "writing", "level": "3", "evidence": "", "link": "", **changed}
    assert client_of(cast.cm).post(f"{page_of(cast.cm)}new/", form).status_code == 422
    assert not SkillAssessment.objects.exists()


def test_the_page_is_the_persons_and_the_managers_alone(cast: Cast) -> None:
    say(cast, Skill.WRITING, 3, evidence="Discret")
    for viewer in (cast.cm, cast.manager):
        assert "Discret" in client_of(viewer).get(page_of(cast.cm)).content.decode()
    for viewer in (cast.colleague, cast.strategist, cast.junior, cast.executive, cast.other_cm, cast.rival):
        client = client_of(viewer)
        for address in (page_of(cast.cm), f"{page_of(cast.cm)}new/", f"/people/{cast.cm.pk}/leave/new/"):
            assert client.get(address).status_code == 404
        assert client.post(f"{page_of(cast.cm)}new/", {}).status_code == 404
    assert client_of(cast.colleague).get("/people/skills/").status_code == 403
    assert client_of(cast.colleague).get(f"/people/{cast.cm.pk}/employment/new/").status_code == 403
    assert client_of(cast.rival).get(f"/people/{cast.cm.pk}/employment/new/").status_code == 404


def test_each_agency_sees_what_was_said_there(cast: Cast) -> None:
    Membership.objects.create(agency=cast.rival_agency, user=cast.cm, starts_on=BEGINNING.date())
    said = say(cast, Skill.WRITING, 3, evidence="Chez Kamer")
    rival = client_of(cast.rival)
    assert "Chez Kamer" not in rival.get(page_of(cast.cm)).content.decode()
    assert rival.get(f"{page_of(cast.cm)}?agency=kamer-com").status_code == 404
    assert rival.post(f"{page_of(cast.cm)}{said.pk}/delete/").status_code == 404
    own = client_of(cast.cm)
    assert "Chez Kamer" in own.get(f"{page_of(cast.cm)}?agency=kamer-com").content.decode()
    assert "Chez Kamer" not in own.get(f"{page_of(cast.cm)}?agency=atlas-social").content.decode()


def test_ids_of_others_are_refused(cast: Cast) -> None:
    theirs = assess(agency=cast.rival_agency, user=cast.rival, skill="writing", level=3, by=cast.rival)
    held = add_certification(
        agency=cast.rival_agency, user=cast.rival, by=cast.rival, name="X", issuer="Y", obtained_on=TODAY
    )
    course = add_training(
        agency=cast.rival_agency, user=cast.rival, by=cast.rival, title="T", state="planned", starts_on=TODAY
    )
    own, base = client_of(cast.cm), f"/people/{cast.cm.pk}"
    for address in (
        f"{base}/skills/{theirs.pk}/delete/",
        f"{base}/certifications/{held.pk}/delete/",
        f"{base}/trainings/{course.pk}/delete/",
        f"{base}/trainings/{course.pk}/followed/",
    ):
        assert own.post(address).status_code == 404
    form = {"key": str(uuid4()), "name": "N", "issuer": "I", "obtained_on": "2026-01-01", "replaces": held.pk}
    assert own.post(f"{base}/certifications/new/", form).status_code == 422
    assert own.get(f"{base}/certifications/new/?renews={held.pk}").status_code == 200
    assert not Certification.objects.filter(user=cast.cm).exists()
    with pytest.raises(ValidationError):
        certify(cast, None, replaces=held)


def test_nothing_is_added_of_who_left(cast: Cast) -> None:
    say(cast, Skill.WRITING, 3)
    Membership.objects.filter(user=cast.cm).update(ends_on=TODAY)
    with pytest.raises(ValidationError):
        say(cast, Skill.WRITING, 4, by=cast.manager)
    assert client_of(cast.manager).get(page_of(cast.cm)).status_code == 200
    assert client_of(cast.cm).get(page_of(cast.cm)).status_code == 404


def test_the_matrix_is_filtered_by_its_address(cast: Cast) -> None:
    for skill, level in (
        (Skill.WRITING, 3),
        (Skill.COMMUNITIES, 4),
        (Skill.MODERATION, 2),
        (Skill.FRENCH, 4),
    ):
        say(cast, skill, level, by=cast.manager)
    say(cast, Skill.WRITING, 4, of=cast.junior)
    manager = client_of(cast.manager)

    def found(query: str) -> set[str]:
        return {row.user.name for row in manager.get(f"/people/skills/?{query}").context["matrix"].page}

    assert {"Cm", "Junior", "Manager", "Colleague"} <= found("")
    assert "Rival" not in found("")
    assert found("skill=writing") == {"Cm", "Junior"}
    assert found("skill=writing&confirmed=1") == {"Cm"}
    assert found("skill=writing&level=4") == {"Junior"}
    assert found("language=lang_fr&level=4") == {"Cm"}
    assert found("level=4") == {"Cm", "Junior"}
    assert found("profile=community_manager") == {"Cm"}
    assert found("profile=consultant") == set()
    assert found("skill=nonsense&level=99&page=x") == found("")
    piece = manager.get("/people/skills/?skill=writing", headers={"HX-Request": "true"}).content.decode()
    assert "Junior" in piece
    assert "<html" not in piece


def test_pages_ask_for_no_more_with_more_rows(cast: Cast) -> None:
    client = client_of(cast.manager)
    addresses = (page_of(cast.cm), "/people/skills/", "/people/")

    def counts() -> list[int]:
        taken = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            taken.append(len(queries))
        return taken

    def more(number: int) -> None:
        for user in (cast.cm, cast.junior, cast.service):
            say(cast, list(Skill)[number], 3, of=user)
            say(cast, list(Skill)[number], 2, of=user, by=cast.manager)
            certify(cast, 10 + number, user=user)
        add_training(
            agency=cast.agency, user=cast.cm, by=cast.manager, title="T", state="planned", starts_on=TODAY
        )

    more(0)
    few = counts()
    for number in range(1, 6):
        more(number)
    assert counts() == few
    assert max(few) <= 10, few


def test_a_second_manager_confirms_the_first(cast: Cast) -> None:
    Membership.objects.create(
        agency=cast.agency, user=cast.colleague, role=Role.MANAGER, starts_on=date(2026, 1, 5)
    )
    say(cast, Skill.CRISIS, 4, of=cast.manager)
    assert levels_of(cast.agency)[cast.manager.pk].confirmed == {}
    form = {"key": str(uuid4()), "skill": "crisis", "level": "3"}
    assert client_of(cast.colleague).post(f"{page_of(cast.manager)}new/", form).status_code == 303
    assert levels_of(cast.agency)[cast.manager.pk].confirmed == {Skill.CRISIS: 3}
