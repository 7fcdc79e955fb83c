from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    ORGANISATION = "organisation", _("about the organisation")
    USEFUL = "useful", _("useful to the community")
    CONVERSATION = "conversation", _("conversation")
    OFFER = "offer", _("offer")
    RELAYED = "relayed", _("relayed from members")
