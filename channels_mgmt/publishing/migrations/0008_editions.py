from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0007_campaigns_and_tests")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="edition",
            field=models.PositiveIntegerField(default=1, db_default=1, editable=False),
        )
        for name in ("ambassador", "community", "event")
    ]
