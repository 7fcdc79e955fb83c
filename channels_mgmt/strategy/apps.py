from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "channels_mgmt.strategy"
    label = "strategy"
