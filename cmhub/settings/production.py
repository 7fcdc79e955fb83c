"""Production: everything from the environment, and a refusal to start, in words, on what makes no sense."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from cmhub.settings.base import *  # noqa: F403
from cmhub.settings.base import BASE_DIR, data_settings, env
from cmhub.settings.environment import Refusals

refusals = Refusals(os.environ)

SECRET_KEY = refusals.secret("SECRET_KEY")
PUBLIC_URL = refusals.public_url("PUBLIC_URL")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = refusals.hosts("ALLOWED_HOSTS", default=_public.hostname or "")
DEBUG = refusals.flag("DEBUG", default=False)
refusals.no_debug_in_public(DEBUG, [*ALLOWED_HOSTS, _public.hostname or ""])

_database = refusals.needed("DATABASE_URL", "the PostgreSQL of the application, postgresql://user:password@host/name")
_redis = refusals.needed("REDIS_URL", "the Redis or Valkey, redis://host:6379/0")
with refusals.collecting():
    globals().update(
        data_settings(
            _database,
            env.str("DATABASE_OWNER_URL", default="") or _database,
            _redis,
            env.str("CACHE_URL", default=""),
            pooled=refusals.flag("DATABASE_POOL", default=False),
        )
    )

# smtp+tls://user:password@host:587, smtp+ssl://…:465, or console:
with refusals.collecting():
    globals().update(refusals.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = refusals.needed("DEFAULT_FROM_EMAIL", "the sender of its mails, such as CM Hub <hub@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# TLS ends here or at a proxy in front; only a counted proxy is believed about the address and the scheme.
_plain_http = _public.scheme == "http"
ALLAUTH_TRUSTED_PROXY_COUNT = refusals.number("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not _plain_http
SESSION_COOKIE_SECURE = not _plain_http
CSRF_COOKIE_SECURE = not _plain_http
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SECURE_HSTS_SECONDS = 0 if _plain_http else refusals.number("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = refusals.flag("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = refusals.flag("HSTS_PRELOAD", default=True)
SECURE_CONTENT_TYPE_NOSNIFF = True

STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))

refusals.raise_if_any()
