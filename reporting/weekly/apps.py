from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "reporting.weekly"
    label = "weekly"

    def ready(self) -> None:
        from channels_mgmt.desk import board
        from reporting.weekly.needs import reports_to_publish

        board.sources.append(reports_to_publish)
