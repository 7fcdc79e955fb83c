from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "channels_mgmt.strategy"
    label = "strategy"

    def ready(self) -> None:
        from channels_mgmt.brands.signals import brand_copied
        from channels_mgmt.strategy.receivers import copy_structure

        brand_copied.connect(copy_structure, dispatch_uid="strategy.copy_structure")
