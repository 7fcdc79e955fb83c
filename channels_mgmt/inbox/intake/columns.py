"""Which column of a file holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cmhub.lib.tabular.names import simplified


class Column(NamedTuple):
    """A column of the message file: its public name, how a page calls it, and how other files call it."""

    name: str
    label: str | Promise
    needed: bool
    others: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "message_id",
        gettext_lazy("message id"),
        True,
        ("id", "tweet_id", "post id", "comment_id", "identifiant", "id du message"),
    ),
    Column("direction", pgettext_lazy("message", "direction"), True, ("inbound", "entrant", "sens", "type")),
    Column(
        "sent_at",
        gettext_lazy("sent at"),
        True,
        ("created_at", "date", "time", "timestamp", "created_time", "heure", "date et heure", "envoye le"),
    ),
    Column(
        "author",
        gettext_lazy("author"),
        True,
        ("author_id", "from", "user", "username", "auteur", "nom", "expediteur"),
    ),
    Column(
        "text",
        gettext_lazy("text"),
        True,
        ("message", "body", "content", "texte", "contenu", "commentaire", "comment"),
    ),
    Column(
        "in_reply_to",
        gettext_lazy("in reply to"),
        False,
        ("in_response_to_tweet_id", "in_reply_to_id", "parent_id", "reponse a", "en reponse a"),
    ),
    Column(
        "conversation", gettext_lazy("conversation"), False, ("conversation_id", "thread_id", "thread", "fil")
    ),
    Column("to", gettext_lazy("author answered"), False, ("recipient", "a", "destinataire")),
    Column("automatic", gettext_lazy("automatic"), False, ("automatique", "is_automated", "bot")),
    Column("channel", gettext_lazy("channel"), False, ("canal", "page")),
    Column(
        "kind",
        pgettext_lazy("interaction", "kind"),
        False,
        ("type de demande", "category", "categorie", "nature"),
    ),
    Column("theme", gettext_lazy("theme"), False, ("topic", "sujet")),
    Column("sentiment", gettext_lazy("sentiment"), False, ("tonalite",)),
    Column("language", gettext_lazy("language"), False, ("lang", "langue")),
    Column("url", gettext_lazy("link"), False, ("permalink", "lien", "permalien", "link")),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)

Mapped = dict[str, int]
"""Our name of a column to its place in the file."""


class ColumnsError(ValueError):
    """Columns that are not there, or are not ours; `str()` is a sentence."""


def find_columns(header: Sequence[str], columns: Mapping[str, str] | None = None) -> Mapped:
    """Where each of our columns is: under the name that `columns` gives it, else under our own.

    Raises ColumnsError for a needed column that is not there, for a name in `columns` that is not ours or
    not in the file, and for a column that the file has twice.
    """
    asked = {ours: theirs for ours, theirs in (columns or {}).items() if theirs}
    if strange := sorted(set(asked) - set(NAMES)):
        raise ColumnsError(
            _("“%(name)s” is not a column of the message file. Its columns are: %(names)s.")
            % {"name": strange[0], "names": ", ".join(NAMES)}
        )
    mapped: Mapped = {}
    for ours in NAMES:
        theirs = asked.get(ours, ours)
        place = place_of(theirs, header)
        if place is not None:
            mapped[ours] = place
        elif ours in asked:
            raise ColumnsError(_("The file has no column “%(name)s”.") % {"name": theirs})
    if missing := [name for name in NEEDED if name not in mapped]:
        raise ColumnsError(
            _("The file has no column for: %(names)s. Say which column holds it.")
            % {"names": ", ".join(missing)}
        )
    return mapped


def place_of(name: str, header: Sequence[str]) -> int | None:
    """The place of a column, by its exact name, else case and surrounding spaces aside."""
    for compared in (str, lambda text: text.strip().casefold()):
        wanted = compared(name)
        places = [place for place, found in enumerate(header) if compared(found) == wanted]
        if len(places) > 1:
            raise ColumnsError(_("The file has the column “%(name)s” more than once.") % {"name": name})
        if places:
            return places[0]
    return None


def guess_columns(header: Sequence[str]) -> dict[str, str]:
    """Our columns to theirs as far as names tell, for a person to check; each column of the file once."""
    simple = [simplified(name) for name in header]
    guessed: dict[str, str] = {}
    used: set[int] = set()
    for own_name_only in (True, False):
        for column in COLUMNS:
            if column.name in guessed:
                continue
            for name in (column.name,) if own_name_only else column.others:
                place = simple.index(simplified(name)) if simplified(name) in simple else None
                if place is not None and place not in used:
                    used.add(place)
                    guessed[column.name] = header[place]
                    break
    return guessed
