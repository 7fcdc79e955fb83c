from accounts.access import Right
from accounts.choices import Role
from accounts.services.roles_page import PAGE, roles_page


def test_the_page_of_roles_is_that_of_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == roles_page(), "run `make roles`"


def test_the_page_names_every_role_and_right() -> None:
    page = roles_page()
    assert all(f"(`{right.value}`)" in page for right in Right)
    assert page.count("\n- **") >= len(Role)
