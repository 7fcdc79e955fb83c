from django.urls import URLPattern

app_name = "weekly"
urlpatterns: list[URLPattern] = []
