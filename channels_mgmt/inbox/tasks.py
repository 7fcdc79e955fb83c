from celery import shared_task

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services import intake_files, intake_work
from channels_mgmt.inbox.services.approval_sweep import remind_and_climb
from channels_mgmt.inbox.services.attachments import forget_unknown_pictures
from channels_mgmt.inbox.services.learning import learn


@shared_task(ignore_result=True)
def take_in_run(run_id: int) -> None:
    """Takes in one given file, unless a worker has it, or another one of its brand, in hand."""
    intake_work.work_off(run_id=run_id)


@shared_task(ignore_result=True)
def resume_runs() -> None:
    """Picks up files that a worker or the broker lost; called each minute."""
    intake_work.resume_runs()


@shared_task(ignore_result=True)
def forget_files() -> None:
    """Deletes the files of runs that ended long ago, and pictures that nothing knows; called each night."""
    intake_files.forget_files()
    forget_unknown_pictures()


@shared_task(ignore_result=True)
def remind_of_approvals() -> None:
    """Tells who is to decide on replies that wait, and who decides when they do not; called each minute."""
    remind_and_climb()


@shared_task(ignore_result=True)
def learn_words(brand_id: int) -> None:
    """Counts anew which words of a brand's public go with which kind and sentiment."""
    if brand := Brand.objects.filter(pk=brand_id).first():
        learn(brand=brand)
