from django.urls import path

from channels_mgmt.inbox.views import intake

urlpatterns = [
    path("b/<slug:slug>/inbox/import/", intake.give_file, name="import"),
    path("b/<slug:slug>/inbox/import/<int:pk>/", intake.run, name="intake_run"),
    path("b/<slug:slug>/inbox/import/<int:pk>/refused/", intake.refused, name="intake_refused"),
    path("b/<slug:slug>/inbox/import/questions/<int:pk>/", intake.decide, name="adoption"),
]
