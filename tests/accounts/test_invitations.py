"""Invitations: a link that works once, for seven days, and says what became of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Invitation, Membership, Notification, User
from accounts.services.invitations import accept, accept_as_new, invite, revoke, send_again
from accounts.services.leaving import leave
from tests.cast import PASSWORD, Cast

PERSON = {"name": "Nadia Essomba", "email": "nadia@example.com", "language": "fr", "hours_per_week": 30}
CHOSEN = {"name": "Nadia E.", "password": "une phrase bien à moi"}


def link_of(invitation: Invitation) -> str:
    """The path in the latest message to the person."""
    message = Notification.objects.filter(key__startswith=f"invitation:{invitation.pk}:").latest("pk")
    found = re.search(r"http://testserver(/invitations/\S+/)", message.body)
    assert found
    assert message.email == invitation.email
    return found[1]


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return invite(agency=cast.agency, by=cast.manager, role=Role.STRATEGIST, **PERSON)


def test_nothing_is_theirs_before_they_accept_and_the_token_is_not_kept(
    cast: Cast, invitation: Invitation
) -> None:
    token = link_of(invitation).split("/")[2]
    assert not User.objects.filter(email=PERSON["email"]).exists()
    assert token not in str(list(Invitation.objects.values_list())) + str(
        list(AuditEntry.objects.values_list("details"))
    )


def test_a_new_person_chooses_name_and_password_and_is_in(cast: Cast, invitation: Invitation) -> None:
    link, client = link_of(invitation), Client()
    assert "Kamer Com" in client.get(link).content.decode()
    weak = client.post(link, {**CHOSEN, "password": "1234567890"})
    assert weak.status_code == 422
    assert not User.objects.filter(email=PERSON["email"]).exists()
    # The address is the one that was invited, whatever is sent.
    client.post(link, {**CHOSEN, "email": "intruder@example.com"})

    user = User.objects.get(email=PERSON["email"])
    held = Membership.objects.get(user=user)
    assert (user.name, held.agency, held.role, held.hours_per_week) == (
        "Nadia E.", cast.agency, Role.STRATEGIST, 30,
    )  # fmt: skip
    assert client.session["_auth_user_id"] == str(user.pk)
    assert AuditEntry.objects.filter(verb="invitation.accepted", by=user, agency=cast.agency).exists()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("accepted", "a été acceptée"),
        ("expired", "a expiré"),
        ("revoked", "a été retirée"),
        ("replaced", "ne mène nulle part"),
        ("tampered", "ne mène nulle part"),
    ],
)
def test_a_link_that_no_longer_works_says_why(
    what: str, words: str, cast: Cast, invitation: Invitation
) -> None:
    link, at = link_of(invitation), timezone.now()
    if what == "accepted":
        accept_as_new(invitation=invitation, **CHOSEN)
    elif what == "revoked":
        revoke(invitation=invitation, by=cast.manager)
    elif what == "replaced":
        send_again(invitation=invitation, by=cast.manager)
    elif what == "tampered":
        link = link[:-3] + ("aa/" if link[-3:-1] != "aa" else "bb/")
    elif what == "expired":
        at += timedelta(days=7)
    people = User.objects.count()
    with time_machine.travel(at):
        for response in (Client().get(link), Client().post(link, CHOSEN)):
            assert response.status_code == 410
            assert words in response.content.decode()
    assert User.objects.count() == people


def test_it_holds_until_the_last_moment_of_the_seventh_day(invitation: Invitation) -> None:
    with time_machine.travel(invitation.expires_at - timedelta(seconds=1), tick=False):
        assert Client().get(link_of(invitation)).status_code == 200


def test_an_expired_one_that_is_sent_again_works(cast: Cast, invitation: Invitation) -> None:
    later = timezone.now() + timedelta(days=20)
    with time_machine.travel(later):
        client = Client()
        client.force_login(cast.manager)
        client.post(f"/people/invitations/{invitation.pk}/again/")
        assert Client().get(link_of(invitation)).status_code == 200
    assert Notification.objects.filter(key__startswith=f"invitation:{invitation.pk}:").count() == 2


def test_somebody_who_has_an_account_logs_in_and_accepts(cast: Cast) -> None:
    invitation = invite(agency=cast.agency, name="Rival", email=cast.rival.email.upper(), by=cast.manager)
    link, client = link_of(invitation), Client()
    assert f"/login/?next={link}" in client.get(link).content.decode()
    client.post(link, CHOSEN)
    cast.rival.refresh_from_db()
    assert cast.rival.name == "Rival"
    assert cast.rival.check_password(PASSWORD), "a link takes nothing over"

    client.force_login(cast.cm)
    assert cast.cm.name in client.get(link).content.decode()
    assert client.post(link).status_code == 200
    assert not Membership.objects.filter(agency=cast.agency, user=cast.rival).exists()
    with pytest.raises(ValidationError):
        accept(invitation=invitation, by=cast.cm)

    client.force_login(cast.rival)
    assert client.post(link).status_code == 302
    assert Membership.objects.filter(agency=cast.agency, user=cast.rival).exists()
    assert client.post(link).status_code == 410


def test_somebody_who_works_here_already_is_not_invited(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.manager)
    response = client.post("/people/new/", {**PERSON, "email": cast.cm.email.title(), "role": ""})
    assert response.status_code == 422
    assert f"{cast.cm.name} travaille déjà avec Kamer Com" in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_second_invitation_replaces_the_first(cast: Cast, invitation: Invitation) -> None:
    first, client = link_of(invitation), Client()
    client.force_login(cast.manager)
    page = client.post("/people/new/", {**PERSON, "role": ""}, follow=True).content.decode()
    assert "déjà été invité" in page
    assert Client().get(first).status_code == 410
    assert Client().get(link_of(Invitation.objects.latest("pk"))).status_code == 200
    assert Invitation.objects.unanswered().count() == 1


def test_somebody_who_left_comes_back_under_their_name_without_their_old_roles(cast: Cast) -> None:
    leave(agency=cast.agency, user=cast.cm, by=cast.manager)
    client = Client()
    client.force_login(cast.manager)
    page = client.post("/people/new/", {**PERSON, "email": cast.cm.email, "role": ""}, follow=True)
    assert "a déjà travaillé ici" in page.content.decode()

    back = Client()
    back.post(link_of(Invitation.objects.latest("pk")), CHOSEN)

    cast.cm.refresh_from_db()
    assert cast.cm.is_active
    assert cast.cm.check_password(CHOSEN["password"])
    assert back.get("/").status_code == 200
    assert back.get("/b/wouri/inbox/").status_code == 404
    assert AuditEntry.objects.filter(verb="person.left", object_id=cast.cm.pk).exists()


def test_what_was_accepted_is_neither_taken_back_nor_sent_again(cast: Cast, invitation: Invitation) -> None:
    accept_as_new(invitation=invitation, **CHOSEN)
    for act in (revoke, send_again):
        with pytest.raises(ValidationError):
            act(invitation=invitation, by=cast.manager)
    assert Notification.objects.filter(key__startswith="invitation:").count() == 1


def test_only_the_agency_s_own_managers_touch_it(cast: Cast, invitation: Invitation) -> None:
    for user, status in ((cast.cm, 403), (cast.rival, 404)):
        client = Client()
        client.force_login(user)
        for act in ("again", "revoke"):
            assert client.post(f"/people/invitations/{invitation.pk}/{act}/").status_code == status
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
