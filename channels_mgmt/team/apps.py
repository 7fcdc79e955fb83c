from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "channels_mgmt.team"
    label = "team"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from accounts.duty import on_duty
        from accounts.models import Leave, Membership
        from accounts.signals import hours_cut, invitation_accepted, person_left, person_returned
        from channels_mgmt.brands.models import BrandRole
        from channels_mgmt.brands.signals import brand_copied, brand_created, territory_left
        from channels_mgmt.strategy import means
        from channels_mgmt.team.feed_kinds import add_kind
        from channels_mgmt.team.hours import hours_given
        from channels_mgmt.team.receivers import (
            close_what_lapsed,
            copy_structure,
            end_what_they_held,
            forget_who_is_there,
            furnish_new_brand,
            give_what_was_offered,
            refuse_fewer_hours,
            refuse_leaving_places,
        )
        from channels_mgmt.team.services.feeds import kind_of_shifts
        from channels_mgmt.team.services.oncall import is_on_call

        on_duty.append(is_on_call)
        add_kind(kind_of_shifts())
        means.hours_given.append(hours_given)
        brand_created.connect(furnish_new_brand, dispatch_uid="team.furnish_new_brand")
        brand_copied.connect(copy_structure, dispatch_uid="team.copy_structure")
        territory_left.connect(refuse_leaving_places, dispatch_uid="team.refuse_leaving_places")
        person_left.connect(end_what_they_held, dispatch_uid="team.end_what_they_held")
        person_returned.connect(close_what_lapsed, dispatch_uid="team.close_what_lapsed")
        invitation_accepted.connect(give_what_was_offered, dispatch_uid="team.give_what_was_offered")
        hours_cut.connect(refuse_fewer_hours, dispatch_uid="team.refuse_fewer_hours")
        for model in (Leave, Membership, BrandRole):
            for change in (post_save, post_delete):
                change.connect(forget_who_is_there, sender=model, dispatch_uid=f"team.there.{model.__name__}")
