from celery import shared_task

from accounts.services.delivery import send_due


@shared_task(ignore_result=True)
def send_outbox() -> None:
    """Sends what is due in the outbox; called each minute, and by whoever writes to it."""
    send_due()
