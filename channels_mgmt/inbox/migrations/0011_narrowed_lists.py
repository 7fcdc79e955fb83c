"""Indexes and the function by which lists, filters and searches take as long in ten million messages as in ten.

A search goes from the newest messages of the brand to older ones, each time as far again as it has come,
and ends once it has enough: a word that is in half of all messages is found as fast as one that is in a few. The
index of words holds the brand and each four days as one number, a shelf, so that it reads no more than those days.
The shelf is an array, because an index of words can look for several of them at a time in no other way.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

SHELF = """
CREATE FUNCTION inbox_shelf(brand bigint, sent timestamptz) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY[brand * 100000 + ((sent AT TIME ZONE 'UTC')::date - '2000-01-01'::date) / 4]
$$
"""
FOUND = """
CREATE FUNCTION inbox_found(
    asked bigint, words tsquery, most integer,
    since timestamptz DEFAULT '-infinity', before timestamptz DEFAULT 'infinity'
) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    oldest timestamptz;
    newest timestamptz;
    first bigint;
    shelf bigint;
    last bigint;
    shelves bigint := 1;
    taken integer;
BEGIN
    IF current_setting('role') <> 'none' AND asked NOT IN (SELECT cmhub_brands()) THEN
        RETURN;
    END IF;
    SELECT min(sent_at), max(sent_at) INTO oldest, newest FROM inbox_message WHERE brand_id = asked;
    IF newest IS NULL THEN
        RETURN;
    END IF;
    first := (inbox_shelf(asked, least(newest, before)))[1];
    shelf := first;
    last := (inbox_shelf(asked, greatest(oldest, since)))[1];
    WHILE most > 0 AND shelf >= last LOOP
        RETURN QUERY
            SELECT interaction_id FROM inbox_message
            WHERE inbox_shelf(brand_id, sent_at)
                && ARRAY(SELECT generate_series(greatest(shelf - shelves + 1, last), shelf))
            AND to_tsvector('cmhub_french'::regconfig, coalesce(author, '') || ' ' || coalesce(text, '')) @@ words
            AND interaction_id IS NOT NULL AND sent_at >= since AND sent_at < before
            GROUP BY interaction_id
            ORDER BY max(sent_at) DESC
            LIMIT most;
        GET DIAGNOSTICS taken = ROW_COUNT;
        most := most - taken;
        shelf := shelf - shelves;
        shelves := first - shelf;
    END LOOP;
END
$$
"""
FOUND_BEFORE = """
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
DROP = "DROP FUNCTION inbox_found(bigint, tsquery, integer)"
DROP_NEW = "DROP FUNCTION inbox_found(bigint, tsquery, integer, timestamptz, timestamptz)"

WORDS = django.contrib.postgres.search.SearchVector("author", "text", config="cmhub_french")


class Migration(migrations.Migration):
    dependencies = [("inbox", "0010_attachments")]

    operations = [
        migrations.RemoveIndex(model_name="interaction", name="interaction_latest"),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                fields=[
                    "brand",
                    "-last_at",
                    "-id",
                    "opened_at",
                    "state",
                    "kind",
                    "channel",
                    "holder",
                    "sentiment",
                    "language",
                    "priority",
                    "source",
                ],
                name="interaction_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="interactionevent",
            index=models.Index(
                condition=models.Q(("verb", "escalated")),
                fields=["interaction", "brand"],
                name="interaction_event_passed_on",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("message", None), ("state__in", ("approved", "changed"))),
                fields=["brand", "interaction"],
                name="approval_to_publish",
            ),
        ),
        migrations.RunSQL(SHELF, "DROP FUNCTION inbox_shelf(bigint, timestamptz)"),
        migrations.RemoveIndex(model_name="message", name="message_text"),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("brand"),
                    models.F("sent_at"),
                    function="inbox_shelf",
                    output_field=django.contrib.postgres.fields.ArrayField(models.BigIntegerField()),
                ),
                WORDS,
                name="message_text",
            ),
        ),
        migrations.RunSQL(DROP, FOUND_BEFORE),
        migrations.RunSQL(FOUND, DROP_NEW),
    ]
