"""What the record calls the acts and things of escalations and their routing."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "escalation.opened": _("%(person)s opened the escalation %(thing)s."),
    "escalation.acknowledged": _("%(person)s acknowledged the escalation %(thing)s."),
    "escalation.answered": _("%(person)s answered the escalation %(thing)s."),
    "escalation.relayed": _("%(person)s relayed the answer to the escalation %(thing)s."),
    "escalation.transferred": _("%(person)s transferred the escalation %(thing)s."),
    "escalation.information_asked": _("%(person)s asked for information on the escalation %(thing)s."),
    "escalation.information_given": _("%(person)s gave information on the escalation %(thing)s."),
    "escalation.asked_further": _("%(person)s asked one thing more on the escalation %(thing)s."),
    "escalation.reopened": _("%(person)s reopened the escalation %(thing)s."),
    "escalation.joined": _("%(person)s let other interactions wait for the escalation %(thing)s."),
    "escalation.left": _("%(person)s took interactions out of the escalation %(thing)s."),
    "escalation.put_in_touch": _("%(person)s contacted the person of the escalation %(thing)s."),
    "escalation.not_ours": _("%(person)s said that the escalation %(thing)s is not for the department."),
    "escalation.added_to": _("%(person)s added something to the answer to the escalation %(thing)s."),
    "escalation.link_made": _("%(person)s made a link to answer the escalation %(thing)s by."),
    "escalation.link_shown": _("%(person)s looked at a link to answer the escalation %(thing)s by."),
    "escalation.link_revoked": _("%(person)s took back a link to answer the escalation %(thing)s by."),
    "escalation.file_added": _("%(person)s put a file to the escalation %(thing)s."),
    "escalation.file_removed": _("%(person)s took a file away from the escalation %(thing)s."),
    "escalation.file_taken": _("%(person)s took a file of the escalation %(thing)s."),
    "escalation.noted": _("%(person)s took note of the answer to the escalation %(thing)s."),
    "escalation.closed": _("%(person)s closed the escalation %(thing)s."),
    "routing_rule.usual_ones_created": _("%(person)s created the usual routing rules."),
    "routing_rule.created": _("%(person)s created the routing rule “%(thing)s”."),
    "routing_rule.changed": _("%(person)s changed the routing rule “%(thing)s”."),
    "routing_rule.moved": _("%(person)s moved the routing rule “%(thing)s”."),
    "routing_rules.reordered": _("%(person)s changed the order of the routing rules of “%(thing)s”."),
    "routing_rule.deleted": _("%(person)s deleted the routing rule “%(thing)s”."),
}

KINDS = {
    "escalations.escalation": _("escalation"),
    "escalations.routingrule": _("routing rule"),
}
