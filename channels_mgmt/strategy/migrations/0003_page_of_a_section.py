from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0002_briefings"),
    ]

    operations = [
        migrations.AddField(
            model_name="sectionedition",
            name="page",
            field=models.UUIDField(editable=False, null=True),
        ),
    ]
