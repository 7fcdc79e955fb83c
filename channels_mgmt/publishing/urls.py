from django.urls import path

from channels_mgmt.publishing import relation_urls
from channels_mgmt.publishing.views import calendar, days, listing, placeholder, planning

app_name = "publishing"
urlpatterns = [
    path("calendar/", calendar.house, name="all"),
    path("b/<slug:slug>/publishing/", calendar.calendar, name="list"),
    path("b/<slug:slug>/publishing/plan/", planning.plan, name="plan"),
    path("b/<slug:slug>/publishing/posts/", listing.posts, name="posts"),
    path("b/<slug:slug>/publishing/days/", days.days, name="days"),
    path("b/<slug:slug>/publishing/days/new/", days.day_new, name="day_new"),
    path("b/<slug:slug>/publishing/days/hide/", days.day_hide, name="day_hide"),
    path("b/<slug:slug>/publishing/days/<int:pk>/", days.day, name="day"),
    path("b/<slug:slug>/publishing/days/<int:pk>/show/", days.day_show, name="day_show"),
    path("b/<slug:slug>/publishing/days/<int:pk>/forget/", days.day_forget, name="day_forget"),
    path("posts/<int:pk>/", placeholder.post, name="post"),
    path("posts/<int:pk>/move/", planning.move, name="move"),
    path("ideas/<int:pk>/", listing.idea, name="idea"),
    *relation_urls.urlpatterns,
]
