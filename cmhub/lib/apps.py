from typing import Any

from celery.signals import task_postrun, task_prerun
from django.apps import AppConfig

from cmhub.lib.origin import Origin, coming_from


class LibConfig(AppConfig):
    """An app for its template tags; it has no models."""

    name = "cmhub.lib"
    label = "cmhub_lib"

    def ready(self) -> None:
        task_prerun.connect(enter_task, dispatch_uid="origin")
        task_postrun.connect(leave_task, dispatch_uid="origin")


def enter_task(task: Any, **_kwargs: Any) -> None:
    """While the task runs, it is where things come from."""
    task.request.origin = coming_from(Origin(source=task.name))
    task.request.origin.__enter__()


def leave_task(task: Any, **_kwargs: Any) -> None:
    if origin := getattr(task.request, "origin", None):
        origin.__exit__(None, None, None)
