from django.urls import path

from channels_mgmt.desk.views import brand, home, interaction

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("b/<slug:slug>/", brand.brand, name="brand"),
    path("interactions/<int:pk>/", interaction.interaction, name="interaction"),
]
