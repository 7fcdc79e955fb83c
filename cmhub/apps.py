from django.apps import AppConfig


class CmhubConfig(AppConfig):
    name = "cmhub"

    def ready(self) -> None:
        # Makes our Celery application the one that `@shared_task` finds, in the web processes too.
        from cmhub import celery, checks, heartbeat  # noqa: F401
