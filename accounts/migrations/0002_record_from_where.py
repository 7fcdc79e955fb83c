import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was recorded of interactions named the brand alone: the agency, which follows from it, is added by the
# role that owns the table. There is nothing to add where the brands' table is yet to be made.
ADD_AGENCY = """
    DO $$ BEGIN
        IF to_regclass('brands_brand') IS NOT NULL THEN
            ALTER TABLE accounts_auditentry DISABLE TRIGGER USER;
            UPDATE accounts_auditentry SET agency_id = brands_brand.agency_id FROM brands_brand
            WHERE accounts_auditentry.agency_id IS NULL AND brands_brand.id = accounts_auditentry.brand_id;
            ALTER TABLE accounts_auditentry ENABLE TRIGGER USER;
        END IF;
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_who_and_where")]

    operations = [
        migrations.AddField("auditentry", "label", models.CharField(default="", max_length=200)),
        migrations.AddField("auditentry", "before", models.JSONField(default=dict)),
        migrations.AddField("auditentry", "after", models.JSONField(default=dict)),
        migrations.AddField(
            "auditentry", "address", models.GenericIPAddressField(null=True, verbose_name="address")
        ),
        migrations.AddField("auditentry", "device", models.CharField(default="", max_length=60)),
        migrations.AddField("auditentry", "source", models.CharField(default="", max_length=80)),
        migrations.AddField("auditentry", "once", models.CharField(max_length=120, null=True)),
        migrations.RunSQL(ADD_AGENCY, migrations.RunSQL.noop),
        migrations.AlterField(
            "auditentry",
            "agency",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="accounts.agency",
            ),
        ),
        migrations.AlterField(
            "auditentry",
            "by",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "auditentry",
            models.UniqueConstraint(
                condition=models.Q(("once__isnull", False)), fields=["once"], name="audit_once"
            ),
        ),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["agency", "at", "id"], name="audit_by_agency")
        ),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["agency", "verb", "at"], name="audit_by_verb")
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["brand_id", "at"], name="audit_by_brand")),
    ]
