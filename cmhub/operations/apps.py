from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cmhub.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cmhub.operations import error_reports, slow_queries, task_log

        task_log.connect()
        slow_queries.connect()
        error_reports.connect()
