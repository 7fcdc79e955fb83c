"""The search through the index of words, for the role of requests.

An operator that PostgreSQL does not call leakproof, as that of text search is not, waits until row-level security
has looked at each row, and so would never use the index. Here the security comes first, once, for the brand.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION inbox_found(asked bigint, words tsquery, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT interaction_id FROM inbox_message
    WHERE brand_id = asked AND interaction_id IS NOT NULL
    AND (current_setting('role') = 'none' OR asked IN (SELECT cmhub_brands()))
    AND to_tsvector('cmhub_french'::regconfig, coalesce(author, '') || ' ' || coalesce(text, '')) @@ words
    ORDER BY sent_at DESC
    LIMIT most
$$
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0003_notes_can_be_erased"), ("brands", "0003_row_security")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION inbox_found(bigint, tsquery, integer)")]
