from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "channels_mgmt.team"
    label = "team"

    def ready(self) -> None:
        from accounts.signals import person_left
        from channels_mgmt.brands.signals import brand_created
        from channels_mgmt.team.receivers import end_what_they_held, furnish_new_brand

        brand_created.connect(furnish_new_brand, dispatch_uid="team.furnish_new_brand")
        person_left.connect(end_what_they_held, dispatch_uid="team.end_what_they_held")
