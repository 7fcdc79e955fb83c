"""Tests: real servers in a folder of this run's own, started by tests/conftest.py, so that two runs never
meet.
"""

import os
import tempfile
from pathlib import Path

from cmhub.embedded.layout import Layout
from cmhub.settings.base import *  # noqa: F403
from cmhub.settings.base import BASE_DIR, data_settings, env

# Workers and commands that a test starts inherit it, and so find the servers of the run.
os.environ.setdefault("CMHUB_TEST_HOME", str(Path(tempfile.gettempdir(), f"cmhub-test-{os.getpid()}")))
TEST_HOME = Layout(Path(os.environ["CMHUB_TEST_HOME"]))

DEBUG = False
STATIC_ROOT = BASE_DIR / "static"  # served as they are
SECRET_KEY = "for-tests-only-" * 4
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# With xdist each process has its own database of the one Valkey, and the one after it for its cache.
_process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_broker = f"unix://{TEST_HOME.valkey_socket}?db={2 * _process}"
_database = env.str("DATABASE_URL", default=TEST_HOME.owner_url)
globals().update(data_settings(_database, _database, env.str("REDIS_URL", default=_broker)))

# The hashed names of the manifest are not served by a live server, and pages would silently go without
# scripts.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = TEST_HOME.home / "files" / str(_process)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PUBLIC_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
WRONG_LINKS_ALLOWED = 1_000_000
