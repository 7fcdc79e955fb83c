from django.db import migrations

from benchmarks.changes.of_inbox import OfInbox

VALIDATE = "ALTER TABLE inbox_message VALIDATE CONSTRAINT message_heard_by_user"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("changes", "0012_reference_of_new_rows")]
    operations = [
        OfInbox(migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)),
    ]
