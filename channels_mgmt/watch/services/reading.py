"""Reading feeds: what is new in them becomes entries, each piece of news once for a brand."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from channels_mgmt.watch.choices import EntryState, Problem, Topic
from channels_mgmt.watch.fetching import FetchError, fetch
from channels_mgmt.watch.models import Competitor, Entry, Sighting, Source
from channels_mgmt.watch.parsing import News, NoFeedError, news_of
from channels_mgmt.watch.sameness import address_of, is_same_title, title_key
from channels_mgmt.watch.services.rules import has_any
from channels_mgmt.watch.services.sources import address, after_failing, after_reading
from cmhub.lib.forgetting import forget
from cmhub.lib.locks import advisory_lock

log = logging.getLogger(__name__)

WORKS_FOR = 60.0
"""Seconds that one task reads before it lets others of its queue come first."""
CLAIMED_FOR = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 60)
"""Longer than any task lasts: a reading that was claimed for so long was interrupted."""
NOT_OLDER = timedelta(days=30)
"""News that are older when they are found are no news."""
SAME_WITHIN = timedelta(days=7)
"""In which two papers tell the same news."""
COMPARED_WITH = 2_000
STILL_THERE = timedelta(days=30)
"""For how long after a feed last had it an entry is kept at least: else it would come back as new."""


def read_due(*, at: datetime | None = None, works_for: float = WORKS_FOR) -> int:
    """Reads the feeds that are due, those waiting longest first; how many entries came of it."""
    until = time.monotonic() + works_for
    made = 0
    while time.monotonic() < until:
        now = at or timezone.now()
        source = claim(now)
        if source is None:
            break
        made += read(source, at=now)
    return made


def claim(now: datetime) -> Source | None:
    """Takes the feed that has been due longest, so that no other worker reads it."""
    with transaction.atomic():
        due = Source.objects.due(now).select_for_update(of=("self",), skip_locked=True)
        source = due.select_related("brand", "competitor").order_by("next_read_at", "pk").first()
        if source is not None:
            Source.objects.filter(pk=source.pk).update(next_read_at=now + CLAIMED_FOR)
    return source


def read(source: Source, *, at: datetime) -> int:
    """Reads one feed; how many entries are new. What goes wrong is written down, and raises nothing: else
    the feed would be tried again and again as if nobody had, and those after it never.
    """
    try:
        return _read(source, at=at)
    except FetchError as error:
        after_failing(source, error.problem, status=error.status, again_after=error.again_after, at=at)
    except NoFeedError:
        after_failing(source, Problem.NO_FEED, status=None, again_after=None, at=at)
    except SoftTimeLimitExceeded:
        after_failing(source, Problem.SLOW, status=None, again_after=None, at=at)
        raise
    except Exception:
        log.exception("feed %s could not be read", source.pk)
        after_failing(source, Problem.NO_FEED, status=None, again_after=None, at=at)
    return 0


def _read(source: Source, *, at: datetime) -> int:
    fetched = fetch(address(source), etag=source.etag, modified=source.modified)
    if fetched.is_unchanged:
        after_reading(source, etag=source.etag, modified=source.modified, at=at)
        return 0
    made = keep(source, news_of(fetched.body, fetched.headers, url=fetched.url, now=at), at=at)
    headers = fetched.headers
    after_reading(source, etag=headers.get("etag", ""), modified=headers.get("last-modified", ""), at=at)
    return made


def keep(source: Source, news: Iterable[News], *, at: datetime) -> int:
    """Makes entries of what is new, and notes which feed had what; how many were made.

    The same news is one entry of the brand, by its link or by nearly the same title, however many feeds
    bring it. One feed of a brand is kept at a time.
    """
    with advisory_lock("watch", source.brand_id):
        if not Source.objects.filter(pk=source.pk).exists():  # taken out meanwhile
            return 0
        seen = dict(Sighting.objects.filter(source=source).values_list("guid", "pk"))
        again = [seen[one.guid] for one in news if one.guid in seen]
        Sighting.objects.filter(pk__in=again).update(last_at=at)
        known = _Known(source, at)
        competitors = list(Competitor.objects.watched().filter(brand=source.brand_id))
        made = 0
        for one in news:
            published = one.published_at or at
            if one.guid in seen or published < at - NOT_OLDER:
                continue
            pk = known.find(one)
            if pk is None:
                entry = _make(source, one, competitors, at=at)
                known.add(entry)
                pk = entry.pk
                made += 1
            Sighting.objects.create(source=source, entry_id=pk, guid=one.guid, first_at=at, last_at=at)
    return made


class _Known:
    """The entries of a brand that new ones are compared with."""

    def __init__(self, source: Source, at: datetime) -> None:
        self.brand = source.brand_id
        lately = Entry.objects.filter(brand=self.brand, found_at__gte=at - SAME_WITHIN)
        rows = lately.order_by("-found_at").values_list("pk", "title_key")[:COMPARED_WITH]
        self.titles: list[tuple[int, str]] = list(rows)

    def add(self, entry: Entry) -> None:
        self.titles.append((entry.pk, entry.title_key))

    def find(self, news: News) -> int | None:
        """The id of the entry of the same news, if it is there."""
        if link := address_of(news.url):
            same = Entry.objects.filter(brand=self.brand, address=link)
            if pk := same.values_list("pk", flat=True).first():
                return pk
        key = title_key(news.title)
        return next((pk for pk, other in self.titles if is_same_title(key, other)), None)


def _make(source: Source, news: News, competitors: list[Competitor], *, at: datetime) -> Entry:
    competitor = source.competitor or competitor_in(f"{news.title} {news.summary}", competitors)
    return Entry.objects.create(
        brand_id=source.brand_id,
        title=news.title,
        title_key=title_key(news.title),
        summary=news.summary,
        url=news.url,
        address=address_of(news.url),
        at=news.published_at or at,
        found_at=at,
        topic=Topic.COMPETITOR if competitor else source.topic,
        language=source.language,
        competitor=competitor,
    )


def competitor_in(text: str, competitors: Iterable[Competitor]) -> Competitor | None:
    """The first competitor whom the text names."""
    return next((one for one in competitors if has_any(text, [one.name, *one.words])), None)


def forget_old(*, at: datetime | None = None) -> int:
    """Deletes entries that nobody sorted, or that were set aside, once they are old and no feed has them any
    more; how many. What became an item stays with it.
    """
    now = at or timezone.now()
    old = Entry.objects.filter(found_at__lt=now - timedelta(days=settings.WATCH_ENTRIES_KEPT_DAYS))
    old = old.exclude(state=EntryState.TAKEN).exclude(sightings__last_at__gte=now - STILL_THERE)
    return forget(old)
