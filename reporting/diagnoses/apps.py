from django.apps import AppConfig


class DiagnosesConfig(AppConfig):
    name = "reporting.diagnoses"
    label = "diagnoses"

    def ready(self) -> None:
        from channels_mgmt.desk import board
        from reporting.diagnoses.needs import found_with_reports

        board.sources.append(found_with_reports)
