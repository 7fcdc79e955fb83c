from celery import shared_task

from channels_mgmt.publishing.services.reminders import remind_due


@shared_task(ignore_result=True)
def remind() -> None:
    """Whom to speak with again, and what follows events; safe to run however often."""
    remind_due()
