from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "channels_mgmt.crisis"
    label = "crisis"

    def ready(self) -> None:
        from channels_mgmt.crisis.receivers import connect
        from channels_mgmt.crisis.services.matter import held_by
        from channels_mgmt.crisis.services.publishing import hold_of
        from channels_mgmt.inbox import approval_reasons
        from channels_mgmt.publishing import holds

        connect()
        approval_reasons.sources.append(held_by)
        holds.sources.append(hold_of)
