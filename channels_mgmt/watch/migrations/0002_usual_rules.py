"""The brands that are there already begin with the rules that a new one does."""

from django.db import migrations

GRAVE = ["strategic", "crisis_prone"]
USUAL = (
    ("marketing", "Veille courante, une fois par semaine", {"natures": ["routine"], "weekly": True}),
    ("legal", "Réglementation importante", {"topics": ["regulation"], "natures": GRAVE}),
    ("communication", "Réputation menacée", {"topics": ["reputation"], "natures": ["crisis_prone"]}),
)


def add_rules(apps, schema_editor):
    alias = schema_editor.connection.alias
    Rule = apps.get_model("watch", "Rule")
    brands = apps.get_model("brands", "Brand").objects.using(alias)
    open_departments = apps.get_model("accounts", "Department").objects.using(alias).filter(closed_at=None)
    for brand in brands.filter(watch_rules=None).iterator():
        departments = open_departments.filter(company=brand.company_id).order_by("-pk")
        by_kind = {each.kind: each for each in departments}
        Rule.objects.using(alias).bulk_create(
            Rule(brand=brand, name=name, department=by_kind[kind], **conditions)
            for kind, name, conditions in USUAL
            if kind in by_kind
        )


class Migration(migrations.Migration):
    dependencies = [("watch", "0001_items_and_feeds")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
