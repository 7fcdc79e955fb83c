"""The staging table: a temporary one, into which the lines go by COPY and the messages already known that
they touch by SQL. Everything after it is done by sets.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from channels_mgmt.inbox.intake.lines import Line
from cmhub.lib.sql import rows
from cmhub.lib.staged import ESCAPES, FROM_STDIN, SEPARATOR, Copying, needs_escape, staging_tables
from cmhub.lib.weeks import Week

TABLES = (
    "intake_line",
    "intake_known",
    "intake_pair",
    "intake_place",
    "intake_thread",
    "intake_episode",
    "intake_absorbed",
    "intake_said",
    "intake_kept",
)

CREATE = """
create temporary table intake_line (
    n integer generated always as identity,
    line integer not null default 0,
    channel_id bigint not null,
    network text not null,
    external_id text,
    out boolean not null,
    sent_at timestamptz not null,
    author text not null,
    author_key text not null,
    text text not null,
    in_reply_to text not null,
    conversation text not null,
    addressee_key text not null,
    automatic boolean not null,
    url text not null,
    labels text not null,
    message_id bigint,
    interaction_id bigint,
    holding boolean not null default false,
    pinned boolean not null default false,
    mine boolean not null default true,
    dirty boolean not null default true,
    adopts boolean not null default false
)
"""
COPY = f"""
copy intake_line (line, channel_id, network, external_id, out, sent_at, author, author_key, text, in_reply_to,
                  conversation, addressee_key, automatic, url, labels)
{FROM_STDIN}
"""


def staging_table() -> AbstractContextManager[None]:
    """The empty staging table, for as long as the block lasts."""
    return staging_tables(CREATE, TABLES)


WEEKS = "select distinct date_trunc('week', sent_at at time zone %(zone)s)::date from intake_line order by 1"


def weeks_staged(zone: str) -> list[Week]:
    """Those in which what stands in the table was sent."""
    return [Week.of(monday) for (monday,) in rows(WEEKS, zone=zone)]


class Stager(Copying):
    """Sends lines to the staging table while they are read."""

    def __init__(self) -> None:
        super().__init__(COPY, "intake_line")

    def add(self, line: Line) -> None:
        self.add_text(copy_line(line))


def copy_line(line: Line) -> str:
    """The line in the text format of COPY."""
    (
        number,
        channel,
        network,
        external_id,
        out,
        at,
        author,
        key,
        text,
        reply,
        talk,
        to,
        automatic,
        url,
        labels,
    ) = line
    names = f"{external_id}{author}{key}{text}{reply}{talk}{to}{url}{labels}"
    if needs_escape(names):
        external_id, author, key, text, reply, talk, to, url, labels = (
            field.translate(ESCAPES)
            for field in (external_id, author, key, text, reply, talk, to, url, labels)
        )
    s = SEPARATOR
    return (
        f"{number}{s}{channel}{s}{network}{s}{external_id}{s}{out}{s}{at}{s}{author}{s}{key}{s}{text}{s}{reply}{s}"
        f"{talk}{s}{to}{s}{automatic}{s}{url}{s}{labels}\n"
    )
