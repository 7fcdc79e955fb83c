from celery import shared_task

from channels_mgmt.inbox.services import intake_runs


@shared_task(ignore_result=True)
def take_in_run(run_id: int) -> None:
    """Takes in one given file; a second worker that is handed the same leaves it to the first."""
    intake_runs.work_off(run_id=run_id)


@shared_task(ignore_result=True)
def resume_runs() -> None:
    """Picks up files that a worker or the broker lost; called each minute."""
    intake_runs.resume_runs()
