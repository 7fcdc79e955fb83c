"""The Celery application: its settings are those of Django that begin with CELERY_."""

import os
from datetime import timedelta
from json import loads
from typing import Any

from celery import Celery, shared_task
from celery.signals import celeryd_after_setup, setup_logging
from django.conf import settings
from django.core.management import call_command
from kombu.utils.encoding import bytes_to_str

from cmhub.queues import GIVES_WAY

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cmhub.settings.production")

app = Celery("cmhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def leave_logs_to_django(**_signal: Any) -> None:
    """Where somebody listens Celery adds no handlers of its own, whose lines would tell arguments."""


@celeryd_after_setup.connect
def give_way(**_signal: Any) -> None:
    """A night's work that is done in the morning, after a power cut, keeps nobody waiting for a page."""
    os.nice(min(GIVES_WAY[queue] for queue in app.amqp.queues.consume_from))


@shared_task(ignore_result=True)
def clear_sessions() -> None:
    """Delete the sessions that have expired, and what was kept of them for their owners."""
    from accounts.services.sessions import forget_sessions

    call_command("clearsessions")
    forget_sessions(kept_for=timedelta(seconds=settings.SESSION_COOKIE_AGE))


def give_back_unfinished(queue: str) -> int:
    """Put back what was taken from the queue and not finished; how many tasks. Only right while no worker
    serves that queue.
    """
    with app.connection_for_write() as connection:
        channel: Any = connection.default_channel  # kombu's Redis channel, which its stubs do not know
        with channel.conn_or_acquire() as client:
            # Workers of all queues keep what they have in hand in one place: message, exchange, queue.
            taken = client.hgetall(channel.unacked_key).items()
            tags = [bytes_to_str(tag) for tag, kept in taken if loads(kept)[2] == queue]
            for tag in tags:
                channel.qos.restore_by_tag(tag, client)
    return len(tags)
