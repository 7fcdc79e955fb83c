from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "channels_mgmt.escalations"
    label = "escalations"

    def ready(self) -> None:
        from channels_mgmt.brands.services.finding import finders
        from channels_mgmt.escalations.receivers import connect
        from channels_mgmt.escalations.services.finding import where_rules_lead
        from channels_mgmt.escalations.services.inside import internal_parts
        from channels_mgmt.escalations.services.open_work import SOURCE
        from channels_mgmt.inbox import repeats
        from channels_mgmt.team.open_work import sources

        connect()
        finders.append(where_rules_lead)
        sources.append(SOURCE)
        repeats.sources.append(internal_parts)
