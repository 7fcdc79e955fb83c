from django.db import migrations

from benchmarks.changes.of_inbox import OfInbox

ADD = """
ALTER TABLE inbox_message ADD CONSTRAINT message_heard_by_user
FOREIGN KEY (heard_by_id) REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
DROP = "ALTER TABLE inbox_message DROP CONSTRAINT message_heard_by_user"


class Migration(migrations.Migration):
    dependencies = [("changes", "0011_index_of_the_reference")]
    operations = [
        OfInbox(migrations.RunSQL(ADD, DROP)),
    ]
