"""What the record calls the acts and things of the watch."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "watch_item.logged": _("%(person)s logged the watch item %(thing)s."),
    "watch_item.acknowledged": _("%(person)s acknowledged the watch item %(thing)s."),
    "watch_item.decided": _("%(person)s decided on the watch item %(thing)s."),
    "watch_item.link_made": _("%(person)s made a link to decide on the watch item %(thing)s by."),
    "watch_item.link_shown": _("%(person)s looked at a link to decide on the watch item %(thing)s by."),
    "watch_item.link_revoked": _("%(person)s took back a link to decide on the watch item %(thing)s by."),
    "watch_item.filed": _("%(person)s filed the watch item %(thing)s."),
    "watch_item.reopened": _("%(person)s took out again the watch item %(thing)s."),
    "watch_item.sorted": _("%(person)s sorted the watch item %(thing)s anew."),
    "watch_item.made_idea": _("%(person)s made a post idea of the watch item %(thing)s."),
    "watch_rule.usual_ones_created": _("%(person)s created the usual rules of the watch."),
    "watch_rule.created": _("%(person)s created the rule of the watch “%(thing)s”."),
    "watch_rule.changed": _("%(person)s changed the rule of the watch “%(thing)s”."),
    "watch_rule.deleted": _("%(person)s deleted the rule of the watch “%(thing)s”."),
    "watch_source.added": _("%(person)s added the feed “%(thing)s”."),
    "watch_source.changed": _("%(person)s changed the feed “%(thing)s”."),
    "watch_source.paused": _("%(person)s paused the feed “%(thing)s”."),
    "watch_source.resumed": _("%(person)s let the feed “%(thing)s” be read again."),
    "watch_source.deleted": _("%(person)s took out the feed “%(thing)s”."),
    "watch_entries.put_back": _("%(person)s had news of “%(thing)s” sorted again: %(count)s."),
    "competitor.added": _("%(person)s added the competitor “%(thing)s”."),
    "competitor.changed": _("%(person)s changed the competitor “%(thing)s”."),
    "competitor.figures": _("%(person)s entered figures of the competitor “%(thing)s” for %(day)s."),
    "competitor.file": _("%(person)s took in “%(file)s” with figures of the competitor “%(thing)s”."),
    "competitor.dropped": _("%(person)s watches the competitor “%(thing)s” no more."),
}

KINDS = {
    "watch.item": _("watch item"),
    "watch.rule": _("rule of the watch"),
    "watch.source": pgettext_lazy("record", "feed"),
    "watch.competitor": pgettext_lazy("record", "competitor"),
}
