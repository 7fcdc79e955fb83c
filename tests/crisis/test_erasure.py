"""Wherever somebody wrote a member of the public into a crisis, the words go with the person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.models import Notice, Notification
from channels_mgmt.crisis.models import Crisis, CrisisEvent, Lesson, Statement, Status
from channels_mgmt.crisis.services import lessons
from channels_mgmt.crisis.services.publishing import lift
from channels_mgmt.crisis.services.running import (
    end_crisis,
    set_matter,
    write_entry,
    write_status,
)
from channels_mgmt.crisis.services.statements import approve_statement, note_published, write_statement
from channels_mgmt.crisis.services.tasks import ask_decision, decide, give_task
from channels_mgmt.desk import personal_data
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast, client_of
from tests.crisis.making import logged, opened

pytestmark = pytest.mark.django_db
NAME = "Awa Ndiaye"
ANSWERS = {"happened": f"{NAME} a écrit", "known": "b", "worked": "c", "failed": "d", "changes": "e"}


def told_everywhere(cast: Cast) -> Crisis:
    """A crisis in which every text names her, led to its validated lesson."""
    crisis = opened(cast, title=f"{NAME} menace", reason=f"À cause d'{NAME}", words=["panne", NAME])
    made = {"crisis": crisis, "by": cast.manager}
    set_matter(themes=["réseau"], words=[NAME, "coupure"], channels=[], **made)
    write_entry(text=f"{NAME} porte plainte.", **made)
    write_entry(text="La technique cherche.", **made)
    write_status(text=f"On appelle {NAME}.", **made)
    give_task(what=f"Appeler {NAME}", who=cast.cm, until=timezone.now() + timedelta(hours=1), **made)
    asked = ask_decision(question=f"Rembourser {NAME} ?", answers=[f"Oui, {NAME}", "Non"], **made)
    decide(decision=asked, answer=f"Oui, {NAME}", by=cast.executive)
    statement = write_statement(text_fr=f"Nous répondons à {NAME}.", **made)
    approve_statement(statement=statement, by=cast.executive)
    note_published(statement=statement, place=f"Page de {NAME}", by=cast.manager)
    lift(why=f"{NAME} est calmée", **made)
    end_crisis(why=f"{NAME} a retiré sa plainte.", owner=cast.cm, **made)
    lesson = crisis.lesson
    lessons.add_action(
        lesson=lesson, what=f"Suivre {NAME}", who=cast.cm, due_on=timezone.localdate(), by=cast.cm
    )
    written = lessons.save_lesson(lesson=lesson, answers=ANSWERS, by=cast.cm, finished=True)
    lessons.validate_lesson(lesson=written, by=cast.manager)
    return crisis


def held_of(crisis: Crisis) -> str:
    """All that is held of the crisis, in one text."""
    rows: list[object] = list(Crisis.objects.filter(pk=crisis.pk).values())
    for name in ("events", "statuses", "tasks", "decisions", "statements", "suspensions"):
        rows += getattr(crisis, name).values()
    rows += Lesson.objects.filter(crisis=crisis).values()
    rows += crisis.lesson.actions.values()
    rows += [one for statement in crisis.statements.all() for one in statement.published.values()]
    rows += Notification.objects.filter(key__startswith="crisis").values("subject", "body")
    rows += Notice.objects.filter(key__startswith="crisis").values("title", "text")
    return str(rows)


def test_nothing_of_the_person_stays_in_a_crisis(cast: Cast) -> None:
    logged(cast, author=NAME)
    crisis = told_everywhere(cast)
    copied = personal_data.copy_for(brand=cast.brand, handle=NAME, by=cast.manager)["crises"]
    assert {one["in"].split(".")[0] for one in copied} == {
        "crisis", "crisisevent", "status", "decision", "crisistask", "suspension", "statement",
        "statementpublished", "lesson", "lessonaction",
    }  # fmt: skip
    assert all(NAME in str(one["text"]) and one["crisis"] == crisis.pk for one in copied)

    personal_data.erase(brand=cast.brand, handle=NAME, by=cast.manager)
    assert NAME not in held_of(crisis)
    assert "La technique cherche." in held_of(crisis)
    crisis.refresh_from_db()
    assert (crisis.themes, crisis.words) == (["réseau"], ["∅", "coupure"])
    client = client_of(cast.manager)
    for page in (
        f"/crises/{crisis.pk}/",
        f"/crises/{crisis.pk}/lesson/",
        "/b/wouri/crises/",
        "/b/wouri/record/",
    ):
        shown = client.get(page)
        assert NAME not in shown.text
        assert "∅" not in shown.text.replace('value="∅', "").replace("∅, coupure", "")


def test_what_is_settled_is_erased_and_not_rewritten(cast: Cast) -> None:
    told_everywhere(cast)
    for rows in (
        Lesson.objects.all(), Status.objects.all(), Statement.objects.all(), CrisisEvent.objects.all(),
    ):  # fmt: skip
        field = {Lesson: "happened", Statement: "text_fr"}.get(rows.model, "text")
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(**{field: "Autre chose"})


def test_the_log_tells_decisions_and_tasks_from_where_they_stand(cast: Cast) -> None:
    crisis = opened(cast)
    ask_decision(crisis=crisis, question="Prolonger ?", by=cast.cm)
    give_task(
        crisis=crisis, what="Appeler", who=cast.cm, until=timezone.now() + timedelta(hours=1), by=cast.cm
    )
    assert "Prolonger" not in str(list(crisis.events.values("details")))
    log = [line["sentence"] for line in client_of(cast.cm).get(f"/crises/{crisis.pk}/").context["log"]]
    assert any("Prolonger ?" in line for line in log)
    assert any("Appeler" in line for line in log)


def test_what_is_let_go_in_time_goes_from_crises_too(cast: Cast) -> None:
    old = timezone.now() - timedelta(days=400)
    logged(cast, author=NAME, sent_at=old)
    logged(cast, author="Binta Sow", sent_at=old)
    logged(cast, author="Binta Sow", text="Encore moi")
    logged(cast, author="la", text="Oh", sent_at=old)
    crisis = opened(cast)
    for text in (f"{NAME} menace.", "Binta Sow menace.", "Appelez la technique."):
        write_entry(crisis=crisis, text=text, by=cast.cm, key=uuid4())
    Interaction.objects.filter(brand=cast.brand, last_at__lte=old).update(state="closed", closed_at=old)
    personal_data.set_retention(brand=cast.brand, months=12, by=cast.manager)
    personal_data.let_go(at=timezone.now())
    kept = set(crisis.events.filter(verb="entry").values_list("text", flat=True))
    assert kept == {"∅", "Binta Sow menace.", "Appelez la technique."}


def test_homes_count_the_numbers_once_in_a_while(cast: Cast) -> None:
    cache.clear()
    logged(cast, author="a", theme="réseau")
    crisis = opened(cast)
    client = client_of(cast.executive)

    def total() -> int:
        (row,) = client.get("/").context["crises"].rows
        return row.numbers.total

    assert total() == 1
    logged(cast, author="b", theme="réseau")
    assert total() == 1, "counted a moment ago"
    set_matter(crisis=crisis, themes=["Réseau", "facture"], words=[], channels=[], by=cast.manager)
    assert total() == 2


def test_who_notes_a_publication_reads_that_planned_ones_are_suspended(cast: Cast) -> None:
    crisis = opened(cast, reason="Rien avant 18 h.")
    statement = write_statement(crisis=crisis, text_fr="Nous cherchons.", by=cast.manager)
    approve_statement(statement=statement, by=cast.executive)
    page = client_of(cast.manager).get(f"/crises/{crisis.pk}/").text
    form = page.index(f"/crises/statements/{statement.pk}/published/")
    assert "Rien avant 18 h." in page[form - 900 : form]
