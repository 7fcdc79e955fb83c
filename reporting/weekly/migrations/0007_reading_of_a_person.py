from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("weekly", "0006_quotations_of_earlier_reports")]

    operations = [
        migrations.RemoveConstraint(model_name="reportreading", name="report_read_once_by_each"),
        migrations.RenameField(model_name="reportreading", old_name="by", new_name="user"),
        migrations.AddConstraint(
            model_name="reportreading",
            constraint=models.UniqueConstraint(fields=("report", "user"), name="report_read_once_by_each"),
        ),
    ]
