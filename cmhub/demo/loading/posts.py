"""What two brands are writing: posts on their way to the networks, words of their own, and an erratum.

Safe to run again: a brand that has these posts is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.post_choices import ImageQuestion
from channels_mgmt.publishing.services import images, life, spelling, texts
from channels_mgmt.publishing.services.errata import note_erratum
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.loading.readiness import CM
from cmhub.demo.loading.watch import WATCHED

DAY = timedelta(days=1)
WITH_FAULTS = "Grande surprise samedi! Venez decouvrir nos nouveautés, un cadeau pour chaques visiteurs..."
READY = "Samedi, nos conseillers vous attendent dès 9 h pour choisir le forfait qui vous va. À samedi !"
OUT = "Le service client répond désormais jusqu’à 20 h, du lundi au samedi."


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    channels = list(brand.channels.filter(purpose=Purpose.OFFICIAL, state="open").order_by("pk")[:2])
    started = Post.objects.filter(key=key_of(brand, "faults")).exists()
    if brand.slug not in WATCHED or not channels or started:
        return
    author, reader = people[CM], people[MANAGER]

    def draft(name: str, title: str, text: str, count: int, planned: datetime) -> Post:
        said = {"title": title, "text": text, "planned_at": planned}
        key = key_of(brand, name)
        return texts.write_posts(channels=channels[:count], by=author, key=key, values=said, at=at - DAY)[0]

    draft("faults", "Portes ouvertes", WITH_FAULTS, 2, at + 3 * DAY)
    ready = draft("ready", "Conseil du samedi", READY, 1, at + 2 * DAY)
    shown = {
        "kind": "image",
        "what": "Deux conseillers devant la boutique",
        "place": "Dossier partagé, « boutiques »",
        "owner": brand.name,
        "rights": "own",
    }
    images.add_media(post=ready, by=author, key=key_of(brand, "image"), values=shown, at=at - DAY)
    answers = {question.value: (True, "") for question in ImageQuestion}
    images.check_images(post=ready, by=reader, answers=answers, at=at - DAY)
    _read_and_scheduled(ready, reader, at + 2 * DAY, at - DAY)
    _gone_out(brand, draft("out", "Nouveaux horaires", OUT, 1, at - DAY / 2), author, reader, at)
    spelling.add_word(brand=brand, word="Ndokoti", by=author, at=at - DAY)


def _read_and_scheduled(post: Post, reader: User, planned: datetime, at: datetime) -> Post:
    for mark in [one.mark for one in spelling.findings_in(post)]:
        spelling.leave_finding(post=post, mark=mark, by=reader, at=at)
    post.refresh_from_db()
    post = life.proofread(post=post, edition=post.edition, by=reader, at=at)
    if life.why_not_scheduled(post):
        return post
    return life.schedule(post=post, edition=post.edition, planned_at=planned, by=reader, at=at)


def _gone_out(brand: Brand, post: Post, author: User, reader: User, at: datetime) -> None:
    """Published half a day ago, with an hour in it that was wrong for a while."""
    when = at - DAY / 2
    post = _read_and_scheduled(post, reader, when, at - DAY)
    if post.state != "scheduled":
        return
    life.publish(post=post, edition=post.edition, by=author, published_at=when, at=when)
    wrong = {
        "error": "Le samedi, le service ferme à 18 h et non à 20 h.",
        "witness": "public",
        "since": when,
        "seen_at": when + timedelta(hours=2),
        "correction": "Publication corrigée, et réponse à la personne qui l’a signalé.",
        "corrected_at": when + timedelta(hours=3),
        "lesson": "Relire les horaires avec le service avant de publier.",
    }
    post.refresh_from_db()
    key = key_of(brand, "erratum")
    note_erratum(brand=brand, by=author, key=key, values=wrong, post=post, at=when + timedelta(hours=3))


def key_of(brand: Brand, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:posts:{brand.slug}:{name}")
