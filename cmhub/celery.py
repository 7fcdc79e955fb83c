"""The Celery application: its settings are those of Django that begin with CELERY_."""

import os
from typing import Any

from celery import Celery, shared_task
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cmhub.settings.production")

app = Celery("cmhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@shared_task(ignore_result=True)
def clear_sessions() -> None:
    """Delete the sessions that have expired."""
    call_command("clearsessions")


def give_back_unfinished() -> int:
    """Put back what workers had taken and not finished; how many tasks. Only right while no worker runs."""
    with app.connection_for_write() as connection:
        channel: Any = connection.default_channel  # kombu's Redis channel, which its stubs do not know
        with channel.conn_or_acquire() as client:
            tags = client.zrange(channel.unacked_index_key, 0, -1)
            for tag in tags:
                channel.qos.restore_by_tag(tag.decode() if isinstance(tag, bytes) else tag, client)
    return len(tags)
