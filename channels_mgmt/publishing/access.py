from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import authorise, load_brand
from channels_mgmt.publishing.models import Idea, MarkedDay, Post


def load_post(request: HttpRequest, pk: int) -> Post:
    """The post, if the person may do with its brand what the view declares."""
    posts = Post.objects.visible_to(person_of(request)).select_related("brand__agency", "channel")
    post = posts.filter(pk=pk).first()
    if post is None:
        raise Http404
    authorise(request, post.brand)
    return post


def load_idea(request: HttpRequest, pk: int) -> Idea:
    idea = Idea.objects.visible_to(person_of(request)).select_related("brand__agency").filter(pk=pk).first()
    if idea is None:
        raise Http404
    authorise(request, idea.brand)
    return idea


def load_day(request: HttpRequest, slug: str, pk: int) -> MarkedDay:
    """A day that the house says for all of its brands, or for this one."""
    brand = load_brand(request, slug)
    day = MarkedDay.objects.visible_to(person_of(request)).of(brand).filter(pk=pk).first()
    if day is None:
        raise Http404
    return day
