from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from accounts.services.outbox import notify


def bring_in(
    *,
    agency: Agency,
    name: str,
    email: str,
    by: User | None,
    role: str = "",
    hours_per_week: int = 40,
    language: str = "fr",
    at: datetime | None = None,
) -> User:
    """Makes somebody a member of the agency; a new person receives a link to choose their password.

    Who is known by this e-mail already is taken as they are, under the name they gave themselves.
    """
    now = at or timezone.now()
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        is_new = user is None
        if user is None:
            user = User.objects.create_user(
                email, None, name=name, language=language, time_zone=agency.time_zone
            )
        membership = Membership(
            agency=agency,
            user=user,
            role=role,
            hours_per_week=hours_per_week,
            starts_on=agency.day_of(now),
        )
        membership.full_clean()
        membership.save()
        record(verb="person.brought_in", what=user, by=by, at=now, agency_id=agency.pk, role=role)
        if is_new:
            _welcome(agency, user, now)
    return user


def password_link(user: User) -> str:
    """The address, good once, at which the person chooses a password."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return settings.PUBLIC_URL.rstrip("/") + path


def _welcome(agency: Agency, user: User, now: datetime) -> None:
    with override(user.language):
        subject = _("Your access to CM Hub")
        body = _(
            "Hello %(name)s,\n\n%(agency)s has opened an access to CM Hub for you.\n"
            "Choose your password here:\n%(link)s\n\nThe link works once."
        ) % {"name": user.get_short_name(), "agency": agency.name, "link": password_link(user)}
    notify(
        key=f"welcome:{agency.pk}:{user.pk}",
        agency=agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=agency.name,
        at=now,
    )
