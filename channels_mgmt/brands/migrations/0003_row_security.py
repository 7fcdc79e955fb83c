"""What row-level security asks of who may see what: see cmhub/lib/row_security.py, docs/security.md.

They are asked with the rights of the schema's owner, on tables that are protected themselves.
"""

from django.db import migrations

HEAD = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
TODAY = "(current_setting('cmhub.at')::timestamptz AT TIME ZONE agency.time_zone)::date"
HOLDS = "{0}.starts_on <= " + TODAY + " AND ({0}.ends_on IS NULL OR {0}.ends_on > " + TODAY + ")"
NARROWED = "nullif(current_setting('cmhub.brands', true), '')"

FUNCTIONS = {
    "cmhub_person()": (
        "bigint LANGUAGE sql STABLE",
        "SELECT nullif(current_setting('cmhub.person', true), '')::bigint",
    ),
    # Agencies on all of whose brands the person has a role.
    "cmhub_houses()": (
        f"SETOF bigint {HEAD}",
        f"""
        SELECT membership.agency_id
        FROM accounts_membership membership JOIN accounts_agency agency ON agency.id = membership.agency_id
        WHERE membership.user_id = cmhub_person() AND membership.role <> '' AND {HOLDS.format("membership")}
        """,
    ),
    # Brands on which the person has a role of their own; it lapses with the place in the agency in which it began.
    "cmhub_own_brands()": (
        f"SETOF bigint {HEAD}",
        f"""
        SELECT role.brand_id
        FROM brands_brandrole role
        JOIN brands_brand brand ON brand.id = role.brand_id
        JOIN accounts_agency agency ON agency.id = brand.agency_id
        WHERE role.user_id = cmhub_person() AND {HOLDS.format("role")}
        AND (
            NOT EXISTS (
                SELECT 1 FROM accounts_membership place
                WHERE place.agency_id = agency.id AND place.user_id = role.user_id
                AND place.ends_on <= {TODAY} AND place.ends_on > role.starts_on
            ) OR EXISTS (
                SELECT 1 FROM accounts_membership place
                WHERE place.agency_id = agency.id AND place.user_id = role.user_id AND {HOLDS.format("place")}
            )
        )
        """,
    ),
    # Those that the page is about, once it has said so; else all that the person may see.
    "cmhub_brands()": (
        f"SETOF bigint {HEAD}",
        f"""
        SELECT unnest({NARROWED}::bigint[])
        UNION ALL
        SELECT brand.id FROM brands_brand brand
        WHERE {NARROWED} IS NULL AND brand.agency_id IN (SELECT cmhub_houses())
        UNION ALL
        SELECT cmhub_own_brands() WHERE {NARROWED} IS NULL
        """,
    ),
    "cmhub_companies()": (
        f"SETOF bigint {HEAD}",
        "SELECT company_id FROM brands_brand WHERE id IN (SELECT cmhub_brands())",
    ),
    # Agencies in which the person works, or for one of whose brands.
    "cmhub_agencies()": (
        f"SETOF bigint {HEAD}",
        f"""
        SELECT membership.agency_id
        FROM accounts_membership membership JOIN accounts_agency agency ON agency.id = membership.agency_id
        WHERE membership.user_id = cmhub_person() AND {HOLDS.format("membership")}
        UNION
        SELECT agency_id FROM brands_brand WHERE id IN (SELECT cmhub_own_brands())
        """,
    ),
}


class Migration(migrations.Migration):
    dependencies = [("brands", "0002_retention")]
    operations = [
        migrations.RunSQL(f"CREATE FUNCTION {name} RETURNS {head} AS $${body}$$", f"DROP FUNCTION {name}")
        for name, (head, body) in FUNCTIONS.items()
    ]
