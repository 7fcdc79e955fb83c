"""The addresses of the people around a brand."""

from django.urls import path

from channels_mgmt.publishing.views import ambassadors, communities, events

OF_A_BRAND = "b/<slug:slug>/publishing"
urlpatterns = [
    path(f"{OF_A_BRAND}/communities/", communities.communities, name="communities"),
    path(f"{OF_A_BRAND}/communities/own/", communities.own, name="own_community"),
    path(f"{OF_A_BRAND}/communities/new/", communities.new, name="community_new"),
    path("communities/<int:pk>/", communities.community, name="community"),
    path("communities/<int:pk>/edit/", communities.edit, name="community_edit"),
    path("communities/<int:pk>/visit/", communities.visit, name="visit"),
    path("communities/<int:pk>/leave/", communities.leave, name="community_leave"),
    path("communities/visits/<int:pk>/take-back/", communities.take_back, name="visit_take_back"),
    path(f"{OF_A_BRAND}/ambassadors/", ambassadors.ambassadors, name="ambassadors"),
    path(f"{OF_A_BRAND}/ambassadors/new/", ambassadors.new, name="ambassador_new"),
    path("ambassadors/<int:pk>/", ambassadors.ambassador, name="ambassador"),
    path("ambassadors/<int:pk>/edit/", ambassadors.edit, name="ambassador_edit"),
    path("ambassadors/<int:pk>/contact/", ambassadors.contact, name="ambassador_contact"),
    path("ambassadors/<int:pk>/relay/", ambassadors.relay, name="relay"),
    path("ambassadors/<int:pk>/account/", ambassadors.account, name="ambassador_account"),
    path("ambassadors/<int:pk>/withdraw/", ambassadors.withdraw, name="consent_withdraw"),
    path("ambassadors/accounts/<int:pk>/remove/", ambassadors.account_remove, name="account_remove"),
    path("ambassadors/relays/<int:pk>/take-back/", ambassadors.relay_take_back, name="relay_take_back"),
    path(f"{OF_A_BRAND}/events/", events.events, name="events"),
    path(f"{OF_A_BRAND}/events/new/", events.new, name="event_new"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>/edit/", events.edit, name="event_edit"),
    path("events/<int:pk>/invite/", events.invite, name="event_invite"),
    path("events/<int:pk>/notes/", events.notes, name="event_notes"),
    path("events/<int:pk>/follow-up/", events.follow_up, name="follow_up"),
    path("events/<int:pk>/cancel/", events.cancel, name="event_cancel"),
    path("events/invitations/<int:pk>/came/", events.came, name="came"),
    path("events/invitations/<int:pk>/answer/", events.answer, name="invitation_answer"),
    path("events/invitations/<int:pk>/strike/", events.strike, name="invitation_strike"),
    path("events/follow-ups/<int:pk>/done/", events.follow_up_done, name="follow_up_done"),
]
