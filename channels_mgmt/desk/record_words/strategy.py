"""What the record calls the acts and things of the strategy and the response protocol."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "protocol.added": _("%(person)s added a situation to the response protocol (%(thing)s)."),
    "protocol.changed": _("%(person)s changed a situation of the response protocol (%(thing)s)."),
    "gap.noted": _("%(person)s noted that something asked has no agreed answer (%(thing)s)."),
    "gap.written": _("%(person)s wrote a situation for what had no agreed answer (%(thing)s)."),
    "gap.not_needed": _("%(person)s said that no agreed answer is needed (%(thing)s)."),
    "gap.opened": _("%(person)s said that an agreed answer is needed after all (%(thing)s)."),
    "briefing.written": _("%(person)s wrote the briefing %(thing)s."),
    "briefing.corrected": _("%(person)s wrote the briefing %(thing)s to correct an earlier one."),
    "briefing.withdrawn": _("%(person)s withdrew the briefing %(thing)s."),
    "briefing.put_back": _("%(person)s put back the briefing %(thing)s."),
    "briefing.read": _("%(person)s confirmed having read the briefing %(thing)s."),
    "briefing.opened": _("%(person)s opened the confidential briefing %(thing)s."),
    "strategy.begun": _("%(person)s began version %(thing)s of the strategy of %(brand)s."),
    "strategy.written": _("%(person)s wrote in version %(thing)s of the strategy of %(brand)s."),
    "strategy.submitted": _("%(person)s submitted version %(thing)s of the strategy of %(brand)s."),
    "strategy.withdrawn": _("%(person)s took back version %(thing)s of the strategy of %(brand)s."),
    "strategy.sent_back": _("%(person)s sent back version %(thing)s of the strategy of %(brand)s."),
    "strategy.sent_back_by_link": _("By its link, %(brand)s sent back version %(thing)s of its strategy."),
    "strategy.validated": _("%(person)s validated version %(thing)s of the strategy of %(brand)s."),
    "strategy.validated_by_link": _("By its link, %(brand)s validated version %(thing)s of its strategy."),
    "strategy.link_sent": _("%(person)s sent %(brand)s a link to version %(thing)s of its strategy."),
    "strategy.link_revoked": _("%(person)s took back a link to version %(thing)s of %(brand)s' strategy."),
    "strategy.read": _("%(person)s confirmed having read version %(thing)s of the strategy of %(brand)s."),
    "strategy.exported": _("%(person)s took version %(thing)s of the strategy of %(brand)s as a file."),
    "charter.decided": _("%(person)s decided on the scope charter of %(brand)s."),
    "objective.value_entered": _("%(person)s entered a value of “%(thing)s” for %(brand)s."),
}

KINDS = {
    "protocol.entry": _("situation of the response protocol"),
    "protocol.gap": _("question without an agreed answer"),
    "strategy.briefing": _("briefing"),
    "strategy.strategy": _("strategy"),
    "strategy.charterdecision": _("scope charter"),
    "strategy.ownmetric": _("figure of the brand's own"),
}
