import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("brands", "0001_brands_and_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="brand",
            name="retention_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(3),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="months after which the words of the public are erased",
            ),
        ),
    ]
