"""A crisis is led on one page, ended with a reason, and learned from."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.crisis.choices import Level, State, Verb
from channels_mgmt.crisis.models import Crisis, CrisisEvent, Statement
from channels_mgmt.crisis.services import lessons
from channels_mgmt.crisis.services.numbers import numbers_of
from channels_mgmt.crisis.services.running import end_crisis, write_entry
from channels_mgmt.crisis.services.statements import approve_statement, write_statement
from channels_mgmt.crisis.services.tasks import ask_decision, decide, give_task
from channels_mgmt.crisis.services.timeline import durations_of, timeline_of
from channels_mgmt.desk.personal_data import copy_for, erase
from channels_mgmt.inbox.services import sorting
from tests.cast import Cast, client_of
from tests.crisis.making import logged, opened

pytestmark = pytest.mark.django_db
ANSWERS = {"happened": "a", "known": "b", "worked": "c", "failed": "d", "changes": "e"}


def test_all_of_it_by_forms_without_a_script(cast: Cast) -> None:
    crisis = opened(cast)
    client = client_of(cast.manager)
    url = f"/crises/{crisis.pk}/"
    until = timezone.localtime() + timedelta(hours=3)
    sent = {
        "log/": {"key": uuid4(), "text": "La technique cherche."},
        "status/": {"key": uuid4(), "text": "Retour prévu à 17 h."},
        "statement/": {"key": uuid4(), "text_fr": "Nous cherchons."},
        "decision/": {"key": uuid4(), "question": "Prolonger ?", "answers": "Oui\nNon\nPlus tard"},
        "task/": {
            "key": uuid4(),
            "what": "Appeler",
            "who": cast.cm.pk,
            "until": until.strftime("%Y-%m-%dT%H:%M"),
        },
        "level/": {"level": "3"},
        "matter/": {"edition": "1", "title": "Panne", "themes": "réseau", "words": "panne, coupure"},
        "contain/": {},
        "rekindle/": {},
    }
    for address, data in sent.items():
        for _twice in range(2 if "key" in data else 1):
            assert client.post(url + address, data).status_code == 303, address
    crisis.refresh_from_db()
    assert (crisis.level, crisis.words, crisis.state) == (Level.MAJOR, ["panne", "coupure"], State.OPEN)
    for rows in (crisis.statuses, crisis.statements, crisis.decisions, crisis.tasks):
        assert rows.count() == 1
    assert crisis.events.filter(verb=Verb.ENTRY).count() == 1
    page = client.get(url)
    for words in ("La technique cherche.", "Retour prévu à 17 h.", "Prolonger ?", "Appeler"):
        assert words in page.text
    # What somebody said meanwhile is not overwritten.
    assert (
        client.post(url + "matter/", {"edition": "1", "title": "Panne", "themes": "autre"}).status_code == 422
    )
    assert client.post(url + "end/", {"why": "", "owner": cast.cm.pk}).status_code == 422


def test_four_eyes_and_an_approved_statement_never_changes(cast: Cast) -> None:
    crisis = opened(cast)
    statement = write_statement(crisis=crisis, text_fr="Nous cherchons.", by=cast.manager)
    with pytest.raises(ValidationError):
        approve_statement(statement=statement, by=cast.manager)
    client_of(cast.executive).post(f"/crises/statements/{statement.pk}/approve/")
    statement.refresh_from_db()
    assert statement.approved_by == cast.executive
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(text_fr="Autre chose")
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        CrisisEvent.objects.filter(crisis=crisis).update(text="Autre")
    sent = {
        "key": uuid4(),
        "channel": cast.official.pk,
        "published_at": timezone.localtime().isoformat()[:16],
    }
    assert (
        client_of(cast.manager).post(f"/crises/statements/{statement.pk}/published/", sent).status_code == 303
    )
    assert statement.published.get().channel == cast.official


def test_one_tap_decides_from_the_home_of_who_decides(cast: Cast) -> None:
    crisis = opened(cast)
    asked = ask_decision(crisis=crisis, question="Prolonger de 24 h ?", by=cast.manager)
    assert Notification.objects.filter(key=f"crisis_decision:{asked.pk}:{cast.executive.pk}").exists()
    client = client_of(cast.executive)
    page = client.get("/")
    sections = page.text[page.text.index('id="sections"') :]
    assert sections.index(crisis.title) < sections.index("/b/wouri/")
    assert f"/crises/decisions/{asked.pk}/" in page.text
    assert client_of(cast.cm).post(f"/crises/decisions/{asked.pk}/", {"answer": asked.answers[0]})
    asked.refresh_from_db()
    assert not asked.answer, "a community manager does not decide"
    client.post(f"/crises/decisions/{asked.pk}/", {"answer": asked.answers[0]})
    asked.refresh_from_db()
    assert asked.decided_by == cast.executive
    with pytest.raises(ValidationError):
        decide(decision=asked, answer=asked.answers[1], by=cast.decider)


def test_numbers_count_what_is_on_the_matter_and_lead_to_it(cast: Cast) -> None:
    logged(cast, author="a", theme="réseau")
    logged(cast, author="b", text="grosse panne")
    logged(cast, author="c", text="bonjour", theme="facture")
    crisis = opened(cast, words=["panne"])
    numbers = numbers_of(crisis, timezone.now() + timedelta(seconds=5))
    assert numbers is not None
    assert (numbers.total, numbers.waiting, numbers.answered) == (2, 2, 0)
    assert sum(numbers.by_hour) == 2
    client = client_of(cast.cm)
    assert len(client.get(f"/crises/{crisis.pk}/interactions/").context["rows"]) == 2
    assert len(client.get(f"/crises/{crisis.pk}/interactions/?only=answered").context["rows"]) == 0
    assert client_of(cast.decider).get(f"/crises/{crisis.pk}/interactions/").status_code == 403


def test_the_lesson_is_asked_for_reminded_of_written_and_validated(cast: Cast) -> None:
    interaction = logged(cast)
    crisis = opened(cast, interaction=interaction)
    client = client_of(cast.manager)
    client.post(f"/crises/{crisis.pk}/end/", {"why": "Réparé.", "owner": cast.cm.pk})
    crisis.refresh_from_db()
    assert (crisis.state, crisis.ended_by, crisis.end_reason) == (State.ENDED, cast.manager, "Réparé.")
    lesson = crisis.lesson
    url = f"/crises/{crisis.pk}/lesson/"
    assert url in client_of(cast.cm).get("/").text
    assert lessons.remind_due(lesson.due_at - timedelta(days=3)) == 0
    at = lesson.due_at - timedelta(days=1)
    assert [lessons.remind_due(at), lessons.remind_due(at)] == [1, 0]
    owner = client_of(cast.cm)
    assert owner.post(url, {**ANSWERS, "failed": "", "edition": "1", "finish": "1"}).status_code == 422
    assert owner.post(url, {**ANSWERS, "edition": "1", "finish": "1"}).status_code == 303
    action = {"key": uuid4(), "what": "Deux textes", "who": cast.cm.pk, "due_on": "2027-01-15"}
    assert owner.post(f"{url}action/", action).status_code == 303
    assert url not in owner.get("/").text
    crisis.refresh_from_db()
    assert crisis.state == State.LEARNT
    lesson.refresh_from_db()
    with pytest.raises(ValidationError):
        lessons.validate_lesson(lesson=lesson, by=cast.cm)
    assert client.post(f"{url}validate/").status_code == 303
    lesson.refresh_from_db()
    with pytest.raises(ValidationError):
        lessons.save_lesson(lesson=lesson, answers=ANSWERS, by=cast.manager, finished=True)
    with pytest.raises(ValidationError):
        write_entry(crisis=crisis, text="Trop tard", by=cast.cm)
    page = client.get(url)
    assert "Deux textes" in page.text
    drawn = client.get(f"/crises/{crisis.pk}/lesson.pdf")
    assert BytesIO(drawn.content).read(4) == b"%PDF"


def test_the_timeline_is_drawn_from_the_first_message_to_the_end(cast: Cast) -> None:
    interaction = logged(cast, sent_at=timezone.now() - timedelta(minutes=20))
    crisis = opened(cast, interaction=interaction)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager, at=crisis.opened_at + timedelta(hours=2))
    crisis = Crisis.objects.get(pk=crisis.pk)
    moments = timeline_of(crisis)
    assert moments[0].at == interaction.opened_at
    assert [one.at for one in moments] == sorted(one.at for one in moments)
    assert all(one.after is not None and one.after >= 0 for one in moments[1:])
    found = durations_of(crisis, moments, list(crisis.events.all()))
    assert 19 * 60 < (found[0].seconds or 0) < 21 * 60
    assert found[-1].seconds == 7200
    assert found[3].seconds is None


def test_a_confirmed_signal_is_told_once_and_an_old_one_wakes_nobody(cast: Cast) -> None:
    def told() -> list[str]:
        found = Notification.objects.filter(key__startswith="crisis_signal:")
        return sorted(found.values_list("email", flat=True))

    interaction = logged(cast)
    for kind in ("crisis_signal", "complaint", "crisis_signal"):
        sorting.classify(interaction=interaction, kind=kind, by=cast.cm)
    assert told() == sorted(person.email for person in (cast.decider, cast.executive, cast.manager))
    mail = Notification.objects.filter(key__startswith="crisis_signal:").first()
    assert mail
    assert f"/b/wouri/crises/open/?interaction={interaction.pk}" in mail.body
    Notification.objects.filter(key__startswith="crisis_signal:").delete()
    old = logged(cast, author="b", sent_at=timezone.now() - timedelta(days=3))
    sorting.classify(interaction=old, kind="crisis_signal", by=cast.cm)
    assert told() == []


def test_what_names_a_member_of_the_public_goes_with_them(cast: Cast) -> None:
    logged(cast, author="Awa Ndiaye")
    crisis = opened(cast)
    write_entry(crisis=crisis, text="Awa Ndiaye menace de porter plainte.", by=cast.cm)
    write_entry(crisis=crisis, text="La technique cherche.", by=cast.cm)
    assert len(copy_for(brand=cast.brand, handle="Awa Ndiaye", by=cast.manager)["crises"]) == 1
    erase(brand=cast.brand, handle="Awa Ndiaye", by=cast.manager)
    texts = crisis.events.filter(verb=Verb.ENTRY).values_list("text", flat=True)
    assert sorted(texts) == ["La technique cherche.", "∅"]


def test_a_task_is_for_somebody_of_the_brand(cast: Cast) -> None:
    crisis = opened(cast)
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(ValidationError):
        give_task(crisis=crisis, what="Appeler", who=cast.other_cm, until=later, by=cast.manager)
    task = give_task(crisis=crisis, what="Appeler", who=cast.cm, until=later, by=cast.manager)
    assert "Appeler" in client_of(cast.cm).get("/").text
    client_of(cast.cm).post(f"/crises/tasks/{task.pk}/done/")
    assert "Appeler" not in client_of(cast.cm).get("/").text
