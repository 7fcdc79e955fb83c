from django.http import Http404, HttpRequest

from accounts.access import person_of
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week, WeekError
from reporting.weekly.models import WeeklyReport


def load_week(request: HttpRequest, slug: str, week: str) -> tuple[Brand, Week]:
    """The brand, if the person may do what the view declares, and the week; 404 in words for no week."""
    brand = load_brand(request, slug)
    try:
        return brand, Week.parse(week)
    except WeekError as error:
        raise Http404(str(error)) from error


def latest_report(request: HttpRequest, brand: Brand, week: Week) -> WeeklyReport | None:
    """The newest revision of the week that this person may see: readers see published ones only."""
    return (
        WeeklyReport.objects.visible_to(person_of(request))
        .filter(brand=brand, week=str(week))
        .select_related("brand", "completed_by", "published_by", "first_read_by")
        .order_by("-revision")
        .first()
    )
