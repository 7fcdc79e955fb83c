from celery import shared_task

from accounts.services.delivery import send_due


@shared_task(ignore_result=True)
def send_outbox() -> None:
    """Sends what is due in the outbox; the schedule calls it each minute, and whoever writes to it at once."""
    send_due()
