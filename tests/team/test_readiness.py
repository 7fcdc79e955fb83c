from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import AuditEntry, Membership
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import Assignment, DevelopmentLine, ReadinessAnswer, ReadinessCheck
from channels_mgmt.team.readiness import SOON, Standing, State, lapse_of, standing_of
from channels_mgmt.team.services.assignments import assign, change_assignment
from channels_mgmt.team.services.development import change_line, close_line
from channels_mgmt.team.services.handovers import give_lead
from channels_mgmt.team.services.readiness import Answer, check_readiness, refuse_unready, standings
from channels_mgmt.team.services.spokespersons import checks_wanted, overdue_lines, spokespersons
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import STRATEGY, Cast, make_ready

CM = Role.COMMUNITY_MANAGER


def all_yes(**changed: Answer) -> dict[str, Answer]:
    return {question: Answer(is_yes=True, evidence="Entretien.") for question in Question} | changed


def no(cast: Cast, **changed: object) -> Answer:
    plan = {"action": "Lire la presse.", "mentor": cast.manager, "due_on": date.today() + timedelta(days=9)}
    return Answer(is_yes=False, evidence="Ne savait pas.", **{**plan, **changed})  # type: ignore[arg-type]


def standing(cast: Cast, user: object, at: object = None) -> Standing:
    return standings(cast.brand, [user], at or timezone.now())[user.pk]  # type: ignore[attr-defined, list-item, arg-type]


def check(cast: Cast, **given: object) -> ReadinessCheck:
    usual = {
        "brand": cast.brand,
        "user": cast.colleague,
        "by": cast.strategist,
        "answers": all_yes(),
        "latitude": "Les questions courantes.",
    }
    return check_readiness(**{**usual, **given})  # type: ignore[arg-type]


# --- Where somebody stands ---------------------------------------------------------------------------


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 1, 1)))
def test_a_check_lasts_six_months_to_the_day_or_to_the_end_of_the_month(day: date) -> None:
    lapses = lapse_of(day)
    assert (lapses.year * 12 + lapses.month) - (day.year * 12 + day.month) == 6
    assert lapses.day == day.day or (lapses.day < day.day and (lapses + timedelta(days=1)).day == 1)


def test_each_state_has_its_reason(cast: Cast) -> None:
    assert standing(cast, cast.cm).is_ready
    supervised, never = standing(cast, cast.junior), standing(cast, cast.colleague)
    assert (supervised.state, never.state) == (State.SUPERVISED, State.NEVER)
    later = standing(cast, cast.cm, timezone.now() + timedelta(days=200))
    assert later.state == State.LAPSED
    third = standings(cast.third_brand, [cast.cm], timezone.now())[cast.cm.pk]
    assert third.state == State.NEVER
    assert not third.has_strategy
    assert len({one.reason for one in (supervised, never, later, third)}) == 4


def test_it_lapses_on_the_very_day_and_is_announced_before(cast: Cast) -> None:
    made = check(cast)
    own = {"done_on": date.today(), "noes": (), "in_force": made.strategy_id}
    last_day = made.lapses_on - timedelta(days=1)
    assert standing_of(made, today=last_day, **own).is_ready
    assert standing_of(made, today=made.lapses_on, **own).state == State.LAPSED
    assert standing_of(made, today=last_day, **own).lapses_soon(last_day)
    assert not standing_of(made, today=last_day, **own).lapses_soon(made.lapses_on - SOON - timedelta(days=1))


def test_a_newer_strategy_lets_every_check_lapse(cast: Cast) -> None:
    assert standing(cast, cast.cm).is_ready
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    for section, content in STRATEGY.items():
        if section != Section.GOAL:
            continue
        writing.save_section(strategy=draft, section=section, by=cast.strategist, **content)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive)
    assert standing(cast, cast.cm).state == State.LAPSED
    assert "version" in standing(cast, cast.cm).reason
    make_ready(cast.brand, cast.cm, by=cast.strategist)
    assert standing(cast, cast.cm).is_ready


def test_standings_cost_the_same_for_everybody(cast: Cast) -> None:
    def cost(*people: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            standings(cast.brand, people, timezone.now())  # type: ignore[arg-type]
        return len(captured)

    assert cost(cast.cm) == cost(*cast.people.values()) <= 3


# --- What it holds back ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER])
def test_nobody_speaks_unchecked_but_under_supervision(cast: Cast, role: str) -> None:
    place = {"brand": cast.brand, "user": cast.colleague, "role": role, "by": cast.manager}
    with pytest.raises(ValidationError) as refused:
        assign(**place)
    assert refused.value.code == "not_ready"
    assert "Colleague" in refused.value.messages[0]
    assert not Assignment.objects.filter(user=cast.colleague).exists()
    assert assign(**place, under_supervision=True).under_supervision


def test_a_no_a_lapse_and_a_brand_without_strategy_hold_back_with_other_words(cast: Cast) -> None:
    said = set()
    for brand, user, at in (
        (cast.brand, cast.junior, timezone.now()),
        (cast.brand, cast.colleague, timezone.now()),
        (cast.brand, cast.cm, timezone.now() + timedelta(days=200)),
        (cast.third_brand, cast.cm, timezone.now()),
    ):
        with pytest.raises(ValidationError) as refused:
            refuse_unready(brand=brand, user=user, role=CM, at=at)
        said.add(refused.value.messages[0])
    assert len(said) == 4


def test_who_does_not_speak_for_the_brand_is_not_held_back(cast: Cast) -> None:
    made = assign(brand=cast.brand, user=cast.colleague, role=Role.CONTENT_MANAGER, by=cast.manager)
    assert made.role == Role.CONTENT_MANAGER


def test_supervision_is_lifted_for_who_is_ready_alone(cast: Cast) -> None:
    held = Assignment.objects.get(user=cast.junior, brand=cast.brand)
    with pytest.raises(ValidationError) as refused:
        change_assignment(assignment=held, by=cast.manager, under_supervision=False)
    assert refused.value.code == "not_ready"
    make_ready(cast.brand, cast.junior, by=cast.strategist)
    assert not change_assignment(assignment=held, by=cast.manager, under_supervision=False).under_supervision


def test_hours_change_for_somebody_whose_check_has_lapsed(cast: Cast) -> None:
    held = Assignment.objects.get(user=cast.cm, brand=cast.brand)
    later = timezone.now() + timedelta(days=200)
    assert (
        change_assignment(assignment=held, by=cast.manager, hours_per_week=12, at=later).hours_per_week == 12
    )


def test_a_lead_that_must_go_to_somebody_goes_under_supervision(cast: Cast) -> None:
    lead = Assignment.objects.select_related("brand__agency", "channel").get(user=cast.cm, is_lead=True)
    made = give_lead(assignment=lead, to=cast.colleague, by=cast.manager)
    assert made.is_lead
    assert made.under_supervision


def test_supervision_in_force_follows_the_check_not_the_flag(cast: Cast) -> None:
    people = {one.user: one for one in spokespersons(cast.brand, timezone.now())}
    assert {cast.cm, cast.junior} <= people.keys()
    assert not people[cast.cm].under_supervision
    assert people[cast.junior].under_supervision
    lapsed = {one.user: one for one in spokespersons(cast.brand, timezone.now() + timedelta(days=200))}
    assert lapsed[cast.cm].under_supervision
    Assignment.objects.filter(user=cast.cm, brand=cast.brand).update(under_supervision=True)
    (decided,) = [one for one in spokespersons(cast.brand, timezone.now()) if one.user == cast.cm]
    assert decided.decided


def test_a_role_without_a_channel_speaks_for_the_brand_too(cast: Cast) -> None:
    give_role(brand=cast.brand, user=cast.colleague, role=CM, by=cast.manager)
    people = {one.user: one for one in spokespersons(cast.brand, timezone.now())}
    assert people[cast.colleague].has_role
    assert people[cast.colleague].under_supervision


# --- Making a check ----------------------------------------------------------------------------------


def test_a_check_keeps_its_answers_strategy_and_day(cast: Cast) -> None:
    made = check(cast, answers=all_yes(news=no(cast)))
    assert made.strategy.brand == cast.brand
    assert made.answers.count() == 7
    assert list(made.answers.filter(is_yes=False).values_list("question", flat=True)) == [Question.NEWS]
    (line,) = DevelopmentLine.objects.filter(user=cast.colleague)
    assert (line.readiness, line.mentor, line.action) == (made, cast.manager, "Lire la presse.")
    entry = AuditEntry.objects.get(verb="readiness.checked", object_id=made.pk)
    assert entry.label == "Colleague"
    assert "Ne savait pas" not in str((entry.details, entry.before, entry.after))


def test_nobody_checks_themselves(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        check(cast, user=cast.strategist)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadinessCheck.objects.create(
            brand=cast.brand,
            user=cast.cm,
            evaluator=cast.cm,
            strategy=cast.brand.strategies.get(),
            latitude="Tout",
            done_at=timezone.now(),
            lapses_on=date.today(),
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"news": Answer(is_yes=True, evidence="  ")},
        {"news": Answer(is_yes=False, evidence="Non")},
        {"news": None},
    ],
)
def test_an_unfinished_check_is_refused_and_leaves_nothing(cast: Cast, changed: dict) -> None:
    answers = all_yes(**changed)
    if answers["news"] is None:
        del answers["news"]
    with pytest.raises(ValidationError):
        check(cast, answers=answers)
    assert not ReadinessCheck.objects.filter(user=cast.colleague).exists()


@pytest.mark.parametrize("wrong", ["yesterday", "own mentor"])
def test_a_plan_needs_somebody_else_and_days_to_come(cast: Cast, wrong: str) -> None:
    plan = (
        {"due_on": date.today() - timedelta(days=2)} if wrong == "yesterday" else {"mentor": cast.colleague}
    )
    with pytest.raises(ValidationError):
        check(cast, answers=all_yes(images=no(cast, **plan)))


def test_without_strategy_nothing_is_checked(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        check(cast, brand=cast.third_brand)


def test_strangers_of_the_house_are_not_checked(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        check(cast, user=cast.rival)
    Membership.objects.filter(user=cast.colleague).update(ends_on=date.today())
    with pytest.raises(ValidationError):
        check(cast)


def test_a_form_sent_twice_makes_one_check(cast: Cast) -> None:
    key = uuid4()
    assert check(cast, key=key) == check(cast, key=key)
    with pytest.raises(ValidationError):
        check(cast, key=key, user=cast.content)
    assert ReadinessCheck.objects.filter(key=key).count() == 1


def test_a_new_check_settles_the_plan_of_the_old_one(cast: Cast) -> None:
    check(cast, answers=all_yes(news=no(cast), images=no(cast)))
    newer = check(cast, answers=all_yes(images=no(cast, action="Suivre un cours.")))
    settled = DevelopmentLine.objects.filter(user=cast.colleague, settled_by=newer)
    assert {line.question for line in settled} == {Question.NEWS, Question.IMAGES}
    (still,) = DevelopmentLine.objects.open().filter(user=cast.colleague)
    assert still.action == "Suivre un cours."


@pytest.mark.parametrize("model", [ReadinessCheck, ReadinessAnswer])
def test_what_was_checked_is_neither_changed_nor_deleted(cast: Cast, model: type) -> None:
    rows = model.objects.filter(brand=cast.brand)
    for act in (lambda: rows.update(brand=cast.brand), lambda: rows._raw_delete("default")):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            act()


# --- Development plans -------------------------------------------------------------------------------


@pytest.fixture
def line(cast: Cast) -> DevelopmentLine:
    return DevelopmentLine.objects.open().get(user=cast.junior)


def test_a_line_is_changed_by_one_at_a_time(cast: Cast, line: DevelopmentLine) -> None:
    new = {"action": "Lire deux revues.", "mentor": cast.cm, "due_on": line.due_on}
    change_line(line=line, by=cast.manager, edition=1, **new)
    with pytest.raises(ChangedMeanwhileError) as told:
        change_line(line=line, by=cast.strategist, edition=1, **{**new, "action": "Autre chose."})
    assert told.value.row.action == "Lire deux revues."
    line.refresh_from_db()
    assert (line.action, line.mentor) == ("Lire deux revues.", cast.cm)
    with pytest.raises(ValidationError):
        change_line(line=line, by=cast.manager, edition=2, **{**new, "mentor": cast.junior})


def test_a_line_ends_with_what_was_learned_and_the_check_stands(cast: Cast, line: DevelopmentLine) -> None:
    with pytest.raises(ValidationError):
        close_line(line=line, by=cast.manager, learned=" ")
    with pytest.raises(ValidationError):
        close_line(line=line, by=cast.junior, learned="Tout.")
    close_line(line=line, by=cast.manager, learned="Lit la presse chaque matin.")
    assert standing(cast, cast.junior).state == State.SUPERVISED
    with pytest.raises(ValidationError):
        close_line(line=line, by=cast.manager, learned="Encore.")


def test_the_board_counts_what_lapses_and_what_is_overdue(cast: Cast, line: DevelopmentLine) -> None:
    now = timezone.now()
    assert not checks_wanted(now).filter(brand=cast.brand).exists()
    soon = now + timedelta(days=160)
    wanted = checks_wanted(soon).filter(brand=cast.brand).values_list("user", flat=True)
    assert set(wanted) == {cast.cm.pk, cast.junior.pk}
    assert list(overdue_lines(now)) == []
    assert line in overdue_lines(now + timedelta(days=30))
