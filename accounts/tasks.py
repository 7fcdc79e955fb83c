from celery import shared_task

from accounts.services import outbox


@shared_task(ignore_result=True)
def send_outbox() -> None:
    outbox.send_due()
