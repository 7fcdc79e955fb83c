import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_who_and_where"),
        ("brands", "0001_brands_and_roles"),
        ("escalations", "0001_rules_and_escalations"),
        ("inbox", "0002_interactions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="escalation",
            name="escalation_in_hand",
        ),
        migrations.AlterField(
            model_name="escalation",
            name="brand",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="escalations",
                to="brands.brand",
            ),
        ),
        migrations.AddIndex(
            model_name="escalation",
            index=models.Index(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=["brand", "state", "answer_by"],
                name="escalation_in_hand",
            ),
        ),
    ]
