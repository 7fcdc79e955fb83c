"""What is not finished in a crisis that somebody is about to end."""

from django.utils.translation import gettext as _

from channels_mgmt.crisis.models import Crisis


def leftovers_of(crisis: Crisis) -> list[str]:
    """In sentences: tasks that are not done, decisions that nobody took, and what was not said."""
    left = [
        _("Task not done: %(what)s (%(name)s)") % {"what": task.what, "name": task.who.name}
        for task in crisis.tasks.filter(done_at=None).select_related("who")
    ]
    asked = crisis.decisions.filter(decided_at=None).values_list("question", flat=True)
    left += [_("Nobody has decided: %(question)s") % {"question": question} for question in asked]
    last = crisis.statements.order_by("-number").first()
    if last is None:
        return left
    if last.approved_at is None:
        left.append(_("Version %(number)d of the statement is not approved.") % {"number": last.number})
    elif not last.published.exists():
        left.append(_("Version %(number)d of the statement is not published.") % {"number": last.number})
    return left
