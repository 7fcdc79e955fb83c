"""A gate in the database: whoever comes to it with a row is held there until it is opened, so that what is
killed is killed in the middle.
"""

from __future__ import annotations

import psycopg

from cmhub.embedded.layout import Layout

MADE = """
CREATE TABLE IF NOT EXISTS gate (shut boolean PRIMARY KEY);
GRANT SELECT ON gate TO PUBLIC;
CREATE OR REPLACE FUNCTION stand_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WHILE EXISTS (SELECT FROM gate) LOOP PERFORM pg_sleep(0.05); END LOOP;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS at_gate ON {table};
CREATE TRIGGER at_gate BEFORE {act} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION stand_at_gate();
INSERT INTO gate VALUES (true) ON CONFLICT DO NOTHING;
"""
OPENED = "DELETE FROM gate"
HELD = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE %s"


def shut(layout: Layout, table: str, *, act: str = "INSERT", when: str = "true") -> None:
    with psycopg.connect(layout.owner_url, autocommit=True) as owner:
        owner.execute(MADE.format(table=table, act=act, when=when))


def somebody_stands(layout: Layout, table: str) -> bool:
    with psycopg.connect(layout.owner_url, autocommit=True) as owner:
        row = owner.execute(HELD, [f"%{table}%"]).fetchone()
        return bool(row and row[0])


def open_again(layout: Layout, table: str) -> bool:
    """Whether it could be opened: the database may be away."""
    try:
        with psycopg.connect(layout.owner_url, autocommit=True) as owner:
            owner.execute(OPENED)
            owner.execute(f"DROP TRIGGER at_gate ON {table}")
    except psycopg.OperationalError:
        return False
    return True
