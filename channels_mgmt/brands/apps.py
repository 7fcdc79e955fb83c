from django.apps import AppConfig


class BrandsConfig(AppConfig):
    name = "channels_mgmt.brands"
    label = "brands"

    def ready(self) -> None:
        from accounts.attached import departments_of
        from accounts.second_factor import roles_asking
        from channels_mgmt.brands.access import roles_asking_a_factor
        from channels_mgmt.brands.services.attached import departments_by_person

        roles_asking.append(roles_asking_a_factor)
        departments_of.append(departments_by_person)
