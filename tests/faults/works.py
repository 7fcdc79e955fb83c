"""The four works that must survive whatever dies: intake, reports, escalations, mail.

Each is made for a brand of its own by code that runs in the installation: `rows`, while the queue is away,
and `begun`, which queues it. It is over when `left` counts nothing any more, and then `whole` tells what
there is of it: all, and nothing twice. BRAND stands for the brand's slug, COUNT for how much there is to do.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNT = 40
HOUSE = """
from datetime import timedelta
from django.utils import timezone
from accounts.choices import Role
from accounts.models import Agency, Membership, User
from accounts.services.places import add_contact
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.lib import enqueue as queue
queue.send = lambda *_task: False
now = timezone.now()
agency, _made = Agency.objects.get_or_create(slug="pannes", defaults={"name": "Agence des pannes"})
rose = User.objects.filter(email="rose@pannes.example").first()
if rose is None:
    rose = User.objects.create_user("rose@pannes.example", None, name="Rose")
    day = now.date() - timedelta(days=9)
    Membership.objects.create(agency=agency, user=rose, role=Role.MANAGER, starts_on=day)
brand = create_brand(agency=agency, name="BRAND", slug="BRAND", countries=["CM"], by=rose)
sales = brand.company.departments.get(kind="sales")
for name in ("awa", "ibrahim", "zoe"):
    add_contact(department=sales, name=name, email=name + "@BRAND.example", is_head=name == "zoe")
def said(number):
    return log_interaction(
        brand=brand, channel=brand.channels.get(), author=f"Passant {number}", text="Alors ?", by=rose
    )
"""
OF_BRAND = "(SELECT id FROM brands_brand WHERE slug = 'BRAND')"


@dataclass(frozen=True)
class Work:
    """The gate stands before an `act` on `table`, for rows of which `when` holds."""

    name: str
    worker: str
    table: str
    rows: str
    begun: str
    left: str
    whole: str
    expected: tuple[int, ...]
    act: str = "INSERT"
    when: str = "true"


def filled(words: str, brand: str) -> str:
    return words.replace("BRAND", brand).replace("COUNT", str(COUNT))


INTAKE = Work(
    name="intake",
    worker="long worker",
    table="inbox_waitingepisode",
    rows="""
import io, uuid
from channels_mgmt.inbox.services import intake_runs
lines = ["message_id,direction,sent_at,author,text,in_reply_to"]
for number in range(COUNT):
    at = now - timedelta(days=9, minutes=number)
    lines.append(f"q{number},in,{at.isoformat()},awa{number},Bonjour,")
    lines.append(f"a{number},out,{(at + timedelta(seconds=9)).isoformat()},nous,Voici,q{number}")
file = io.BytesIO("\\n".join(lines).encode())
channel = brand.channels.get()
run = intake_runs.give_file(brand=brand, file=file, name="f.csv", channel=channel, by=rose, key=uuid.uuid4())
intake_runs.start_run(run=run, columns=run.columns, channel=channel, by=rose)
""",
    begun="""
from channels_mgmt.inbox.models import IntakeRun
from channels_mgmt.inbox.tasks import take_in_run
take_in_run.delay(IntakeRun.objects.get(brand__slug="BRAND").pk)
""",
    left=f"SELECT count(*) FROM inbox_intakerun WHERE state <> 'done' AND brand_id = {OF_BRAND}",
    whole=f"""
SELECT (SELECT count(*) FROM inbox_message WHERE brand_id = {OF_BRAND}),
       (SELECT count(*) FROM inbox_interaction WHERE brand_id = {OF_BRAND}),
       (SELECT sum(taken + known) FROM inbox_intakerun WHERE brand_id = {OF_BRAND})
""",
    expected=(2 * COUNT, COUNT, 2 * COUNT),
)
REPORTS = Work(
    name="reports",
    worker="long worker",
    table="weekly_weeklyreport",
    rows="""
from cmhub.lib.weeks import Week
from reporting.weekly.services.runs import ask_for_report
week = Week.of(now.date()).previous
for _back in range(3):
    ask_for_report(brand=brand, week=week, by=rose)
    week = week.previous
""",
    begun="""
from reporting.weekly.models import ReportRun
from reporting.weekly.tasks import compute_run
for run in ReportRun.objects.filter(brand__slug="BRAND"): compute_run.delay(run.pk)
""",
    left=f"SELECT count(*) FROM weekly_reportrun WHERE finished_at IS NULL AND brand_id = {OF_BRAND}",
    whole=f"""
SELECT (SELECT count(*) FROM weekly_weeklyreport WHERE brand_id = {OF_BRAND}),
       (SELECT count(DISTINCT week) FROM weekly_weeklyreport WHERE brand_id = {OF_BRAND}),
       (SELECT count(*) FROM weekly_reportrun WHERE brand_id = {OF_BRAND} AND error <> '')
""",
    expected=(3, 3, 0),
)
ESCALATIONS = Work(
    name="escalations",
    worker="quick worker",
    table="escalations_escalationevent",
    when="NEW.verb = 'climbed'",
    rows="""
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.opening import open_escalation
for number in range(COUNT):
    at = now - timedelta(hours=3)
    open_escalation(interaction=said(number), question="?", department=sales, by=rose, at=at)
Escalation.objects.filter(brand=brand).update(
    may_wake=True, around_the_clock=True, acknowledge_by=now, answer_by=now + timedelta(days=9),
    next_step_at=now,
)
""",
    begun="from channels_mgmt.escalations.tasks import sweep\nsweep.delay()",
    left=f"SELECT count(*) FROM escalations_escalation WHERE step = 0 AND brand_id = {OF_BRAND}",
    whole=f"""
SELECT count(*), min(climbed), max(climbed), min(told), max(told) FROM (
    SELECT (SELECT count(*) FROM escalations_escalationevent
            WHERE escalation_id = escalation.id AND verb = 'climbed') AS climbed,
           (SELECT count(*) FROM accounts_notification WHERE thread = 'escalation.' || escalation.id) AS told
    FROM escalations_escalation AS escalation WHERE brand_id = {OF_BRAND}
) AS each
""",
    expected=(COUNT, 1, 1, 2, 2),
)
MAIL = Work(
    name="mail",
    worker="quick worker",
    table="accounts_notification",
    act="UPDATE",
    when="NEW.state = 'sent'",
    rows="""
from accounts.services.outbox import notify
for number in range(COUNT):
    notify(
        key=f"BRAND:{number}", agency=agency, email=f"p{number}@BRAND.example", subject="Bonjour", body="…",
        language="fr", sender_name="Agence", at=now,
    )
""",
    begun="from accounts.tasks import send_outbox\nsend_outbox.delay()",
    left="""
SELECT count(*) FROM accounts_notification WHERE key LIKE 'BRAND:%' AND state IN ('pending', 'sending')
""",
    whole="""
SELECT count(*), count(*) FILTER (WHERE state IN ('sent', 'unknown')) FROM accounts_notification
WHERE key LIKE 'BRAND:%'
""",
    expected=(COUNT, COUNT),
)
WORKS = (INTAKE, REPORTS, ESCALATIONS, MAIL)
