from celery import shared_task

from channels_mgmt.desk import personal_data


@shared_task(ignore_result=True)
def let_go() -> None:
    """Erases personal data of the public whose time is over; called each night."""
    personal_data.let_go()
