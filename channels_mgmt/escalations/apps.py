from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "channels_mgmt.escalations"
    label = "escalations"

    def ready(self) -> None:
        from channels_mgmt.brands.services.finding import finders
        from channels_mgmt.escalations.receivers import connect
        from channels_mgmt.escalations.services.finding import where_rules_lead

        connect()
        finders.append(where_rules_lead)
