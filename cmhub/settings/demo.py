"""`make demo`, `make run` and commands on the embedded servers: for this machine only, at 127.0.0.1."""

from cmhub.embedded.layout import Layout
from cmhub.settings.base import *  # noqa: F403
from cmhub.settings.base import data_settings, env

home = Layout.from_environment()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = home.secret_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

globals().update(
    data_settings(
        env.str("DATABASE_URL", default=home.application_url),
        env.str("DATABASE_OWNER_URL", default=home.owner_url),
        env.str("REDIS_URL", default=home.broker_url),
        pooled=env.bool("DATABASE_POOL", default=False),
    )
)

STATIC_ROOT = home.static
MEDIA_ROOT = home.home / "files"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = home.mail
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
