from django.urls import path

from channels_mgmt.desk.views import brand, home, interaction, personal_data

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("b/<slug:slug>/", brand.brand, name="brand"),
    path("b/<slug:slug>/personal-data/", personal_data.overview, name="personal_data"),
    path("b/<slug:slug>/personal-data/copy/", personal_data.copy, name="personal_data_copy"),
    path("b/<slug:slug>/personal-data/erase/", personal_data.erase, name="personal_data_erase"),
    path("b/<slug:slug>/personal-data/retention/", personal_data.retention, name="personal_data_retention"),
    path("interactions/<int:pk>/", interaction.interaction, name="interaction"),
]
