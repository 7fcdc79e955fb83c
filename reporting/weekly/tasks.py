from celery import shared_task

from cmhub.lib.enqueue import enqueue
from reporting.weekly.models import ReportRun, RevisionOffer, WeeklyReport
from reporting.weekly.services import offers, reminders, runs, sending


@shared_task(ignore_result=True)
def compute_run(run_id: int) -> None:
    run = ReportRun.objects.select_related("brand", "asked_by").filter(pk=run_id, finished_at=None).first()
    if run is not None:
        runs.finish_run(run=run)


@shared_task(ignore_result=True)
def compute_due() -> None:
    """Hands out the reports of the week that ended, once an hour."""
    runs.note_due_reports()
    resume()


@shared_task(ignore_result=True)
def resume() -> None:
    """Hands out, each minute, what was asked for while nobody worked, or begun by whoever died over it."""
    for run_id in runs.unfinished():
        enqueue(compute_run, run_id)
    for offer_id in offers.unfinished():
        enqueue(work_out_offer, offer_id)
    for report_id in sending.unsent():
        enqueue(send_published, report_id)


@shared_task(ignore_result=True)
def send_published(report_id: int) -> None:
    """Called when a report is published, and every minute for those of which nobody was told."""
    report = WeeklyReport.objects.select_related("brand__agency", "published_by").filter(pk=report_id).first()
    if report is not None:
        sending.send_published(report=report)


@shared_task(ignore_result=True)
def remind() -> None:
    """Tells who is waited for; called every hour, and says each thing once."""
    reminders.remind_due()


@shared_task(ignore_result=True)
def look_for_changes() -> None:
    """Whether what was published of late is still what the rows say: once a night."""
    for offer_id in offers.note_changed():
        enqueue(work_out_offer, offer_id)


@shared_task(ignore_result=True)
def work_out_offer(offer_id: int) -> None:
    waiting = RevisionOffer.objects.filter(pk=offer_id, closed_at=None)
    offer = waiting.select_related("report__brand__agency").first()
    if offer is not None:
        offers.finish_offer(offer=offer)


@shared_task(ignore_result=True)
def forget_runs() -> None:
    """Deletes what was asked for and done long ago; called each night."""
    runs.forget_runs()
