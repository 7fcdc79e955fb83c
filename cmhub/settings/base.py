"""What every kind of installation shares. What differs is in demo, production and test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from cmhub.lib.logs import Readable, logging_settings
from cmhub.queues import QUEUES, QUICK, TASK_ROUTES
from cmhub.settings import providers, services

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]

DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "csp",
    "django_htmx",
    "pgtrigger",
    "template_partials",
    "accounts",
    "channels_mgmt.brands",
    "channels_mgmt.strategy",
    "channels_mgmt.protocol",
    "channels_mgmt.team",
    "channels_mgmt.inbox",
    "channels_mgmt.watch",
    "channels_mgmt.publishing",
    "channels_mgmt.escalations",
    "channels_mgmt.crisis",
    "channels_mgmt.desk",
    "channels_mgmt.api",
    "reporting.annotations",
    "reporting.metrics",
    "reporting.diagnoses",
    "reporting.weekly",
    "reporting.dashboards",
    "cmhub.lib",
    "cmhub.demo",
    "cmhub.operations",
    "cmhub",
]

MIDDLEWARE = [
    "cmhub.operations.middleware.RequestMiddleware",  # before all: whatever happens has a number and a line
    # The next four put their headers on all that leaves: probes, static files, refusals and errors too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cmhub.lib.policies.PoliciesMiddleware",
    "cmhub.health.HealthMiddleware",  # before anything that needs a host name, a session or the database
    "cmhub.lib.origin.OriginMiddleware",  # around whatever may put something on record
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cmhub.lib.unreadable.UnreadableMiddleware",
    "cmhub.lib.keeping.KeepingMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cmhub.lib.scope.ScopeMiddleware",  # as soon as the person is known, and around all that reads rows
    "cmhub.lib.language.LanguageMiddleware",  # after the person is known
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cmhub.lib.htmx.HtmxResponseMiddleware",
    "accounts.middleware.SessionsMiddleware",
    "accounts.middleware.DoorMiddleware",  # before the login is asked for: some know why theirs ended
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "cmhub.urls"
WSGI_APPLICATION = "cmhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["cmhub.lib.templatetags.dates"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cmhub.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "cmhub.lib.forms.Renderer"

# --- Data -----------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


POSTGRES_PROGRAMS = env.str("POSTGRES_PROGRAMS", default="")
"""The folder of pg_dump and pg_restore, for backups; on the path where it is not said."""
SECRET_KEY_FILE: Path | None = None
"""Where an installation keeps the SECRET_KEY that it made for itself."""
REDIS_URL = SCOPED_ROLE = ""  # these and the rest of data_settings come from demo, production or test


def data_settings(
    database_url: str,
    owner_url: str,
    redis_url: str,
    cache_url: str = "",
    *,
    replica_url: str = "",
    pooled: bool = False,
) -> dict[str, object]:
    """DATABASES, CACHES and the broker for a settings module, from the URLs it was given.

    `default` is the application's role, which cannot change the schema nor what is append-only; `owner` is
    the same database under the role that migrates. While a request is answered the application takes on a
    third one, which row-level security lets see what the person may. `replica`, where there is one, is a
    copy under the same roles.
    """
    default = services.database("DATABASE_URL", database_url, pooled=pooled)
    return {
        "DATABASES": {
            "default": default,
            "owner": services.database("DATABASE_OWNER_URL", owner_url) | {"TEST": {"MIRROR": "default"}},
            **({"replica": services.replica("DATABASE_REPLICA_URL", replica_url)} if replica_url else {}),
        },
        "SCOPED_ROLE": f"{default['USER']}_scoped",
        "CACHES": {
            "default": {
                "BACKEND": "cmhub.lib.cache.ForgivingRedisCache",
                "LOCATION": cache_url or services.cache("REDIS_URL", redis_url),
                "KEY_PREFIX": "cmhub",
                "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1.0},
            },
        },
        "CELERY_BROKER_URL": services.broker("REDIS_URL", redis_url),
        "REDIS_URL": redis_url,
    }


# In the database rather than the cache: pages go on while the broker is down, and logging out is never
# undone by a copy that the cache kept.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "cmhub_session"
CSRF_COOKIE_NAME = "cmhub_csrf"

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.second_factor.Backend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"reset_password": "accounts.forms.entrance.ResetPasswordForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = True
# By address and by account; docs/accounts.md says why an account cannot be locked for good.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "CM Hub"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is proved by the invitation that reached it
SOCIALACCOUNT_PROVIDERS = providers.configured(env)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # people who are here already, by an address that is verified
SOCIALACCOUNT_ADAPTER = "accounts.adapters.ElsewhereAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "cmhub_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored; pages show the time of the brand

# --- Pages and files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "pictures")]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nothing of ours is for the pages of others
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "cmhub.lib.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
INTAKE_MAX_BYTES = 512 * 1024 * 1024  # of a file that is given on the page
INTAKE_FILES_KEPT_DAYS = 30  # after a file was taken in: what is left of it, and the lines that were refused

API_REQUESTS_A_MINUTE = 600  # of one token
WRONG_LINKS_ALLOWED = 30  # to answer by, from one address in five minutes
WEBHOOK_HOSTS_ALSO: list[str] = []  # told and pushed to also in clear and in private networks: for tests
WATCH_HOSTS_ALSO: list[str] = []  # whose feeds are read also in private networks: for tests
WATCH_ENTRIES_KEPT_DAYS = 60  # what feeds brought and nobody made an item of

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *providers.hosts(SOCIALACCOUNT_PROVIDERS)],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # probes speak plain HTTP inside the house

# --- Work after the request -----------------------------------------------------------------------

CELERY_TASK_DEFAULT_QUEUE = QUICK
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in QUEUES]  # a worker told of none serves all
CELERY_TASK_ROUTES = TASK_ROUTES
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # more makes Celery 5.7 die when the broker is lost with tasks in hand
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_SOFT_TIME_LIMIT = 9 * 60
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Longer than the longest task: a task is given to another worker when this has passed without its being done.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 15 * 60, "socket_connect_timeout": 2}
# A page never hangs on a broker that is down: what it asked for is in the database, and the schedule finds
# it.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_BEAT_SCHEDULER = "cmhub.beat:Scheduler"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "escalations-move-on": {
        "task": "channels_mgmt.escalations.tasks.move_on",
        "schedule": crontab(minute="*/5"),
    },
    "escalations-sweep": {"task": "channels_mgmt.escalations.tasks.sweep", "schedule": crontab()},
    "escalations-audit": {
        "task": "channels_mgmt.escalations.tasks.audit_clocks",
        "schedule": crontab(minute="4-59/10"),
    },
    "outbox": {"task": "accounts.tasks.send_outbox", "schedule": crontab()},
    "outbox-pushes": {"task": "accounts.tasks.send_pushes", "schedule": crontab()},
    "digests": {"task": "accounts.tasks.send_digests", "schedule": crontab(minute="*/5")},
    "notices-forgotten": {
        "task": "accounts.tasks.forget_notices",
        "schedule": crontab(hour=4, minute=10),
    },
    "weekly-reports": {"task": "reporting.weekly.tasks.compute_due", "schedule": crontab(minute=5)},
    "weekly-resume": {"task": "reporting.weekly.tasks.resume", "schedule": crontab()},
    "weekly-reminders": {"task": "reporting.weekly.tasks.remind", "schedule": crontab(minute=25)},
    "weekly-changes": {
        "task": "reporting.weekly.tasks.look_for_changes",
        "schedule": crontab(hour=2, minute=40),
    },
    "weekly-runs-forgotten": {
        "task": "reporting.weekly.tasks.forget_runs",
        "schedule": crontab(hour=3, minute=45),
    },
    "approvals": {"task": "channels_mgmt.inbox.tasks.remind_of_approvals", "schedule": crontab()},
    "intake-resume": {"task": "channels_mgmt.inbox.tasks.resume_runs", "schedule": crontab()},
    "exports-resume": {"task": "reporting.metrics.tasks.resume_runs", "schedule": crontab()},
    "exports-old-files": {
        "task": "reporting.metrics.tasks.forget_files",
        "schedule": crontab(hour=3, minute=52),
    },
    "watch-sweep": {"task": "channels_mgmt.watch.tasks.sweep", "schedule": crontab()},
    "watch-feeds": {"task": "channels_mgmt.watch.tasks.read_feeds", "schedule": crontab(minute="*/5")},
    "watch-digests": {"task": "channels_mgmt.watch.tasks.send_digests", "schedule": crontab(minute="*/15")},
    "watch-forgotten": {"task": "channels_mgmt.watch.tasks.forget", "schedule": crontab(hour=4, minute=10)},
    "people-around-brands": {
        "task": "channels_mgmt.publishing.tasks.remind",
        "schedule": crontab(hour=5, minute=20),
    },
    "webhooks": {"task": "channels_mgmt.api.tasks.send_webhooks", "schedule": crontab()},
    "webhooks-forgotten": {
        "task": "channels_mgmt.api.tasks.forget_deliveries",
        "schedule": crontab(hour=4, minute=0),
    },
    "intake-old-files": {
        "task": "channels_mgmt.inbox.tasks.forget_files",
        "schedule": crontab(hour=3, minute=50),
    },
    "answer-old-files": {
        "task": "channels_mgmt.escalations.tasks.forget_files",
        "schedule": crontab(hour=3, minute=55),
    },
    "personal-data": {"task": "channels_mgmt.desk.tasks.let_go", "schedule": crontab(hour=2, minute=30)},
    "briefings": {
        "task": "channels_mgmt.strategy.tasks.remind_of_briefings",
        "schedule": crontab(minute="*/5"),
    },
    "certifications": {
        "task": "accounts.tasks.warn_of_certifications",
        "schedule": crontab(hour=6, minute=10),
    },
    "crises": {"task": "channels_mgmt.crisis.tasks.tell_again", "schedule": crontab()},
    "crisis-lessons": {
        "task": "channels_mgmt.crisis.tasks.remind_of_lessons",
        "schedule": crontab(minute="*/10"),
    },
    "rotas": {"task": "channels_mgmt.team.tasks.extend_rotas", "schedule": crontab(hour=1, minute=20)},
    "shift-swaps": {"task": "channels_mgmt.team.tasks.expire_swaps", "schedule": crontab(minute="*/15")},
    "surges": {"task": "channels_mgmt.crisis.tasks.watch_streams", "schedule": crontab()},
    "surge-rhythms": {
        "task": "channels_mgmt.crisis.tasks.count_rhythms",
        "schedule": crontab(hour=2, minute=50),
    },
    "failed-tasks-forgotten": {
        "task": "cmhub.operations.tasks.forget_failed_tasks",
        "schedule": crontab(hour=4, minute=20),
    },
    "old-sessions": {"task": "cmhub.celery.clear_sessions", "schedule": crontab(hour=3, minute=40)},
}
# A tick that nobody took in time is not worth running late beside the next one; that of a day is, for hours.
for _entry in CELERY_BEAT_SCHEDULE.values():
    _entry["options"] = {"expires": 300 if len(_entry["schedule"].hour) > 1 else 6 * 3600}

# --- Messages to people and to the operator -------------------------------------------------------

DEFAULT_FROM_EMAIL = "CM Hub <cmhub@localhost>"
EMAIL_TIMEOUT = 15
VAPID_PRIVATE_KEY = ""  # by which push services know this installation; else one is made and kept
VAPID_SUBJECT = ""  # whom a push service can reach: mailto: or https:; else the sender of mails

LOGGING = logging_settings(Readable)
SLOW_QUERY_MS = 500
METRICS_TOKEN = ""  # with which the figures at /metrics are asked for; without one there are none
SENTRY_DSN = ""  # where errors are reported
SENTRY_ENVIRONMENT = "production"
