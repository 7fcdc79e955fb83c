"""Links that leave the product, and the tokens in those that open something without a log-in."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

BYTES = 32


def link_to(view: str, *parameters: object) -> str:
    """The whole address of a page, for mails and for whoever reads outside a browser."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(view, args=parameters)


def new_token() -> str:
    """What nobody guesses, in letters that an address may hold."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot open what it opens."""
    return hashlib.sha256(token.encode()).hexdigest()
