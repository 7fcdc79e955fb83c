"""What the record calls the acts and things of brands and their setup."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "brand.created": _("%(person)s created the brand “%(thing)s”."),
    "brand.changed": _("%(person)s changed the brand “%(thing)s”."),
    "brand.made_on_template": _("%(person)s set up “%(thing)s” on the template of another brand."),
    "brand.used_as_template": _("%(person)s copied the structure of “%(thing)s” for a new brand."),
    "brand.territories_changed": _("%(person)s changed the territories of “%(thing)s”."),
    "setup.not_needed": _("%(person)s decided that “%(thing)s” does without a step of its setup."),
    "setup.needed_again": _("%(person)s decided that “%(thing)s” needs a step of its setup after all."),
    "network.undecided": _("%(person)s took back what was decided for a network of “%(thing)s”."),
    "network.decided": _("%(person)s decided how many accounts “%(thing)s” has on a network."),
}

KINDS = {
    "brands.brand": _("brand"),
    "brands.setupdecision": _("decision on the setup of a brand"),
    "brands.brandrole": _("role on a brand"),
}
