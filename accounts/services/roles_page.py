"""docs/roles.md: the table of roles and rights in words, written from the code."""

from pathlib import Path

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import override

from accounts.access import ROLE_RIGHTS, Right
from accounts.choices import AGENCY_ROLES, BRAND_ROLES, Role

PAGE = Path(settings.BASE_DIR) / "docs" / "roles.md"

OPENING = """\
# Roles and rights

Written by `make roles` from `accounts/access.py`; a test fails when the two differ. Change the code, then run
it.

## How a right is had

- A role is given **for the whole house** ({wide}) and then holds on each of its brands, or **on one brand**
  ({narrow}).
- Each role holds from a day until another, which is not part of it, or without end. Days begin and end at
  midnight in the time zone of the house: rights begin and lapse by themselves, in every list and on every
  page, without anybody doing anything.
- A role on a brand ends with the person's place in the house at the latest, on the same midnight. Who never
  had a place there (an executive of a client, for instance) keeps theirs.
- Somebody with no role of today on a brand does not see that it exists: every address of it answers 404. Who
  sees it but has no right to an act gets 403 with the reason.
- Rights add up: who has two roles may do what either allows.

## Channels and departments

- An assignment gives a role **on the whole brand or on one of its channels**, with hours a week. The channel
  says **who holds it** and answers for it; the access that comes with it is to the brand. The official
  account is the front desk, interactions are handed from one channel to another with their history, and
  whoever is on call covers the brand: whoever works for a brand may see and answer on all of its channels.
- The exception is **a department's own community manager**, who is attached to a department (careers,
  sales, a subsidiary…), by an assignment to a channel of the department or by a role that names it. They
  read the brand, but log, answer, sort and pass on **on the channels of that department only**, and take in
  no files, which bring what came in on any channel. Another role that works on channels lifts this.
- A department contact belongs to a department and sees what is asked of it on every brand of the company.

## What is refused

- An end that does not come after the start, a start or an end in the past, a role that the person has in the
  period already, a role of a brand given for the whole house and the reverse.
- Ending the role of the last administrator, or of the last person who may set up brands and people, or giving
  it an end: somebody else must have it without end first.

"""


def roles_page() -> str:
    """The page, in English whatever language is active."""
    with override("en"):
        opening = OPENING.format(wide=_names(AGENCY_ROLES), narrow=_names(BRAND_ROLES))
        return opening + _table() + "\n" + _by_role()


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(str(role.label) for role in roles)


def _table() -> str:
    """A row a right, a column a role."""
    head = ["right", *(str(role.label) for role in Role)]
    lines = [head, ["---", *(":-:" for _role in Role)]]
    for right in Right:
        held = ("●" if right in ROLE_RIGHTS[role] else "" for role in Role)
        lines.append([f"{capfirst(right.label)} (`{right.value}`)", *held])
    return "## Role × right\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _by_role() -> str:
    parts = ["## Role by role\n"]
    for role in Role:
        rights = [str(right.label) for right in Right if right in ROLE_RIGHTS[role]]
        where = "on every brand of the house" if role in AGENCY_ROLES else "on the brand"
        said = "everything" if len(rights) == len(Right) else "; ".join(rights)
        parts.append(f"- **{capfirst(role.label)}**, {where}: {said}.")
    return "\n".join(parts) + "\n"
