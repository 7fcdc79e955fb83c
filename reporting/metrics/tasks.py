from celery import shared_task

from reporting.metrics.intake.files import FILES
from reporting.metrics.models import MetricsRun
from reporting.metrics.services.work import RUNS


@shared_task(ignore_result=True)
def take_in_run(run_id: int) -> None:
    """Takes in one given export, unless a worker has it, or another one of its brand, in hand."""
    RUNS.work_off(run_id=run_id)


@shared_task(ignore_result=True)
def resume_runs() -> None:
    """Picks up files that a worker or the broker lost; called each minute."""
    RUNS.resume()


@shared_task(ignore_result=True)
def forget_files() -> None:
    """Deletes the files of runs that ended long ago; called each night."""
    FILES.forget(MetricsRun)
