"""What the record calls the acts and things of the inbox and of the programs that feed it."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "interaction.logged": _("%(person)s logged the interaction %(thing)s."),
    "interaction.message_logged": _("%(person)s logged a message of the interaction %(thing)s."),
    "interaction.answered": _("%(person)s answered in the interaction %(thing)s."),
    "interaction.holding_reply": _("%(person)s gave a holding reply in the interaction %(thing)s."),
    "interaction.classified": _("%(person)s sorted the interaction %(thing)s."),
    "interaction.taken": _("%(person)s took the interaction %(thing)s."),
    "interaction.handed_over": _("%(person)s handed over the interaction %(thing)s."),
    "interaction.released": _("%(person)s released the interaction %(thing)s."),
    "interaction.closed": _("%(person)s closed the interaction %(thing)s."),
    "interaction.reopened": _("%(person)s reopened the interaction %(thing)s."),
    "interaction.set_aside": _("%(person)s set aside the interaction %(thing)s."),
    "interaction.note": _("%(person)s wrote a note on the interaction %(thing)s."),
    "interaction.escalated": _("%(person)s let the interaction %(thing)s wait for a department."),
    "interaction.department_answered": _("A department answered on the interaction %(thing)s."),
    "interaction.approval_asked": _("%(person)s asked for approval of a reply in the interaction %(thing)s."),
    "interaction.approval_held": _(
        "A crisis holds a reply that was approved, which waits again in the interaction %(thing)s."
    ),
    "interaction.approval_approved": _("%(person)s approved a reply in the interaction %(thing)s."),
    "interaction.approval_changed": _(
        "%(person)s changed and approved a reply in the interaction %(thing)s."
    ),
    "interaction.approval_sent_back": _("%(person)s sent a reply back in the interaction %(thing)s."),
    "interaction.approval_withdrawn": _("A reply in the interaction %(thing)s waits for approval no more."),
    "interaction.approval_alone": _(
        "%(person)s published a reply without approval in the interaction %(thing)s."
    ),
    "interaction.satisfaction_noted": _("%(person)s noted whether the interaction %(thing)s had helped."),
    "interaction.promise_released": _("%(person)s released a promise in the interaction %(thing)s."),
    "interaction.hidden": _("%(person)s hid what the public wrote in the interaction %(thing)s."),
    "interaction.removed": _("%(person)s removed what the public wrote in the interaction %(thing)s."),
    "interaction.author_warned": _("%(person)s warned the author of the interaction %(thing)s."),
    "interaction.author_banned": _("%(person)s banned the author of the interaction %(thing)s."),
    "interaction.refocused": _("%(person)s refocused the discussion of the interaction %(thing)s."),
    "interaction.moderation_reversed": _(
        "%(person)s reversed an act of moderation on the interaction %(thing)s."
    ),
    "interaction.moderation_appealed": _(
        "%(person)s recorded an appeal against moderation of the interaction %(thing)s."
    ),
    "interaction.appeal_upheld": _("%(person)s decided that moderation of the interaction %(thing)s stands."),
    "interaction.joined_question": _("%(person)s let the interaction %(thing)s wait with others."),
    "interaction.merged": _("%(person)s made other interactions one with the interaction %(thing)s."),
    "interaction.split": _("%(person)s split the interaction %(thing)s."),
    "interaction.split_off": _("%(person)s split off the interaction %(thing)s."),
    "interaction.channel_changed": _("%(person)s handed the interaction %(thing)s over to another account."),
    "interaction.directed": _("%(person)s told the author of %(thing)s to write on another account."),
    "interaction.arrived": _("Who was told in the interaction %(thing)s to write elsewhere has arrived."),
    "interaction.came_directed": _("The interaction %(thing)s comes from another account."),
    "approval_rule.set": _("%(person)s said who approves the replies of %(thing)s."),
    "interaction.moved": _("%(person)s changed the state of the interaction %(thing)s."),
    "interaction.put_back": _("%(person)s undid an act on the interaction %(thing)s."),
    "interactions.exported": _("%(person)s took the interactions of “%(thing)s” out as a file: %(count)s."),
    "view.saved": _("%(person)s saved the view %(thing)s of the inbox."),
    "view.changed": _("%(person)s changed the view %(thing)s of the inbox."),
    "view.deleted": _("%(person)s deleted the view %(thing)s of the inbox."),
    "view.put_back": _("%(person)s put back the view %(thing)s of the inbox."),
    "interactions.closed_quiet": _("%(person)s closed quiet interactions of “%(thing)s”: %(count)s."),
    "intake.given": _("%(person)s gave a file to be taken in (%(thing)s)."),
    "intake.taken_in": _("%(person)s took in a file of “%(thing)s”: %(count)s new messages."),
    "intake.received": _("“%(thing)s” took in messages of another program: %(count)s new ones."),
    "api_access.made": _("%(person)s made the token “%(thing)s” for another program."),
    "api_access.revoked": _("%(person)s revoked the token “%(thing)s” of another program."),
    "webhook.added": _("%(person)s let %(thing)s be told what happens on %(brand)s."),
    "webhook.stopped": _("%(thing)s is told no more what happens on %(brand)s."),
    "webhook.resumed": _("%(person)s let %(thing)s be told again what happens on %(brand)s."),
    "webhook.replayed": _("%(person)s let %(thing)s be told something a second time."),
    "intake.adoption_decided": _("%(person)s decided whether two messages are one (%(thing)s)."),
    "intake.refused_lines_taken": _("%(person)s downloaded the refused lines of the file %(thing)s."),
}

KINDS = {
    "inbox.interaction": _("interaction"),
    "inbox.savedview": _("saved view"),
    "inbox.intakerun": _("file taken in"),
    "inbox.adoptionquestion": _("doubtful message"),
    "api.token": _("token of another program"),
    "api.webhook": _("address that is told what happens"),
}
