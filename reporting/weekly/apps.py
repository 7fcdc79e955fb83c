from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "reporting.weekly"
    label = "weekly"

    def ready(self) -> None:
        from channels_mgmt.desk import board, owed, quoting
        from channels_mgmt.publishing import panels
        from channels_mgmt.strategy import metrics
        from reporting.weekly.measures import METRICS, read_measures
        from reporting.weekly.needs import (
            open_recommendations,
            open_reports,
            recommendations_owed,
            reports_and_what_they_leave,
            reports_owed,
        )
        from reporting.weekly.panels import own_community
        from reporting.weekly.receivers import connect
        from reporting.weekly.services.quoting import copy_of, erase

        connect()
        board.sources.append(reports_and_what_they_leave)
        quoting.rooms.append(quoting.Room(copy_of, erase))
        owed.sources.append(owed.Source(open_reports, reports_owed))
        owed.sources.append(owed.Source(open_recommendations, recommendations_owed))
        panels.of_communities.append(own_community)
        metrics.register(METRICS, read_measures)
