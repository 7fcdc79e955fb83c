"""The spelling of posts: the brand's own words, and what somebody looked at and left as it is."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import BrandWord, Post
from channels_mgmt.publishing.post_choices import PostLanguage, PostVerb
from channels_mgmt.publishing.services.history import hold, tell
from cmhub.lib.spelling import Finding, check, language_of
from cmhub.lib.spelling.dictionaries import ENGLISH, FRENCH
from cmhub.lib.spelling.words import WORD

MOST_WORDS = 2_000
MOST_LEFT = 300


def languages_of(post: Post, text: str) -> tuple[str, ...]:
    """The languages whose words are right in it; the signs are those of the first."""
    if post.language in (FRENCH, ENGLISH):
        return (post.language,)
    first = language_of(text)
    if post.language == PostLanguage.BOTH:
        return (first, ENGLISH if first == FRENCH else FRENCH)
    return (first,)


def own_words(brand_id: int) -> frozenset[str]:
    return frozenset(BrandWord.objects.filter(brand=brand_id).values_list("word", flat=True))


def findings_in(post: Post, text: str | None = None) -> tuple[Finding, ...]:
    """What is to be looked at in the text of a post, or in one that is being typed for it."""
    text = post.text if text is None else text
    first, *also = languages_of(post, text)
    own = own_words(post.brand_id)
    left = set(post.let_stand)
    return tuple(one for one in check(text, language=first, also=also, own=own) if one.mark not in left)


def leave_finding(*, post: Post, mark: str, by: User, at: datetime | None = None) -> Post:
    """Somebody looked at a finding, and it stays as it is written."""
    with transaction.atomic():
        held = hold(post)
        if mark in held.let_stand or len(held.let_stand) >= MOST_LEFT:
            return held
        held.let_stand = [*held.let_stand, mark[:200]]
        held.save(update_fields=["let_stand"])
        tell(held, PostVerb.LET_STAND, by=by, at=at or timezone.now(), mark=mark[:200])
    return held


def add_word(*, brand: Brand, word: str, by: User, at: datetime | None = None) -> BrandWord:
    """A word that is right for the brand from now on; a second time changes nothing."""
    now = at or timezone.now()
    word = word.strip().replace("’", "'")
    if not WORD.fullmatch(word) or len(word) > 60:
        raise ValidationError({"word": _("Write one word of letters, at most 60.")})
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",)).get(pk=brand.pk)
        words = BrandWord.objects.filter(brand=brand)
        if known := words.filter(word__iexact=word).first():
            return known
        if words.count() >= MOST_WORDS:
            raise ValidationError({"word": _("A brand has 2,000 words of its own at most.")})
        added = BrandWord.objects.create(brand=brand, word=word, added_by=by, added_at=now)
        record_of(brand, what=added, verb="brand_word.added", by=by, at=now)
    return added


def remove_word(*, word: BrandWord, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        record_of(word.brand, what=word, verb="brand_word.removed", by=by, at=at or timezone.now())
        word.delete()
