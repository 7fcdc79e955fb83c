from celery import shared_task

from cmhub.lib.enqueue import enqueue
from reporting.weekly.models import ReportRun
from reporting.weekly.services import runs


@shared_task(ignore_result=True)
def compute_run(run_id: int) -> None:
    run = ReportRun.objects.select_related("brand", "asked_by").filter(pk=run_id, finished_at=None).first()
    if run is not None:
        runs.finish_run(run=run)


@shared_task(ignore_result=True)
def compute_due() -> None:
    """Hands out the reports of the week that ended, and what was asked for while nobody worked."""
    for run_id in runs.note_due_reports():
        enqueue(compute_run, run_id)
