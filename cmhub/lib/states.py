"""How states, kinds and networks look: word, icon and tone, keyed by the codes of the glossary."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Look(NamedTuple):
    """A word, the name of its icon, and the tone that gives the colour: "", strong, good, wait or danger."""

    label: str | Promise
    icon: str
    tone: str = ""


UNKNOWN = Look(pgettext_lazy("state", "unknown"), "question")

STATES: dict[str, Look] = {
    # an interaction
    "new": Look(pgettext_lazy("state", "new"), "circle-dot", "strong"),
    "in_progress": Look(pgettext_lazy("state", "in progress"), "loader", "strong"),
    "waiting": Look(pgettext_lazy("state", "waiting"), "hourglass", "wait"),
    "waiting_escalated": Look(pgettext_lazy("state", "waiting for a department"), "escalate", "wait"),
    "waiting_approval": Look(pgettext_lazy("state", "waiting for approval"), "hourglass", "wait"),
    "escalated": Look(pgettext_lazy("state", "passed on"), "escalate", "wait"),
    "answered": Look(pgettext_lazy("state", "answered"), "check", "good"),
    "closed": Look(pgettext_lazy("state", "closed"), "circle-check"),
    "hidden": Look(pgettext_lazy("state", "hidden"), "eye-off"),
    "removed": Look(pgettext_lazy("state", "removed"), "trash"),
    "raised": Look(pgettext_lazy("state", "possible crisis"), "alert-octagon", "danger"),
    "dismissed": Look(pgettext_lazy("state", "no crisis"), "circle-check"),
    "crisis": Look(pgettext_lazy("state", "crisis"), "siren", "danger"),
    "set_aside": Look(pgettext_lazy("state", "set aside"), "archive"),
    "reopened": Look(pgettext_lazy("state", "reopened"), "refresh", "strong"),
    # an escalation
    "opened": Look(pgettext_lazy("state", "opened"), "circle-dot", "strong"),
    "notified": Look(pgettext_lazy("state", "notified"), "bell", "wait"),
    "acknowledged": Look(pgettext_lazy("state", "acknowledged"), "eye", "wait"),
    "information_asked": Look(pgettext_lazy("state", "information asked"), "question", "wait"),
    "relayed": Look(pgettext_lazy("state", "relayed to the public"), "checks", "good"),
    "put_in_touch": Look(pgettext_lazy("state", "put in touch"), "handshake", "good"),
    "cancelled": Look(pgettext_lazy("state", "cancelled"), "circle-x"),
    # a watch item
    "logged": Look(pgettext_lazy("watch state", "logged"), "circle-dot", "strong"),
    "transmitted": Look(pgettext_lazy("watch state", "transmitted"), "send", "wait"),
    "decided": Look(pgettext_lazy("watch state", "decided"), "check", "good"),
    "filed": Look(pgettext_lazy("watch state", "filed"), "archive"),
    # a crisis
    "contained": Look(pgettext_lazy("state", "contained"), "shield", "wait"),
    "learnt": Look(pgettext_lazy("state", "lesson written"), "bulb", "good"),
    # an approval
    "pending": Look(pgettext_lazy("state", "pending"), "hourglass", "wait"),
    "asked": Look(pgettext_lazy("state", "waiting for approval"), "hourglass", "wait"),
    "changed": Look(pgettext_lazy("state", "approved with changes"), "check", "good"),
    "alone": Look(pgettext_lazy("state", "published without approval"), "alert", "danger"),
    "approved": Look(pgettext_lazy("state", "approved"), "check", "good"),
    "sent_back": Look(pgettext_lazy("state", "sent back"), "undo", "danger"),
    "expired": Look(pgettext_lazy("state", "expired"), "clock", "danger"),
    # a weekly report
    "computed": Look(pgettext_lazy("state", "computed"), "chart", "strong"),
    "completed": Look(pgettext_lazy("state", "completed"), "pencil", "wait"),
    "published": Look(pgettext_lazy("state", "published"), "check", "good"),
    "read": Look(pgettext_lazy("state", "read"), "eye", "good"),
    "unread": Look(pgettext_lazy("state", "not read yet"), "mail", "wait"),
    # a strategy
    "submitted": Look(pgettext_lazy("state", "submitted"), "hourglass", "wait"),
    "validated": Look(pgettext_lazy("state", "validated"), "check", "good"),
    "superseded": Look(pgettext_lazy("state", "superseded"), "archive"),
    # a post
    "idea": Look(pgettext_lazy("state", "idea"), "bulb"),
    "draft": Look(pgettext_lazy("state", "draft"), "pencil"),
    "proofread": Look(pgettext_lazy("state", "proofread"), "checks"),
    "scheduled": Look(pgettext_lazy("state", "scheduled"), "calendar", "wait"),
    # an assignment, a channel
    "active": Look(pgettext_lazy("state", "active"), "circle-check", "good"),
    "under_supervision": Look(pgettext_lazy("state", "under supervision"), "eye", "wait"),
    "planned": Look(pgettext_lazy("state", "planned"), "calendar"),
    "ended": Look(pgettext_lazy("state", "ended"), "circle-minus"),
    "blocked": Look(pgettext_lazy("state", "blocked"), "lock", "danger"),
    # whether somebody may speak for a brand
    "ready": Look(pgettext_lazy("state", "ready"), "circle-check", "good"),
    "supervised": Look(pgettext_lazy("state", "under supervision"), "eye", "wait"),
    "lapsed": Look(pgettext_lazy("state", "lapsed"), "clock", "danger"),
    "never": Look(pgettext_lazy("state", "not checked yet"), "alert", "wait"),
    "dormant": Look(pgettext_lazy("state", "dormant"), "moon", "wait"),
    # work in the background
    "given": Look(pgettext_lazy("state", "to be checked"), "eye", "wait"),
    "queued": Look(pgettext_lazy("state", "queued"), "hourglass", "wait"),
    "running": Look(pgettext_lazy("state", "running"), "loader", "wait"),
    "done": Look(pgettext_lazy("state", "done"), "check", "good"),
    "partial": Look(pgettext_lazy("state", "done in part"), "alert", "wait"),
    "failed": Look(pgettext_lazy("state", "failed"), "circle-x", "danger"),
    # a promise, a notification, anything with a deadline
    "open": Look(pgettext_lazy("state", "open"), "circle", "strong"),
    "kept": Look(pgettext_lazy("state", "kept"), "check", "good"),
    "sent": Look(pgettext_lazy("state", "sent"), "send", "good"),
    "late": Look(pgettext_lazy("state", "late"), "alarm", "danger"),
    "due": Look(pgettext_lazy("state", "due"), "clock", "wait"),
    "on_time": Look(pgettext_lazy("state", "on time"), "check", "good"),
    "ok": Look(pgettext_lazy("state", "in order"), "check", "good"),
    "missing": Look(pgettext_lazy("state", "missing"), "alert", "danger"),
    "unknown": UNKNOWN,
}

KINDS: dict[str, Look] = {
    "question": Look(_("question"), "question"),
    "complaint": Look(_("complaint"), "complaint"),
    "technical_problem": Look(_("technical problem"), "bug"),
    "lead": Look(pgettext_lazy("interaction kind", "lead"), "cart"),
    "praise": Look(_("praise"), "thumb-up"),
    "suggestion": Look(_("suggestion"), "bulb"),
    "partnership": Look(_("partnership"), "handshake"),
    "press": Look(_("press"), "press"),
    "job": Look(pgettext_lazy("interaction kind", "job"), "briefcase"),
    "design": Look(_("design or brand asset"), "palette"),
    "site_fault": Look(_("app or site fault"), "device"),
    "abuse": Look(_("abuse"), "shield"),
    "crisis_signal": Look(_("crisis signal"), "siren", "danger"),
    "other": Look(pgettext_lazy("interaction kind", "other"), "tag"),
}

NETWORKS: dict[str, Look] = {
    "facebook": Look("Facebook", "brand-facebook"),
    "x": Look("X", "brand-x"),
    "instagram": Look("Instagram", "brand-instagram"),
    "linkedin": Look("LinkedIn", "brand-linkedin"),
    "tiktok": Look("TikTok", "brand-tiktok"),
    "youtube": Look("YouTube", "brand-youtube"),
    "whatsapp": Look("WhatsApp", "brand-whatsapp"),
    "telegram": Look("Telegram", "brand-telegram"),
    "blog": Look(_("blog"), "blog"),
    "forum": Look(_("forum"), "forum"),
    "reviews": Look(_("review site"), "review"),
}
