"""Production: everything from the environment, and a refusal to start, in words, on what makes no sense."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from cmhub.lib.logs import JsonLines, logging_settings
from cmhub.settings import services
from cmhub.settings.base import *  # noqa: F403
from cmhub.settings.base import BASE_DIR, data_settings, env
from cmhub.settings.environment import Refusals

refusals = Refusals(os.environ)

SECRET_KEY = refusals.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = refusals.hosts("ALLOWED_HOSTS", or_of="PUBLIC_URL")
PUBLIC_URL = refusals.public_url("PUBLIC_URL", default=f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
_public = urlsplit(PUBLIC_URL)
DEBUG = refusals.flag("DEBUG", default=False)
refusals.no_debug_in_public(DEBUG, [*ALLOWED_HOSTS, _public.hostname or ""])

_database = refusals.needed(
    "DATABASE_URL", "the PostgreSQL of the application, postgresql://user:password@host/name"
)
_owner = env.str("DATABASE_OWNER_URL", default="") or _database
_redis = refusals.needed("REDIS_URL", "the Redis or Valkey, redis://host:6379/0")
_cache = env.str("CACHE_URL", default="")
_replica = env.str("DATABASE_REPLICA_URL", default="")
for _variable, _url, _read in (
    ("DATABASE_URL", _database, services.database),
    ("DATABASE_OWNER_URL", _owner, services.database),
    ("DATABASE_REPLICA_URL", _replica or _database, services.replica),
    ("REDIS_URL", _redis, services.broker),
    ("CACHE_URL", _cache or _redis, services.broker),
):
    with refusals.collecting(_variable):
        _read(_variable, _url)
_pooled = refusals.flag("DATABASE_POOL", default=False)
if refusals.flag("DATABASE_BOUNCER", default=False):
    with refusals.collecting("DATABASE"):
        for _reason in services.contradicts_bouncer(_database, _owner, pooled=_pooled):
            refusals.refuse(_reason)

# smtp+tls://user:password@host:587, smtp+ssl://…:465, or console:
with refusals.collecting("EMAIL_URL"):
    globals().update(refusals.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or f"CM Hub <cmhub@{_public.hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
VAPID_PRIVATE_KEY = refusals.push_key("VAPID_PRIVATE_KEY")
VAPID_SUBJECT = refusals.push_subject("VAPID_SUBJECT")

# TLS ends here or at a proxy in front; only a counted proxy is believed about the address and the scheme.
_plain_http = _public.scheme == "http"
ALLAUTH_TRUSTED_PROXY_COUNT = refusals.number("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not _plain_http
SESSION_COOKIE_SECURE = not _plain_http
CSRF_COOKIE_SECURE = not _plain_http
if not _plain_http:
    # Browsers take a cookie of such a name only over TLS, from this host alone, for all its paths.
    SESSION_COOKIE_NAME = "__Host-cmhub_session"
    CSRF_COOKIE_NAME = "__Host-cmhub_csrf"
    LANGUAGE_COOKIE_NAME = "__Host-cmhub_language"
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SECURE_HSTS_SECONDS = 0 if _plain_http else refusals.number("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = refusals.flag("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = refusals.flag("HSTS_PRELOAD", default=True)
SECURE_CONTENT_TYPE_NOSNIFF = True

STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "files"))

LOGGING = logging_settings(JsonLines)
SLOW_QUERY_MS = refusals.number("SLOW_QUERY_MS", default=500)
METRICS_TOKEN = refusals.token("METRICS_TOKEN")
SENTRY_DSN = refusals.dsn("SENTRY_DSN")
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", default="") or "production"

refusals.raise_if_any()
globals().update(data_settings(_database, _owner, _redis, _cache, replica_url=_replica, pooled=_pooled))
