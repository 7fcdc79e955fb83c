"""The staging table: a line of it is a line of a file, with the figures that it has."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, tzinfo

from cmhub.lib.staged import ESCAPES, FROM_STDIN, SEPARATOR, Copying, needs_escape, staging_tables
from reporting.metrics.choices import Scope
from reporting.metrics.readers import AudienceRow, DayRow, Figures, PostRow

TABLES = ("metrics_line", "metrics_key", "metrics_old", "metrics_change", "metrics_winner")
WEB = ("https://", "http://")
LONGEST_SERIES = 300
LIFETIME, DAY = Scope.LIFETIME.value, Scope.DAY.value
NULL = "\\N"
NO_POST = ("false", "", "", NULL, "", "")
Kept = DayRow | PostRow | AudienceRow

CREATE = """
create temporary table metrics_line (
    n integer generated always as identity,
    line integer not null,
    channel_id bigint not null,
    network text not null,
    scope text not null,
    day date not null,
    series text not null,
    is_post boolean not null,
    external_id text not null,
    url text not null,
    published_at timestamptz,
    text text not null,
    format text not null,
    figures jsonb not null,
    post_id bigint,
    is_new boolean not null default false,
    found boolean not null default false
)
"""
COPY = f"""
copy metrics_line (line, channel_id, network, scope, day, series, is_post, external_id, url, published_at,
                   text, format, figures)
{FROM_STDIN}
"""


def staging_table() -> AbstractContextManager[None]:
    """The empty staging table, for as long as the block lasts."""
    return staging_tables(CREATE, TABLES)


class Stager(Copying):
    """Sends records to the staging table while they are read. `zone` is that of times that name none, `as_of`
    the day on which what a file says of a lifetime was read.
    """

    def __init__(self, zone: tzinfo, as_of: date) -> None:
        super().__init__(COPY, "metrics_line (channel_id, external_id, url, is_post)")
        self.zone = zone
        self.read_on = as_of.isoformat()

    def add(self, record: Kept, channel_id: int, network: str, series: str) -> None:
        """A record of the channel. `series` is that of the table; a part of the audience has its own."""
        if isinstance(record, PostRow):
            self.add_post(record, channel_id, network, series)
            return
        if isinstance(record, DayRow):
            scope, day = DAY, record.day.isoformat()
        else:
            scope, day = LIFETIME, self.read_on
            series = f"{series}:{record.dimension}:{record.segment}"[:LONGEST_SERIES]
        place = (str(record.line), str(channel_id), network, scope, day, escaped(series))
        self.add_text(SEPARATOR.join((*place, *NO_POST, figures_text(record.figures))))

    def add_post(self, record: PostRow, channel_id: int, network: str, series: str) -> None:
        day = self.read_on if record.day is None else record.day.isoformat()
        scope = LIFETIME if record.day is None else DAY
        external_id, text = record.post_id, record.text
        url = record.permalink if record.permalink.startswith(WEB) else ""
        if needs_escape(f"{external_id}{text}{url}"):
            external_id, text, url = escaped(external_id), escaped(text), escaped(url)
        place = (str(record.line), str(channel_id), network, scope, day, series, "true")
        post = (external_id, url, self.published(record), text, record.kind)
        self.add_text(SEPARATOR.join((*place, *post, figures_text(record.figures))))

    def published(self, record: PostRow) -> str:
        at = record.published_at
        if at is None:
            if record.published_on is None:
                return NULL
            at = datetime.combine(record.published_on, time())
        return str(at if at.tzinfo else at.replace(tzinfo=self.zone))


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def figures_text(figures: Figures) -> str:
    """The figures as JSON, without those of which the file has nothing; the end of a line."""
    said = ",".join([f'"{name}":{value}' for name, value in figures.items() if value is not None])
    return f"{{{said}}}\n"
