"""What a post goes through on its way, and what is said of its media, its language and its errors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostVerb(models.TextChoices):
    """What happened to a post."""

    WRITTEN = "written", pgettext_lazy("post", "written")
    CHANGED = "changed", pgettext_lazy("post", "changed")
    MOVED = "moved", pgettext_lazy("post", "moved to another time")
    PROOFREAD = "proofread", pgettext_lazy("post", "proofread")
    APPROVAL_ASKED = "approval_asked", pgettext_lazy("post", "given to be approved")
    APPROVED = "approved", pgettext_lazy("post", "approved")
    SENT_BACK = "sent_back", pgettext_lazy("post", "sent back")
    MEDIA_ADDED = "media_added", pgettext_lazy("post", "media added")
    MEDIA_REMOVED = "media_removed", pgettext_lazy("post", "media removed")
    IMAGES_CHECKED = "images_checked", pgettext_lazy("post", "images checked")
    LET_STAND = "let_stand", pgettext_lazy("post", "finding left as it is")
    SCHEDULED = "scheduled", pgettext_lazy("post", "scheduled")
    UNSCHEDULED = "unscheduled", pgettext_lazy("post", "no longer scheduled")
    PUBLISHED = "published", pgettext_lazy("post", "published")
    FOUND = "found", pgettext_lazy("post", "found in an export")
    NOT_PUBLISHED = "not_published", pgettext_lazy("post", "not published after all")
    DROPPED = "dropped", pgettext_lazy("post", "dropped")
    PUT_BACK = "put_back", pgettext_lazy("post", "put back")


class PostLanguage(models.TextChoices):
    """In which language the spelling is checked; empty: that of the text."""

    FRENCH = "fr", pgettext_lazy("post language", "French")
    ENGLISH = "en", pgettext_lazy("post language", "English")
    BOTH = "both", pgettext_lazy("post language", "French and English mixed")


class Approval(models.TextChoices):
    """Where the approval of a post stands; empty: nobody was asked."""

    ASKED = "asked", pgettext_lazy("post approval", "asked")
    APPROVED = "approved", pgettext_lazy("post approval", "approved")
    SENT_BACK = "sent_back", pgettext_lazy("post approval", "sent back")


class MediaKind(models.TextChoices):
    IMAGE = "image", pgettext_lazy("medium", "image")
    VIDEO = "video", pgettext_lazy("medium", "video")
    SOUND = "sound", pgettext_lazy("medium", "sound")
    DOCUMENT = "document", pgettext_lazy("medium", "document")


class Rights(models.TextChoices):
    """By what right a medium is published."""

    OWN = "own", pgettext_lazy("rights", "made by the brand or the house")
    BOUGHT = "bought", pgettext_lazy("rights", "licence bought")
    FREE = "free", pgettext_lazy("rights", "free licence")
    CONSENT = "consent", pgettext_lazy("rights", "with the owner’s consent")
    UNKNOWN = "unknown", pgettext_lazy("rights", "not known yet")


class ImageQuestion(models.TextChoices):
    """What is asked of the media of a post before it is scheduled."""

    MEANING = "meaning", _("Meaning: do they say what the text says, and nothing else?")
    CULTURE = "culture", _("Culture: is there nothing in them that shocks those who will see them?")
    RIGHTS = "rights", _("Rights: may the brand show them, and those who are on them?")


class Witness(models.TextChoices):
    """Who saw an error."""

    AUTHOR = "author", pgettext_lazy("witness", "who wrote it")
    COLLEAGUE = "colleague", pgettext_lazy("witness", "a colleague")
    CLIENT = "client", pgettext_lazy("witness", "somebody of the company")
    PUBLIC = "public", pgettext_lazy("witness", "a member of the public")


class Where(models.TextChoices):
    """Where an error stood."""

    POST = "post", pgettext_lazy("erratum", "in a post")
    REPLY = "reply", pgettext_lazy("erratum", "in a reply")
    ELSEWHERE = "elsewhere", pgettext_lazy("erratum", "elsewhere")
