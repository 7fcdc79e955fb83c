from django.urls import include, path

from benchmarks.trivial import trivial

urlpatterns = [path("trivial/", trivial), path("", include("cmhub.urls"))]
