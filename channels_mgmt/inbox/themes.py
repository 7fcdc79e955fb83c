"""The themes that a brand's interactions have, to choose from."""

from django.db import connection

from channels_mgmt.brands.models import Brand

MOST = 200
"""Themes offered at once; whoever types gets those that have what was typed."""

LOOKED_AT = 2_000

THEMES = """
with recursive found (theme, number) as (
    (select theme, 1 from inbox_interaction
     where brand_id = %(brand)s and theme <> '' order by theme limit 1)
    union all
    select
        (select theme from inbox_interaction
         where brand_id = %(brand)s and theme <> '' and theme > found.theme order by theme limit 1),
        number + 1
    from found where found.theme is not null and number < %(looked_at)s
)
select theme from found
where theme is not null and strpos(lower(theme), lower(%(typed)s)) > 0
limit %(most)s
"""
"""From each theme to the next one by the index `interaction_by_theme`: what it takes depends on how many
themes there are, not on how many interactions have one."""


def themes_of(brand: Brand, typed: str = "") -> list[str]:
    """The themes of a brand that the page's loader has authorised, in the order of their names."""
    given: dict[str, int | str] = {"brand": brand.pk, "typed": typed, "looked_at": LOOKED_AT, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(THEMES, given)
        return [theme for (theme,) in cursor.fetchall()]
