from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import PostFormat, PostOrigin, PostState
from channels_mgmt.publishing.models.campaign import Campaign
from channels_mgmt.publishing.post_choices import Approval, PostLanguage
from channels_mgmt.strategy.choices import Category
from channels_mgmt.team.models import Channel


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def published(self) -> "PostQuerySet":
        return self.filter(state=PostState.PUBLISHED)

    def planned(self) -> "PostQuerySet":
        """Those that are to be published still."""
        return self.exclude(state__in=[PostState.PUBLISHED, PostState.DROPPED])

    def between(self, start: datetime, end: datetime) -> "PostQuerySet":
        """Those that were published in a time, or are planned for it; what was dropped is not among them."""
        published = Q(state=PostState.PUBLISHED, published_at__gte=start, published_at__lt=end)
        planned = Q(planned_at__gte=start, planned_at__lt=end)
        return self.filter(published | ~Q(state__in=[PostState.PUBLISHED, PostState.DROPPED]) & planned)


class Post(models.Model):
    """What a channel published, or is to publish.

    `group` is the same for what was written once for several networks: each has its text and its time.
    `link` is what the post leads to, `url` where the post itself is, `external_id` the network's own, empty
    until an export names it. `persona` is the key of a persona, which stays in the strategy's versions.
    `let_stand` has the marks of findings that somebody looked at and left; `proofread_alone` says that its
    author alone proofread it. What is written anew is neither proofread nor approved.
    `origin` says whether people planned it here or an export brought it. `edition` counts the changes, so
    that who saves an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    group = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(
        pgettext_lazy("post", "state"), max_length=10, choices=PostState.choices, default=PostState.DRAFT
    )
    origin = models.CharField(max_length=10, choices=PostOrigin.choices, default=PostOrigin.PLANNED)
    title = models.CharField(_("working title"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("link in the post"), max_length=1000, blank=True)
    format = models.CharField(
        pgettext_lazy("post", "format"), max_length=10, choices=PostFormat.choices, blank=True
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("campaign"),
    )
    persona = models.UUIDField(_("persona it serves"), null=True, blank=True)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    language = models.CharField(
        pgettext_lazy("post", "language"), max_length=5, choices=PostLanguage.choices, blank=True
    )
    let_stand = models.JSONField(default=list, editable=False)
    proofread_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    proofread_at = models.DateTimeField(null=True, blank=True, editable=False)
    proofread_alone = models.BooleanField(default=False, editable=False)
    approval = models.CharField(max_length=10, choices=Approval.choices, blank=True, editable=False)
    approval_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approval_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approval_at = models.DateTimeField(null=True, blank=True, editable=False)
    approval_words = models.CharField(max_length=600, blank=True, editable=False)
    planned_at = models.DateTimeField(_("planned for"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    key = models.UUIDField(null=True, unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                condition=~Q(external_id=""),
                name="post_recorded_once",
                violation_error_message=_("This publication is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(state=PostState.PUBLISHED) & Q(published_at__isnull=False)
                | ~Q(state=PostState.PUBLISHED) & Q(published_at=None),
                name="post_published_has_time",
                violation_error_message=_("What is published says when; what is not has no such time."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PostState.SCHEDULED) | Q(planned_at__isnull=False),
                name="post_scheduled_has_time",
                violation_error_message=_("Say for when it is scheduled."),
            ),
            models.CheckConstraint(
                condition=Q(proofread_by=None, proofread_at=None, proofread_alone=False)
                | Q(proofread_at__isnull=False, proofread_by=F("author"), proofread_alone=True)
                | Q(proofread_at__isnull=False, proofread_alone=False)
                & Q(proofread_by__isnull=False)
                & ~Q(proofread_by=F("author")),
                name="post_proofread_alone_is_said",
                violation_error_message=_("Where the author alone has proofread it, that is said."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PostState.PROOFREAD, PostState.SCHEDULED])
                | Q(proofread_at__isnull=False),
                name="post_proofread_by_somebody",
                violation_error_message=_("It is proofread first."),
            ),
            models.CheckConstraint(
                condition=~Q(approval=Approval.APPROVED)
                | Q(approval_by__isnull=False, approval_at__isnull=False) & ~Q(approval_by=F("author")),
                name="post_approved_by_another",
                violation_error_message=_("Who wrote a post does not approve it: somebody else does."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-published_at"], name="post_latest"),
            models.Index(
                fields=["brand", "planned_at"],
                condition=~Q(state__in=[PostState.PUBLISHED, PostState.DROPPED]),
                name="post_planned",
            ),
            models.Index(fields=["group"], name="post_group"),
            # For the calendar over all brands, which asks for the first posts of each day.
            models.Index(
                fields=["published_at", "id"],
                condition=Q(state=PostState.PUBLISHED),
                name="post_published_then",
            ),
            models.Index(
                fields=["planned_at", "id"],
                condition=~Q(state__in=[PostState.PUBLISHED, PostState.DROPPED]),
                name="post_planned_then",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]
