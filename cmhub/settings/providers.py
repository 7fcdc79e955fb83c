"""Logging in with Google or Microsoft, where the environment names them."""

from __future__ import annotations

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

WHERE_PEOPLE_LOG_IN = {
    "google": "https://accounts.google.com",
    "microsoft": "https://login.microsoftonline.com",
}
ANYBODY = {"common", "organizations", "consumers"}
"""Tenants of Microsoft in which anybody may call themselves by any address."""


def configured(env: environ.Env) -> dict[str, dict[str, Any]]:
    """SOCIALACCOUNT_PROVIDERS from GOOGLE_CLIENT_ID and _SECRET, MICROSOFT_CLIENT_ID, _SECRET and _TENANT.

    Raises ImproperlyConfigured, in words, for half of a pair and for a Microsoft tenant that is not one
    organisation's own.
    """
    found: dict[str, dict[str, Any]] = {}
    for name in WHERE_PEOPLE_LOG_IN:
        prefix = name.upper()
        client, secret = (env.str(f"{prefix}_CLIENT_{part}", default="") for part in ("ID", "SECRET"))
        if not client and not secret:
            continue
        if not client or not secret:
            raise ImproperlyConfigured(
                f"{prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET go together: set both, or neither."
            )
        found[name] = {"APPS": [{"client_id": client, "secret": secret, "key": ""}]}
    if "google" in found:
        found["google"] |= {"SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True}
    if "microsoft" in found:
        tenant = env.str("MICROSOFT_TENANT", default="").strip()
        if not tenant or tenant.lower() in ANYBODY:
            raise ImproperlyConfigured(
                "MICROSOFT_TENANT is not the identifier of one organisation: in a shared tenant anybody may "
                "claim anybody's e-mail address."
            )
        found["microsoft"] |= {"TENANT": tenant, "VERIFIED_EMAIL": True}
    return found


def hosts(providers: dict[str, dict[str, Any]]) -> list[str]:
    """Where the form of the login page may lead."""
    return [WHERE_PEOPLE_LOG_IN[name] for name in providers]
