"""A derivation written out on the page, level by level."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle

OpenPage = Callable[..., Page]


def unrolled(page: Page, depth: int) -> list[str]:
    """The addresses in the written-out line of symbols, once it is that deep."""
    page.wait_for_selector(f'.unrolled [data-depth="{depth}"]')
    settle(page)
    found: list[str] = page.eval_on_selector_all(
        ".unrolled .line:first-child [data-choose]", "all => all.map((one) => one.dataset.choose)"
    )
    return found


def test_a_gradient_of_the_first_layer_becomes_the_whole_product_of_sums(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=dl_dw.1.0.0")
    page.locator('[data-do=unroll][data-of="1"]').click()
    page.wait_for_selector(".unrolled .line")
    assert unrolled(page, 1)[:3] == ["dl_dw.1.0.0", "x.0", "da_dz.1.0"]
    page.get_by_role("button", name="One level deeper").click()
    page.wait_for_function("() => document.querySelector('.unrolled [data-choose=\"dl_dz.3.1\"]')")
    assert unrolled(page, 2).count("dl_dz.3.0") == 2
    page.get_by_role("button", name="All the way").click()
    page.wait_for_function("() => document.querySelector('.unrolled [data-choose=\"t.0\"]')")
    whole = unrolled(page, 3)
    assert whole.count("da_dz.3.0") == whole.count("da_dz.3.1") == 2
    assert not any(address.startswith("dl_d") for address in whole[1:])
    assert page.locator(".unrolled [data-paths]").get_attribute("data-paths") == "4"
    assert "4 paths" in page.locator(".unrolled").inner_text()
    assert page.get_by_role("button", name="One level deeper").is_disabled()


def test_down_to_what_was_given(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=z.2.0")
    page.locator('[data-do=unroll][data-of="1"]').click()
    page.get_by_role("button", name="All the way").click()
    page.wait_for_function("() => document.querySelector('.unrolled [data-choose=\"x.1\"]')")
    assert {address.split(".")[0] for address in unrolled(page, 2)[1:]} == {"w", "b", "x"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_in_it_is_chosen_and_it_rolls_up_again(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], theme: str
) -> None:
    page = open_page("/#at=63&chosen=dl_dw.1.0.0", color_scheme=theme)
    page.locator('[data-do=unroll][data-of="1"]').click()
    page.wait_for_selector(".unrolled .line")
    settle(page)
    assert axe_violations(page) == []
    page.locator('.unrolled [data-choose="dl_dz.2.1"]').first.click()
    page.wait_for_selector('[data-inspected="dl_dz.2.1"]')
    page.get_by_role("button", name="Roll it up").click()
    page.wait_for_selector(".unrolled", state="detached")
