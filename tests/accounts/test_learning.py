"""Certifications with the warnings before they expire, and trainings."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import (
    AuditEntry,
    Certification,
    Membership,
    Notification,
    Training,
    User,
)
from accounts.services.certifications import add_certification, delete_certification, warn_of_expiring
from accounts.services.skills import add_training, follow_training
from accounts.skill_choices import Skill, TrainingState
from accounts.tasks import warn_of_certifications
from cmhub.celery import app
from tests.cast import Cast, client_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


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


def test_a_certification_cannot_expire_before_it_was_obtained(cast: Cast) -> None:
    form = {
        "key": str(uuid4()),
        "name": "N",
        "issuer": "I",
        "obtained_on": "2026-05-01",
        "expires_on": "2026-05-01",
    }
    address = f"/people/{cast.cm.pk}/certifications/new/"
    assert client_of(cast.cm).post(address, form).status_code == 422
    with pytest.raises(ValidationError) as refused:
        certify(cast, -400)
    assert "certification" in " ".join(refused.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certification.objects.create(
            agency=cast.agency,
            user=cast.cm,
            name="N",
            issuer="I",
            obtained_on=TODAY,
            expires_on=TODAY,
            added_by=cast.cm,
            added_at=NOW,
        )
    with pytest.raises(ValidationError):
        certify(cast, None, obtained_on=TODAY + timedelta(days=1))
    assert not Certification.objects.exists()


def test_each_warning_is_said_once_to_the_person_and_the_managers(cast: Cast) -> None:
    one = certify(cast, 61)
    assert warn_of_expiring(at=NOW) == 0
    for day, written in ((1, 2), (2, 0), (40, 0), (47, 2), (50, 0), (61, 0), (90, 0)):
        assert warn_of_expiring(at=NOW + timedelta(days=day)) == written, day
    told = Notification.objects.filter(key__startswith=f"certification:{one.pk}:")
    assert {(n.key.split(":")[2], n.email) for n in told} == {
        (days, user.email) for days in ("60", "14") for user in (cast.cm, cast.manager)
    }
    assert all("Meta Certified" in n.subject for n in told)
    assert all(n.sender_name == cast.agency.name for n in told)


def test_who_is_both_manager_and_holder_is_told_once_and_who_left_never(cast: Cast) -> None:
    certify(cast, 10, user=cast.manager)
    certify(cast, 10)
    Membership.objects.filter(user=cast.cm).update(ends_on=TODAY)
    assert warn_of_expiring(at=NOW) == 1
    assert Notification.objects.get(key__startswith="certification:").key.split(":")[2] == "14"


def test_a_renewal_takes_the_place_of_the_old_one(cast: Cast) -> None:
    old = certify(cast, 10)
    address = f"/people/{cast.cm.pk}/certifications/new/?renews={old.pk}"
    own = client_of(cast.cm)
    assert own.get(address).context["form"].initial["name"] == "Meta Certified"
    form = {
        "key": str(uuid4()),
        "name": "Meta Certified",
        "issuer": "Meta",
        "obtained_on": "2026-11-20",
        "expires_on": "2028-11-20",
        "replaces": old.pk,
    }
    for _time in range(2):
        assert own.post(address, form).status_code == 303
    assert Certification.objects.get(replaces=old)
    assert warn_of_expiring(at=NOW) == 0
    with pytest.raises(ValidationError):
        certify(cast, 400, replaces=old)
    assert AuditEntry.objects.filter(verb="certification.renewed").count() == 1
    delete_certification(certification=Certification.objects.get(replaces=old), by=cast.cm)
    assert warn_of_expiring(at=NOW) == 2


def test_what_expires_is_on_the_lists(cast: Cast) -> None:
    certify(cast, 10)
    certify(cast, 200, name="Google Ads")
    manager = client_of(cast.manager)
    for address in ("/people/", "/people/skills/"):
        words = manager.get(address).content.decode()
        assert "Meta Certified" in words
        assert "Google Ads" not in words
    assert "Google Ads" in manager.get(page_of(cast.cm)).content.decode()


def test_the_warning_is_scheduled_each_day() -> None:
    entry = app.conf.beat_schedule["certifications"]
    assert entry["task"] == warn_of_certifications.name


def test_trainings_are_planned_then_followed(cast: Cast) -> None:
    coming = add_training(
        agency=cast.agency,
        user=cast.cm,
        by=cast.cm,
        title="Vidéo mobile",
        state=TrainingState.PLANNED,
        starts_on=TODAY + timedelta(days=3),
        skills=[Skill.VIDEO],
    )
    with pytest.raises(ValidationError):
        follow_training(training=coming, by=cast.cm)
    follow_training(training=coming, by=cast.cm, at=NOW + timedelta(days=4))
    assert Training.objects.get().state == TrainingState.FOLLOWED
    own = client_of(cast.cm)
    assert "Vidéo mobile" in own.get(page_of(cast.cm)).content.decode()
    form = {
        "key": str(uuid4()),
        "title": "T",
        "state": "followed",
        "starts_on": "2026-05-04",
        "last_day": "2026-05-01",
    }
    address = f"/people/{cast.cm.pk}/trainings/new/"
    assert own.post(address, form).status_code == 422
    assert own.post(address, {**form, "last_day": "", "starts_on": "2027-01-01"}).status_code == 422
    assert own.post(address, {**form, "last_day": "", "skills": ["flying"]}).status_code == 422
    assert own.post(address, {**form, "last_day": "2026-05-04", "skills": ["writing"]}).status_code == 303
    assert own.post(f"/people/{cast.cm.pk}/trainings/{coming.pk}/delete/").status_code == 303
    verbs = set(AuditEntry.objects.filter(object_type="accounts.training").values_list("verb", flat=True))
    assert verbs == {"training.added", "training.followed", "training.deleted"}
