from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.choices import Category
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import keyset_page


@requires(Right.PUBLISHING_VIEW)
def posts(request: HttpRequest, slug: str) -> HttpResponse:
    """What the brand published, the latest first, by channel and category."""
    brand = load_brand(request, slug)
    found = Post.objects.visible_to(person_of(request)).filter(brand=brand).select_related("channel")
    channel, category = request.GET.get("channel", ""), request.GET.get("category", "")
    channels = {one.slug: one for one in brand.channels.all()}
    if channel in channels:
        found = found.filter(channel=channels[channel])
    if category in Category.values:
        found = found.filter(category=category)
    page = keyset_page(found, field="published_at", cursor=request.GET.get("cursor", ""))
    context = {
        "page": page,
        "holds": holds_on(brand, timezone.now()),
        "channels": channels.values(),
        "categories": Category.choices,
        "channel": channel,
        "category": category,
    }
    return render_page(request, "publishing/list.html", context, partial="posts")
