"""The main job, from a new brand to the report its executive reads, in a real browser with a real worker.

In French, on a screen of 390 pixels. Each person has a browser of their own.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.choices import Role
from accounts.models import Agency, Notification, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Approval, IntakeRun, Interaction
from cmhub.lib.weeks import Week
from reporting.weekly.models import DecisionAsked, Quotation, WeeklyReport
from tests.cast import person
from tests.e2e.conftest import PHONE
from tests.waiting import wait_until

WEEK = Week.of(timezone.now().date()).previous
"""The week that ended: what is taken in has been sent in it."""


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    agency = Agency.objects.create(slug="kamer-com", name="Kamer Com")
    people = {name: person(name, agency) for name in ("cm", "contact", "executive")}
    people["manager"] = person("manager", agency, Role.MANAGER)
    return people


def file_of_real_form(folder: Path) -> Path:
    """Messages as a support tool exports them: other names, days in words, replies before questions."""
    monday = WEEK.start("Africa/Douala").astimezone(UTC)
    rows = []
    for number in range(12):
        asked = monday + timedelta(hours=9 + number * 11)
        rows.append(
            (
                f"{900 + number}",
                f"membre{number}",
                "True",
                asked,
                f"Toujours pas de réseau à Bonabéri n°{number} 😡",
                "",
            )
        )
        if number % 3:
            rows.append(
                (
                    f"{700 + number}",
                    "WouriSoutien",
                    "False",
                    asked + timedelta(minutes=7 * number),
                    "Bonjour, nous regardons.",
                    f"{900 + number}",
                )
            )
    path = folder / "export.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"])
        for row in reversed(rows):
            writer.writerow([*row[:3], row[3].strftime("%a %b %d %H:%M:%S +0000 %Y"), *row[4:]])
        writer.writerow(["", "membre99", "True", "un jour", "sans date", ""])
    return path


def create_brand(page: Page) -> None:
    page.goto("/brands/new/")
    page.get_by_label("Nom de la marque").fill("Wouri Mobile")
    page.locator("select[name=country]").select_option("CM")
    page.get_by_role("button", name="Créer la marque").click()
    page.wait_for_url("**/b/wouri-mobile/setup/")


def assign(page: Page, user: User) -> None:
    page.goto("/b/wouri-mobile/team/assign/")
    page.locator("select[name=role]").select_option(Role.COMMUNITY_MANAGER)
    page.locator("select[name=channel]").select_option(index=1)
    page.locator("input[name=hours_per_week]").fill("20")
    page.locator("input[name=is_lead]").check()
    page.locator("input[name=under_supervision]").check()  # the brand has no strategy yet
    who = page.locator("#who")
    chosen = who.locator(f"input[name=user][value='{user.pk}']")
    chosen.check()
    page.wait_for_load_state("networkidle")
    expect(chosen).to_be_checked()
    who.locator("button.btn--primary").click()
    expect(page.locator("main")).to_contain_text(user.name)


def appoint_contact(page: Page, user: User) -> None:
    page.goto("/b/wouri-mobile/departments/technical/contacts/new/")
    page.locator("input[name=name]").fill(user.name)
    page.locator("input[name=email]").fill(user.email)
    page.locator("select[name=user]").select_option(str(user.pk))
    page.locator("main form button.btn--primary").click()
    expect(page.locator("main")).to_contain_text(user.name)


def take_in(page: Page, path: Path) -> None:
    page.goto("/b/wouri-mobile/inbox/import/")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("main form button.btn--primary").click()
    page.wait_for_url("**/inbox/import/*/")
    page.locator("main form details.disclosure summary").click()
    for ours, theirs in {
        "message_id": "tweet_id", "direction": "inbound", "sent_at": "created_at",
        "author": "author_id", "text": "text", "in_reply_to": "in_response_to_tweet_id",
    }.items():  # fmt: skip
        page.locator(f"select[name={ours}]").select_option(theirs)
    page.locator("main form button.btn--primary").click()
    wait_until(lambda: IntakeRun.objects.filter(state="done").exists(), what="the intake by the worker")


def test_from_a_new_brand_to_the_report_that_is_read(
    people: dict[str, User], log_in: Callable[[str], Page], celery_worker: object, tmp_path: Path
) -> None:
    manager = log_in("manager")
    create_brand(manager)
    assign(manager, people["cm"])
    appoint_contact(manager, people["contact"])
    brand = Brand.objects.get()
    give_role(brand=brand, user=people["executive"], role=Role.EXECUTIVE, by=people["manager"])

    cm = log_in("cm")
    take_in(cm, file_of_real_form(tmp_path))
    run = IntakeRun.objects.get()
    assert (run.taken, run.refused, Interaction.objects.count()) == (20, 1, 12)

    answer_one(cm, manager)
    pass_one_on(cm)
    wait_until(lambda: Notification.objects.filter(state="sent").exists(), what="the contact's mail")

    answer_as_contact(log_in("contact"))
    relay(cm, manager)
    publish_report(cm, manager)
    executive = log_in("executive")
    read_report(executive)
    decide(executive)


def answer_one(page: Page, manager: Page) -> None:
    page.goto("/b/wouri-mobile/inbox/")
    expect(page.locator("main")).to_contain_text("Toujours pas de réseau")
    unanswered = Interaction.objects.filter(first_response_at=None).earliest("opened_at")
    page.goto(f"/interactions/{unanswered.pk}/")
    page.locator("#answer textarea").fill("Bonjour, l’antenne de Bonabéri est réparée. Merci de redémarrer.")
    page.locator("#answer button.btn--primary").click()
    publish_with_two(page, manager)
    expect(page.locator(".thread").last).to_contain_text("l’antenne de Bonabéri est réparée")
    unanswered.refresh_from_db()
    assert unanswered.state == "answered"


def publish_with_two(page: Page, manager: Page) -> None:
    """Who works under supervision publishes what somebody else has approved, in two taps."""
    expect(page.locator("#approval")).to_be_visible()
    waiting = Approval.objects.waiting().get()
    manager.goto(f"/approvals/{waiting.pk}/")
    manager.locator("button[name=approve]").click()
    wait_until(lambda: not Approval.objects.waiting().exists(), what="the approval")
    page.reload()
    page.locator("#approval button.btn--primary").click()


def pass_one_on(page: Page) -> None:
    waiting = Interaction.objects.filter(first_response_at=None).earliest("opened_at")
    page.goto(f"/interactions/{waiting.pk}/pass-on/")
    page.locator("select[name=department]").select_option(label="Support technique")
    page.locator("textarea[name=question]").fill("L’antenne de Bonabéri est-elle en panne ?")
    page.locator("#pass-on form button.btn--primary").click()
    wait_until(lambda: Escalation.objects.exists(), what="the escalation")
    waiting.refresh_from_db()
    assert waiting.state == "waiting_escalated"


def answer_as_contact(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("L’antenne de Bonabéri est-elle en panne ?")
    page.get_by_role("link", name="L’antenne de Bonabéri").first.click()
    page.locator("textarea[name=publishable]").fill("L’antenne sera remise en service à 18 h.")
    page.locator("textarea[name=internal]").fill(
        "Le groupe électrogène a été volé dimanche soir sur le site."
    )
    page.locator("button[value=answer]").click()
    wait_until(lambda: Escalation.objects.get().state == "answered", what="the department's answer")


def relay(page: Page, manager: Page) -> None:
    escalation = Escalation.objects.get()
    page.goto("/")
    expect(page.locator("main")).to_contain_text("membre")
    page.goto(f"/escalations/{escalation.pk}/")
    expect(page.locator("form[action$='/relay/'] textarea")).to_have_value(
        "L’antenne sera remise en service à 18 h."
    )
    page.locator("form[action$='/relay/'] button.btn--primary").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"/interactions/{escalation.interaction_id}/")
    publish_with_two(page, manager)
    wait_until(lambda: Escalation.objects.get().state == "relayed", what="the relay")
    assert escalation.interaction.messages.filter(direction="out", text__contains="18 h").exists()


def publish_report(cm: Page, manager: Page) -> None:
    cm.goto(f"/b/wouri-mobile/reports/{WEEK}/")
    cm.locator("#report form button.btn--primary").click()
    wait_until(lambda: WeeklyReport.objects.exists(), what="the report by the worker")
    quote_in_two_taps(cm)
    cm.goto(f"/b/wouri-mobile/reports/{WEEK}/write/")
    service = cm.locator("#service")
    service.locator("textarea[name=service-text]").fill("Le réseau manque à Bonabéri")
    service.locator("input[name=service-quotations]").check()
    service.locator("form button", has_text="Ajouter").click()
    wait_until(lambda: Quotation.objects.filter(insight__isnull=False).exists(), what="the insight")
    expect(service.locator("p", has_text="Le réseau manque à Bonabéri")).to_be_visible()
    asked = cm.locator("#decision")
    asked.locator("summary").click()
    asked.locator("textarea[name=decision-text]").fill("Doubler l’alimentation du site de Bonabéri ?")
    asked.locator("form button", has_text="Ajouter").click()
    wait_until(lambda: DecisionAsked.objects.exists(), what="the decision that is asked for")
    cm.goto(f"/b/wouri-mobile/reports/{WEEK}/write/")
    cm.locator("textarea[name=reading_fr]").fill("Une panne à Bonabéri explique la semaine.")
    cm.locator("button[name=complete]").click()
    wait_until(lambda: WeeklyReport.objects.get().state == "completed", what="the qualitative half")
    manager.goto(f"/b/wouri-mobile/reports/{WEEK}/")
    manager.on("dialog", lambda dialog: dialog.accept())
    manager.locator("form[action$='/publish/'] button").click()
    wait_until(lambda: WeeklyReport.objects.get().state == "published", what="the publication")


def quote_in_two_taps(page: Page) -> None:
    page.goto(f"/interactions/{Interaction.objects.earliest('opened_at').pk}/")
    # What was said before the last lines is folded.
    page.locator("details", has=page.locator("a", has_text="Citer")).first.locator("summary").first.click()
    page.get_by_role("link", name="Citer").first.click()
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("Toujours pas de réseau")
    dialog.get_by_role("button", name="Service").click()
    wait_until(lambda: Quotation.objects.filter(area="service").exists(), what="the quotation")


def decide(page: Page) -> None:
    """On the executive's home, with a word."""
    page.goto("/")
    asked = page.locator("li", has_text="Doubler l’alimentation")
    asked.locator("textarea").fill("Dès ce mois-ci.")
    asked.get_by_role("button", name="Oui").click()
    wait_until(lambda: DecisionAsked.objects.get().answer == "yes", what="the executive's answer")
    expect(page.locator("li", has_text="Doubler l’alimentation")).to_contain_text("Dès ce mois-ci.")
    told = Notification.objects.filter(key__startswith="decision_answered:")
    assert set(told.values_list("email", flat=True)) == {"cm@example.com", "manager@example.com"}


def read_report(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("Wouri Mobile")
    page.goto(f"/b/wouri-mobile/reports/{WEEK}/")
    report = page.locator("#report")
    expect(report).to_contain_text("12 interactions")
    expect(report).to_contain_text("Une panne à Bonabéri explique la semaine.")
    expect(report).to_contain_text("Doubler l’alimentation du site de Bonabéri ?")
    expect(report.locator("blockquote").first).to_contain_text("Toujours pas de réseau")
    # The server's picture, until the interactive chart takes its place.
    expect(report.locator("figure.chart svg").locator("visible=true").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.documentElement.lang") == "fr"
    stored = WeeklyReport.objects.get()
    assert (stored.state, stored.first_read_by.name) == ("read", "Executive")
    assert stored.quantitative["interactions"]["opened"] == 12
    assert datetime.now(UTC) > stored.published_at
