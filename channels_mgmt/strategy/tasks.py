from celery import shared_task

from channels_mgmt.strategy.services.briefings import remind_due


@shared_task(ignore_result=True)
def remind_of_briefings() -> None:
    """Reminds who has not read what is due; called every few minutes, and says each thing once."""
    remind_due()
