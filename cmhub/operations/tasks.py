from celery import shared_task

from cmhub.operations.failed_tasks import forget_old


@shared_task(ignore_result=True)
def forget_failed_tasks() -> None:
    """Deletes what failed long ago; the schedule calls it each night."""
    forget_old()
