from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "channels_mgmt.team"
    label = "team"

    def ready(self) -> None:
        from channels_mgmt.brands.signals import brand_created
        from channels_mgmt.team.receivers import furnish_new_brand

        brand_created.connect(furnish_new_brand, dispatch_uid="team.furnish_new_brand")
