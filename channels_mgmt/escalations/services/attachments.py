"""Pictures and PDF that departments put to their answers: kept under MEDIA_ROOT, where no address leads,
under names of ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations.choices import FileKind, State
from channels_mgmt.escalations.models import AnswerFile, Escalation
from channels_mgmt.escalations.services.history import audit, hold
from cmhub.lib.documents import Document, DocumentError, read_document
from cmhub.lib.kept_files import forget, forget_unknown, path_in, write_whole
from cmhub.lib.pictures import CONTENT_TYPE as PICTURE_TYPE
from cmhub.lib.pictures import PictureError

MOST_FILES = 10
"""Of one escalation."""
LONGEST_NAME = 120
FOLDER = "answers"
ENDINGS = {FileKind.PICTURE: "jpg", FileKind.PDF: "pdf"}
TYPES = {FileKind.PICTURE: PICTURE_TYPE, FileKind.PDF: "application/pdf"}
NOT_OF_NAMES = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
"""What no file system takes, and what makes a name read otherwise than it is."""


def attach(
    *,
    escalation: Escalation,
    file: IO[bytes],
    name: str,
    publishable: bool,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> AnswerFile:
    """Puts a picture or PDF to the answer; the same file sent again gives that of the first time.

    Also after the answer: nothing that was given is lost. Raises ValidationError, in words, for what is
    neither, for one too many, and once the escalation is closed.
    """
    now = at or timezone.now()
    document = _read(file, name)
    with transaction.atomic():
        held = hold(escalation)
        kept = AnswerFile.objects.filter(escalation=held)
        same = kept.filter(fingerprint=document.fingerprint, publishable=publishable).first()
        if same:
            return same
        _refuse(held, kept.count())
        added = AnswerFile(
            brand_id=held.brand_id,
            escalation=held,
            kind=document.kind,
            name=shown_name(name, document.kind),
            size=len(document.data),
            publishable=publishable,
            fingerprint=document.fingerprint,
            contact=contact,
            by=by,
            at=now,
            leg=held.leg,
            department_id=held.department_id,
        )
        write_whole(path_of(added), document.data)
        added.save(force_insert=True)
        told = {"file": added.pk, "contact": contact.pk if contact else None, "via": via}
        audit("escalation.file_added", held, by=by, at=now, **told)
    return added


def remove(
    *,
    file: AnswerFile,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> None:
    """Takes a file away that was chosen by mistake, as long as the answer has not been given."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(file.escalation)
        if not held.is_unanswered or file.leg != held.leg:
            raise ValidationError(_("The answer has been given with this file: it stays."), code="answered")
        path, pk = path_of(file), file.pk
        AnswerFile.objects.filter(pk=pk).delete()
        told = {"file": pk, "contact": contact.pk if contact else None, "via": via}
        audit("escalation.file_removed", held, by=by, at=now, **told)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def taken(
    file: AnswerFile, *, by: User | None, contact: Contact | None = None, at: datetime | None = None
) -> None:
    """Somebody has taken a file away."""
    told = {"file": file.pk, "contact": contact.pk if contact else None}
    audit("escalation.file_taken", file.escalation, by=by, at=at or timezone.now(), **told)


def of_department(escalation: Escalation) -> QuerySet[AnswerFile]:
    """Those that the department which is asked reads: not what was put there for us alone while another
    one was, whoever put it.
    """
    own = Q(publishable=True) | Q(department=escalation.department_id)
    return AnswerFile.objects.filter(own, escalation=escalation)


def shown_name(name: str, kind: str) -> str:
    """The file's own name, without folders and signs that mislead, with the ending of what it is."""
    last = re.split(r"[\\/]", name)[-1]
    stem = " ".join(NOT_OF_NAMES.sub(" ", last).rpartition(".")[0 if "." in last else 2].split())
    ending = f".{ENDINGS[FileKind(kind)]}"
    return (stem or _("file"))[: LONGEST_NAME - len(ending)] + ending


def path_of(file: AnswerFile) -> Path:
    return path_in(FOLDER, file.stored_as, f".{ENDINGS[FileKind(file.kind)]}")


def type_of(file: AnswerFile) -> str:
    return TYPES[FileKind(file.kind)]


def erase_files(escalations: Collection[int]) -> None:
    """Deletes what was put to the answers of these escalations, and the files once that is certain."""
    files = AnswerFile.objects.filter(escalation__in=escalations)
    paths = [path_of(each) for each in files]
    files.delete()
    transaction.on_commit(lambda: forget(paths))


def forget_unknown_files(*, at: datetime | None = None) -> int:
    """Deletes the files that no row knows; how many."""
    return forget_unknown(FOLDER, AnswerFile.objects.all(), at=at)


def _read(file: IO[bytes], name: str) -> Document:
    try:
        return read_document(file)
    except (DocumentError, PictureError) as problem:
        told = {"file": name, "problem": str(problem)}
        raise ValidationError(_("%(file)s: %(problem)s") % told, code=problem.code) from problem


def _refuse(escalation: Escalation, count: int) -> None:
    if escalation.state == State.CLOSED:
        raise ValidationError(_("This question was closed meanwhile: no file can be added."), code="closed")
    if count >= MOST_FILES:
        told = {"number": MOST_FILES}
        raise ValidationError(_("At most %(number)s files go with an answer.") % told, code="many")
