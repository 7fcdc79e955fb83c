from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("team", "0006_time_and_means")]

    operations = [
        migrations.AddField(
            model_name="networksetup",
            name="edition",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
