from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "channels_mgmt.team"
    label = "team"

    def ready(self) -> None:
        from accounts.signals import hours_cut, invitation_accepted, person_left, person_returned
        from channels_mgmt.brands.signals import brand_created
        from channels_mgmt.team.receivers import (
            close_what_lapsed,
            end_what_they_held,
            furnish_new_brand,
            give_what_was_offered,
            refuse_fewer_hours,
        )

        brand_created.connect(furnish_new_brand, dispatch_uid="team.furnish_new_brand")
        person_left.connect(end_what_they_held, dispatch_uid="team.end_what_they_held")
        person_returned.connect(close_what_lapsed, dispatch_uid="team.close_what_lapsed")
        invitation_accepted.connect(give_what_was_offered, dispatch_uid="team.give_what_was_offered")
        hours_cut.connect(refuse_fewer_hours, dispatch_uid="team.refuse_fewer_hours")
