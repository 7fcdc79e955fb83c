from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "reporting.weekly"
    label = "weekly"

    def ready(self) -> None:
        from channels_mgmt.desk import board
        from channels_mgmt.publishing import panels
        from channels_mgmt.strategy import metrics
        from reporting.weekly.measures import METRICS, read_measures
        from reporting.weekly.needs import reports_to_publish
        from reporting.weekly.panels import own_community

        board.sources.append(reports_to_publish)
        panels.of_communities.append(own_community)
        metrics.register(METRICS, read_measures)
