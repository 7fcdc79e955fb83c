from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "reporting.weekly"
    label = "weekly"

    def ready(self) -> None:
        from channels_mgmt.desk import board
        from channels_mgmt.strategy import metrics
        from reporting.weekly.measures import METRICS, read_measures
        from reporting.weekly.needs import reports_to_publish

        board.sources.append(reports_to_publish)
        metrics.register(METRICS, read_measures)
