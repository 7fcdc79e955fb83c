from celery import shared_task

from channels_mgmt.api.services import deliveries, sending


@shared_task(ignore_result=True, soft_time_limit=120)
def send_webhooks() -> None:
    """Tells webhooks what is due; called each minute, and by whoever has something to tell."""
    sending.send_due()


@shared_task(ignore_result=True)
def forget_deliveries() -> None:
    """Deletes what was told long ago; called each night."""
    deliveries.forget_old()
