from celery import shared_task

from channels_mgmt.escalations.services.climbing import climb_due


@shared_task(ignore_result=True)
def sweep() -> None:
    """What is late climbs; the schedule calls it each minute, and what one run leaves the next one takes."""
    climb_due()
