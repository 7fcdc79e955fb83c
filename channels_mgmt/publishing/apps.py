from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "channels_mgmt.publishing"
    label = "publishing"

    def ready(self) -> None:
        from channels_mgmt.publishing.services.feed import kind_of_posts
        from channels_mgmt.team.feed_kinds import add_kind

        add_kind(kind_of_posts())
