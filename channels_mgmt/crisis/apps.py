from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "channels_mgmt.crisis"
    label = "crisis"

    def ready(self) -> None:
        from channels_mgmt.crisis.receivers import connect
        from channels_mgmt.crisis.services.matter import held_by
        from channels_mgmt.crisis.services.offers import crises_of_item, open_from_item
        from channels_mgmt.crisis.services.publishing import holds_of
        from channels_mgmt.crisis.services.statements import why_kept
        from channels_mgmt.inbox import approval_reasons
        from channels_mgmt.protocol.services import entries
        from channels_mgmt.publishing import holds
        from channels_mgmt.watch import acts, panels

        connect()
        acts.further.append(open_from_item)
        panels.sources.append(crises_of_item)
        approval_reasons.sources.append(held_by)
        entries.keepers.append(why_kept)
        holds.sources.append(holds_of)
