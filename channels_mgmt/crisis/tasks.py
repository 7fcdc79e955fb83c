from celery import shared_task

from channels_mgmt.crisis.services.lessons import remind_due
from channels_mgmt.crisis.services.telling import tell_due


@shared_task(ignore_result=True)
def tell_again() -> None:
    """Who has not acknowledged a crisis is told again; called each minute, and safe to run twice."""
    tell_due()


@shared_task(ignore_result=True)
def remind_of_lessons() -> None:
    """Reminds whoever is to write a lesson; called every few minutes, and says it once a day."""
    remind_due()
