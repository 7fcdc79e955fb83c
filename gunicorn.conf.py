"""What gunicorn takes up by itself when it is started in this folder: the form of its log, and where its
processes count together what they answered.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cmhub.settings.production")
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # read again by those that it starts, and on SIGHUP
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="cmhub-counted-")

logconfig_dict = settings.LOGGING


def post_worker_init(_worker: Any) -> None:
    """What is loaded stays: looked through once more for what nobody uses, it would hold up all that a
    process answers, by 140 ms.
    """
    gc.collect()
    gc.freeze()


def on_exit(_server: Any) -> None:
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
