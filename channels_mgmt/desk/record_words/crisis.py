"""What the record calls the acts and things of crises."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "surge.raised": _("The product raised a possible crisis (%(count)s people told)."),
    "surge.dismissed": _("%(person)s said that a rush is no crisis."),
    "surge.became_crisis": _("%(person)s opened a crisis on a rush."),
    "crisis.opened": _("%(person)s opened the crisis %(thing)s."),
    "crisis.joined": _("%(person)s joined the crisis %(thing)s."),
    "crisis.level": _("%(person)s changed the level of the crisis %(thing)s."),
    "crisis.matter": _("%(person)s said anew what the crisis %(thing)s is about."),
    "crisis.acknowledged": _("%(person)s recorded an acknowledgement in the crisis %(thing)s."),
    "crisis.called": _("%(person)s called somebody in the crisis %(thing)s."),
    "crisis.entry": _("%(person)s wrote into the log of the crisis %(thing)s."),
    "crisis.statement_written": _("%(person)s wrote a statement in the crisis %(thing)s."),
    "crisis.statement_approved": _("%(person)s approved a statement in the crisis %(thing)s."),
    "crisis.statement_published": _("%(person)s published a statement in the crisis %(thing)s."),
    "crisis.status": _("%(person)s said how the crisis %(thing)s stands."),
    "crisis.decision_asked": _("%(person)s asked for a decision in the crisis %(thing)s."),
    "crisis.decision_taken": _("%(person)s decided in the crisis %(thing)s."),
    "crisis.task_given": _("%(person)s gave a task in the crisis %(thing)s."),
    "crisis.task_done": _("%(person)s did a task in the crisis %(thing)s."),
    "crisis.suspended": _("%(person)s suspended publications because of the crisis %(thing)s."),
    "crisis.lifted": _("%(person)s let publications go on in the crisis %(thing)s."),
    "crisis.contained": _("%(person)s recorded that the crisis %(thing)s is contained."),
    "crisis.rekindled": _("%(person)s recorded that the crisis %(thing)s spreads again."),
    "crisis.ended": _("%(person)s ended the crisis %(thing)s."),
    "crisis.lesson_written": _("%(person)s wrote the lesson of the crisis %(thing)s."),
    "crisis.lesson_validated": _("%(person)s validated the lesson of the crisis %(thing)s."),
    "crisis.link_made": _("%(person)s made a link to follow the crisis %(thing)s by."),
    "crisis.link_shown": _("%(person)s looked at a link to follow the crisis %(thing)s by."),
    "crisis.link_revoked": _("%(person)s took back a link to follow the crisis %(thing)s by."),
    "crisis.exported": _("%(person)s took the lesson of the crisis %(thing)s as a file."),
}

KINDS = {
    "crisis.surge": pgettext_lazy("record", "possible crisis"),
    "crisis.crisis": pgettext_lazy("record", "crisis"),
}
