from secrets import token_urlsafe
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from accounts.second_factor import FACTORS, is_asked
from cmhub.lib.vault import vault

KNOWN_DEVICE = "cmhub_device"
KNOWN_FOR = 365 * 24 * 3600
FAILED_ON_KNOWN_DEVICE = "10/5m/key"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are brought in by an agency.

    Wrong passwords are counted by account and by address. A browser in which the person has logged in
    before is counted by itself, so that whoever guesses elsewhere cannot keep them out.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        device = known_device(request, str(credentials.get("email", "")))
        if device is None or not settings.ACCOUNT_RATE_LIMITS:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config={"login_failed": FAILED_ON_KNOWN_DEVICE},
            key=f"device:{device}",
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **login: Any) -> HttpResponse:
        response = super().post_login(request, user, **login)
        if known_device(request, user.get_username()) is None:
            remember_device(response, user.get_username())
        return response


def known_device(request: HttpRequest, email: str) -> str | None:
    """The mark of a browser in which this person has logged in before."""
    try:
        marks = signing.loads(request.COOKIES.get(device_cookie(), ""), salt=KNOWN_DEVICE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return None
    return str(marks["device"]) if marks["email"] == email.strip().lower() else None


def device_cookie() -> str:
    """Its name: over TLS one that browsers take over TLS only."""
    return f"__Secure-{KNOWN_DEVICE}" if settings.SESSION_COOKIE_SECURE else KNOWN_DEVICE


def remember_device(response: HttpResponse, email: str) -> None:
    mark = signing.dumps({"email": email.lower(), "device": token_urlsafe(12)}, salt=KNOWN_DEVICE)
    response.set_cookie(
        device_cookie(),
        mark,
        max_age=KNOWN_FOR,
        path=settings.LOGIN_URL,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """Google or Microsoft let in whoever is here already, by the address that they vouch for; nobody ties an
    account of theirs to another person.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("mfa_index"))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted, and a second factor that a role asks for cannot be given up."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not (isinstance(user, User) and is_asked(user))

    def encrypt(self, text: str) -> str:
        return vault("second factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault("second factor").decrypt(encrypted_text.encode()).decode()
