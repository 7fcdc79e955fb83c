"""Somebody leaves: access ends at once, their name stays, their open work goes to somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.choices import DepartmentKind, Role
from accounts.models import AuditEntry, Contact, Membership, Notification, User
from accounts.services.delivery import send_due
from accounts.services.failures import why
from accounts.services.leaving import leave
from accounts.services.outbox import forget_waiting
from accounts.services.preferences import set_preferences
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.desk.leaving import open_work, part
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.inbox.services.sorting import hold
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.channels import change_channel
from tests.accounts.telling import NOW, tell
from tests.accounts.test_hearing import NIGHT
from tests.cast import PASSWORD, Cast


def ask(cast: Cast, text: str = "Toujours pas de réseau") -> Interaction:
    now = timezone.now()
    return log_interaction(
        brand=cast.brand, channel=cast.official, author="Awa", text=text, sent_at=now, kind="complaint",
        by=cast.cm, key=uuid4(), at=now,
    )  # fmt: skip


def logged_in(email: str) -> Client:
    client = Client()
    client.post("/login/", {"login": email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def test_everything_of_that_agency_ends_at_once_and_the_name_stays(cast: Cast) -> None:
    interaction = ask(cast)
    answer_interaction(interaction=interaction, text="Bonjour, nous regardons.", by=cast.cm, key=uuid4())

    User.objects.filter(pk=cast.cm.pk).update(phone="+237670000001")
    cast.cm.refresh_from_db()

    assert leave(agency=cast.agency, user=cast.cm, by=cast.manager)

    assert not Membership.objects.current().filter(user=cast.cm).exists()
    assert not BrandRole.objects.current().filter(user=cast.cm).exists()
    assert not Assignment.objects.current().filter(user=cast.cm).exists()
    cast.cm.refresh_from_db()
    assert not cast.cm.is_active
    assert cast.cm.phone == ""
    assert interaction.messages.filter(recorded_by=cast.cm).exists()
    page = logged_in(cast.manager.email).get(f"/interactions/{interaction.pk}/").content.decode()
    assert cast.cm.name in page
    assert AuditEntry.objects.filter(verb="person.left", by=cast.manager, object_id=cast.cm.pk).exists()


def test_what_their_quiet_hours_hold_back_does_not_leave_any_more(cast: Cast) -> None:
    set_preferences(user=cast.cm, **NIGHT)
    night = NOW.replace(hour=22)
    tell(cast.agency, cast.cm, "held", at=night)
    tell(cast.agency, cast.cm, "own", at=night, topic="account")
    tell(cast.agency, cast.junior, "other", at=night)
    tell(cast.rival_agency, cast.cm, "elsewhere", at=night)
    forget_waiting(agency=cast.agency, user=cast.cm, at=night)
    left = set(Notification.objects.values_list("key", flat=True))
    assert left == {"own", "other", "elsewhere"}


def test_nothing_is_written_to_who_may_not_log_in_any_more_but_about_their_account(cast: Cast) -> None:
    told = [tell(cast.agency, cast.cm, "question"), tell(cast.agency, cast.cm, "own", topic="account")]
    User.objects.filter(pk=cast.cm.pk).update(is_active=False)
    assert send_due(at=NOW) == 1
    states = dict(Notification.objects.filter(key__in=told).values_list("key", "state"))
    assert states == {"question": "refused", "own": "sent"}
    with override("en"):
        assert "may not log in" in why(Notification.objects.get(key="question"))


def test_each_open_session_ends_and_the_next_click_says_so(cast: Cast) -> None:
    telephone, laptop, tablet = (logged_in(cast.cm.email) for _device in range(3))
    interaction = ask(cast)
    assert telephone.get("/b/wouri/inbox/").status_code == 200

    leave(agency=cast.agency, user=cast.cm, by=cast.manager)

    assert not Session.objects.filter(pk=telephone.session.session_key).exists()
    page = laptop.get("/b/wouri/inbox/")
    assert page.status_code == 403
    assert "Votre accès a pris fin" in page.content.decode()
    assert laptop.get("/").status_code == 302, "told once, then asked to log in like anybody"
    fragment = telephone.get("/b/wouri/inbox/", headers={"HX-Request": "true"})
    told = Client().get(fragment.headers["HX-Redirect"])
    assert "Votre accès a pris fin" in told.content.decode(), "a piece of a page makes way for the whole"
    sent = tablet.post(f"/interactions/{interaction.pk}/answer/", {"text": "Bonjour", "key": uuid4()})
    assert sent.status_code == 403
    assert not interaction.messages.filter(direction="out").exists()
    closed = Client()
    closed.post("/login/", {"login": cast.cm.email, "password": PASSWORD})
    assert "_auth_user_id" not in closed.session


def test_somebody_of_two_agencies_goes_on_in_the_other(cast: Cast) -> None:
    Membership.objects.create(
        agency=cast.rival_agency, user=cast.cm, role=Role.STRATEGIST, starts_on=timezone.now().date()
    )
    client = logged_in(cast.cm.email)

    assert not leave(agency=cast.agency, user=cast.cm, by=cast.manager)

    cast.cm.refresh_from_db()
    assert cast.cm.is_active
    assert client.get("/b/wouri/inbox/").status_code == 404
    assert client.get("/b/oasis/inbox/").status_code == 200


def test_what_began_today_or_begins_later_is_taken_back(cast: Cast) -> None:
    today = cast.agency.day_of(timezone.now())
    BrandRole.objects.create(brand=cast.brand, user=cast.colleague, role=Role.EXECUTIVE, starts_on=today)
    Membership.objects.create(
        agency=cast.agency, user=cast.colleague, role=Role.STRATEGIST, starts_on=today + timedelta(days=9)
    )

    leave(agency=cast.agency, user=cast.colleague, by=cast.manager)

    assert not BrandRole.objects.filter(user=cast.colleague).exists()
    later = timezone.now() + timedelta(days=30)
    assert not Membership.objects.current(later).filter(user=cast.colleague).exists()


def test_a_department_is_asked_through_others_from_then_on(cast: Cast) -> None:
    posts = Contact.objects.filter(user=cast.contact, left_at=None)
    assert posts.exists()
    leave(agency=cast.agency, user=cast.contact, by=cast.manager)
    assert not posts.exists()


def test_the_last_who_sets_up_people_cannot_go(cast: Cast) -> None:
    client = logged_in(cast.manager.email)
    refused = client.post(f"/people/{cast.manager.pk}/leaving/", {"to": ""})
    assert refused.status_code == 422
    assert "Vous êtes la dernière personne" in refused.content.decode()
    with pytest.raises(ValidationError):
        leave(agency=cast.agency, user=cast.manager, by=cast.manager)
    assert Membership.objects.current().filter(user=cast.manager).exists()

    Membership.objects.create(
        agency=cast.agency, user=cast.colleague, role=Role.ADMINISTRATOR, starts_on=timezone.now().date()
    )
    leave(agency=cast.agency, user=cast.manager, by=cast.manager)
    assert not Membership.objects.current().filter(user=cast.manager).exists()


def test_open_work_is_listed_and_handed_over_in_the_same_act(cast: Cast) -> None:
    held, passed_on, done = ask(cast, "un"), ask(cast, "deux"), ask(cast, "trois")
    hold(interaction=held, by=cast.cm)
    department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    open_escalation(interaction=passed_on, question="Que dire ?", department=department, by=cast.cm)
    hold(interaction=done, by=cast.cm)
    answer_interaction(interaction=done, text="Bonjour.", by=cast.cm, key=uuid4())
    lead = Assignment.objects.current().get(user=cast.cm, is_lead=True)
    client = logged_in(cast.manager.email)
    page = client.get(f"/people/{cast.cm.pk}/leaving/").content.decode()
    assert f"/interactions/{held.pk}/" in page
    assert "Que dire ?" in page
    assert lead.channel.name in page

    response = client.post(f"/people/{cast.cm.pk}/leaving/", {"to": cast.manager.pk})

    assert response.status_code == 303, response.context["form"].errors
    for interaction in (held, passed_on):
        interaction.refresh_from_db()
        assert interaction.holder == cast.manager
        assert interaction.events.filter(verb="handed_over", by=cast.manager).exists()
    new_lead = Assignment.objects.current().get(channel=lead.channel, is_lead=True)
    assert (new_lead.user, new_lead.hours_per_week) == (cast.manager, lead.hours_per_week)
    assert not open_work(agency=cast.agency, user=cast.cm)
    assert not Membership.objects.current().filter(user=cast.cm).exists()


def test_who_may_not_answer_takes_nothing_and_nobody_leaves(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.junior)
    with pytest.raises(ValidationError, match="Wouri"):
        part(agency=cast.agency, user=cast.junior, to=cast.other_cm, by=cast.manager)
    held.refresh_from_db()
    assert held.holder == cast.junior
    assert Membership.objects.current().filter(user=cast.junior).exists()


def test_work_left_behind_can_be_handed_over_later(cast: Cast) -> None:
    held = ask(cast)
    hold(interaction=held, by=cast.junior)
    part(agency=cast.agency, user=cast.junior, to=None, by=cast.manager)
    client = logged_in(cast.manager.email)
    assert f"/interactions/{held.pk}/" in client.get(f"/people/{cast.junior.pk}/leaving/").content.decode()
    client.post(f"/people/{cast.junior.pk}/leaving/", {"to": cast.cm.pk})
    held.refresh_from_db()
    assert held.holder == cast.cm


def test_people_of_another_agency_are_not_there(cast: Cast) -> None:
    client = logged_in(cast.rival.email)
    assert client.get(f"/people/{cast.cm.pk}/leaving/").status_code == 404
    assert client.post(f"/people/{cast.cm.pk}/leaving/", {"to": ""}).status_code == 404
    assert Membership.objects.current().filter(user=cast.cm).exists()
    assert UserSession.objects.filter(user=cast.cm).count() == 0


def test_credentials_that_they_hold_are_to_be_changed(cast: Cast) -> None:
    change_channel(channel=cast.official, by=cast.manager, credentials_holder=cast.cm)
    page = logged_in(cast.manager.email).get(f"/people/{cast.cm.pk}/leaving/").content.decode()
    assert f"/b/wouri/channels/{cast.official.slug}/edit/" in page
    leave(agency=cast.agency, user=cast.cm, by=cast.manager)
    shown = logged_in(cast.manager.email).get(f"/b/wouri/channels/{cast.official.slug}/").content.decode()
    assert "changez le mot de passe" in shown
