from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "channels_mgmt.escalations"
    label = "escalations"

    def ready(self) -> None:
        from channels_mgmt.brands import closing
        from channels_mgmt.brands.services.finding import finders
        from channels_mgmt.escalations.bulk_act import ONE_QUESTION
        from channels_mgmt.escalations.receivers import connect
        from channels_mgmt.escalations.services.closed_departments import what_moves
        from channels_mgmt.escalations.services.inside import internal_parts
        from channels_mgmt.escalations.services.on_items import ask_a_department, questions_about
        from channels_mgmt.escalations.services.open_work import SOURCE
        from channels_mgmt.escalations.services.rules.finding import where_rules_lead
        from channels_mgmt.inbox import further_acts, repeats
        from channels_mgmt.team.open_work import sources
        from channels_mgmt.watch import acts, panels

        connect()
        closing.consequences.append(what_moves)
        finders.append(where_rules_lead)
        sources.append(SOURCE)
        further_acts.further.append(ONE_QUESTION)
        repeats.sources.append(internal_parts)
        acts.further.append(ask_a_department)
        panels.sources.append(questions_about)
