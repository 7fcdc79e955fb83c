from django.apps import AppConfig


class DiagnosesConfig(AppConfig):
    name = "reporting.diagnoses"
    label = "diagnoses"
