"""The brands that are there already begin with the rules that a new one does."""

from django.db import migrations

GRAVE = ["strategic", "crisis_prone"]
USUAL = (
    ("marketing", "Veille courante, une fois par semaine", {"natures": ["routine"], "weekly": True}),
    ("legal", "Réglementation importante", {"topics": ["regulation"], "natures": GRAVE}),
    ("communication", "Réputation menacée", {"topics": ["reputation"], "natures": ["crisis_prone"]}),
)


def add_rules(apps, schema_editor):
    Brand = apps.get_model("brands", "Brand")
    Department = apps.get_model("accounts", "Department")
    Rule = apps.get_model("watch", "Rule")
    for brand in Brand.objects.filter(watch_rules=None).iterator():
        departments = Department.objects.filter(company=brand.company_id, closed_at=None).order_by("-pk")
        by_kind = {each.kind: each for each in departments}
        Rule.objects.bulk_create(
            Rule(brand=brand, name=name, department=by_kind[kind], **conditions)
            for kind, name, conditions in USUAL
            if kind in by_kind
        )


class Migration(migrations.Migration):
    dependencies = [("watch", "0001_items_and_feeds")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
