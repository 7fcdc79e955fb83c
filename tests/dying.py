"""Work in a process of its own that is killed amid it, as a machine that loses its power would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.core import mail

from accounts.services.delivery import send_due
from cmhub.embedded.layout import CHECKOUT
from tests.fixtures.worker import database_url

DIES = """
import os, signal
from datetime import datetime
from importlib import import_module
import django
import time_machine
django.setup()
room = import_module("{room}")
assert callable(room.{where})
room.{where} = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
with time_machine.travel(datetime.fromisoformat("{at}"), tick=False):
    room.{work}()
"""


def die(room: str, work: str, *, where: str, at: datetime) -> None:
    """Runs `work` of the module `room` at that instant, also by its clock, and kills it where it calls
    `where`.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }
    code = DIES.format(room=room, work=work, where=where, at=at.isoformat())
    ended = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL


def left(at: datetime) -> Counter[str]:
    """How many mails have left to each address, once senders have run at that instant and an hour later."""
    for later in (timedelta(), timedelta(hours=1)):
        send_due(at=at + later)
    names = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(names) == len(set(names)), "none twice"
    return Counter(address for message in mail.outbox for address in message.to)
