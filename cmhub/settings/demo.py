"""`make demo`, `make run` and commands on the embedded servers: for this machine only, at 127.0.0.1."""

from contextlib import suppress

from cmhub.embedded.layout import Layout
from cmhub.embedded.postgres import programs_of_wheel
from cmhub.embedded.processes import EmbeddedError
from cmhub.settings.base import *  # noqa: F403
from cmhub.settings.base import data_settings, env

home = Layout.from_environment()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = home.secret_key()
SECRET_KEY_FILE = home.secret_key_file
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

globals().update(
    data_settings(
        env.str("DATABASE_URL", default=home.application_url),
        env.str("DATABASE_OWNER_URL", default=home.owner_url),
        env.str("REDIS_URL", default=home.broker_url),
        replica_url=env.str("DATABASE_REPLICA_URL", default=""),
        pooled=env.bool("DATABASE_POOL", default=False),
    )
)

STATIC_ROOT = home.static
MEDIA_ROOT = home.home / "files"
with suppress(EmbeddedError):  # then they are on the path, or missed when they are asked for
    POSTGRES_PROGRAMS = env.str("POSTGRES_PROGRAMS", default="") or str(programs_of_wheel())
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = home.mail
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)
