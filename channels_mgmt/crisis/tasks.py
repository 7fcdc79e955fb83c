from datetime import timedelta

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from channels_mgmt.crisis.services.lessons import remind_due
from channels_mgmt.crisis.services.rhythms import TOO_OLD, count_due, due
from channels_mgmt.crisis.services.streams import forget_readings
from channels_mgmt.crisis.services.surges import detect
from channels_mgmt.crisis.services.telling import tell_due
from cmhub.lib.enqueue import enqueue

READINGS_KEPT = timedelta(days=3)


@shared_task(ignore_result=True)
def tell_again() -> None:
    """Who has not acknowledged a crisis is told again; called each minute, and safe to run twice."""
    tell_due()


@shared_task(ignore_result=True)
def remind_of_lessons() -> None:
    """Reminds whoever is to write a lesson; called every few minutes, and says it once a day."""
    remind_due()


@shared_task(ignore_result=True)
def watch_streams() -> None:
    """Looks for rushes on the streams of all brands; called each minute, and safe to run twice."""
    detect()
    # Brands that cannot be judged before their rhythm is known do not wait for the night.
    if due(timezone.now(), TOO_OLD).exists() and cache.add("crisis.rhythms", 1, 120):
        enqueue(count_rhythms)


@shared_task(ignore_result=True)
def count_rhythms() -> None:
    """Counts the rhythms that are due, and forgets old readings; called each night, and where one is due."""
    count_due()
    forget_readings(timezone.now() - READINGS_KEPT)
