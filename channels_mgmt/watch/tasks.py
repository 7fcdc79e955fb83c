from celery import shared_task

from channels_mgmt.watch.services.climbing import climb_due
from channels_mgmt.watch.services.digest import send_due
from channels_mgmt.watch.services.pictures import forget_unknown_pictures
from channels_mgmt.watch.services.reading import forget_old, read_due


@shared_task(ignore_result=True)
def sweep() -> None:
    """What nobody acknowledges goes to the next person; what one run leaves the next one takes."""
    climb_due()


@shared_task(ignore_result=True)
def read_feeds() -> None:
    """Reads the feeds that are due, for a minute at most."""
    read_due()


@shared_task(ignore_result=True)
def send_digests() -> None:
    """Safe to run however often: a digest is sent once a week."""
    send_due()


@shared_task(ignore_result=True)
def forget() -> None:
    """Old entries, and the files of pictures that no row knows."""
    forget_old()
    forget_unknown_pictures()
