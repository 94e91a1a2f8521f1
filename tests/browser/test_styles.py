"""Style sheets as a browser reads them: layers in place of an order of files, and what readers set for themselves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle

OpenPage = Callable[..., Page]

SEEN = {
    "drawing": "/#at=63&chosen=dl_dw.2.0.0&drawer=network",
    "samples": "/#example=xor&at=33&chosen=dL_dw.1.0.0&drawer=budget",
    "driven": "/#at=27&drive=1,0&drawer=drive",
    "matrices": "/#at=40&view=matrices&chosen=dl_dw.2.0.1&drawer=largest",
    "text": "/#at=40&view=text&drawer=costs",
    "presentation": "/#at=20&present=true",
    "embedded": "/embed#at=20",
}

OUTSIDE = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]
  .filter((rule) => !/^CSS(Layer|Page)/.test(rule.constructor.name))
  .map((rule) => `${sheet.href}: ${rule.cssText.slice(0, 60)}`))"""

LOOKS = """() => [...document.querySelectorAll("body, body *")].filter((one) => !one.closest("math")).map((one) => {
  const style = getComputedStyle(one);
  const name = `${one.tagName} ${one.id} ${one.getAttribute("class")} `;
  return name + [...style].map((property) => `${property}: ${style.getPropertyValue(property)}`).join("; ");
})"""

REVERSE = """async () => {
  const [first, ...others] = document.querySelectorAll("link[rel=stylesheet]");
  await Promise.all(others.reverse().map((link) => new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    document.head.append(link);
  })));
}"""


@pytest.mark.parametrize("name", SEEN)
def test_every_rule_is_in_a_layer_and_the_order_of_the_files_changes_nothing(open_page: OpenPage, name: str) -> None:
    page = open_page(SEEN[name], reduced_motion="reduce")
    assert page.evaluate(OUTSIDE) == []
    settle(page)
    page.wait_for_timeout(300)
    before = page.evaluate(LOOKS)
    page.evaluate(REVERSE)
    settle(page)
    page.wait_for_timeout(300)
    after = page.evaluate(LOOKS)
    assert len(after) == len(before)
    assert [_differing(one, other) for one, other in zip(before, after, strict=True) if one != other] == []


def _differing(one: str, other: str) -> str:
    """The element, and what it had and has."""
    had, has = one.split("; "), other.split("; ")
    changed = [f"{a} -> {b}" for a, b in zip(had, has, strict=True) if a != b]
    return f"{one[:60].split('accent')[0]}: {changed[:6]}"


# Whether an element has a ground of its own, which the colours of the system would take away.
GROUND = """(bars) => bars.map((bar) => {
  const { backgroundColor, backgroundImage } = getComputedStyle(document.querySelector(bar));
  const shown = backgroundImage !== "none" ? backgroundImage : backgroundColor;
  const system = getComputedStyle(document.body).backgroundColor;
  return [bar, shown !== system && shown !== "rgba(0, 0, 0, 0)"];
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_data_keeps_its_ink_in_a_contrast_theme(open_page: OpenPage, theme: str) -> None:
    bars = {
        "/#example=xor&at=33&chosen=dL_dw.1.0.0&drawer=budget": [
            ".segment.forward i",
            ".fall",
            ".stack-bar i",
            ".sample.told .sample-bar i",
            ".segmented [aria-pressed=true]",
        ],
        "/#at=63&drawer=costs": [".bar-of-cost i"],
        "/#at=63&view=matrices&drawer=largest": [".found-bar i", ".scale-bar", ".cell"],
    }
    for path, found in bars.items():
        # Whatever theme was chosen here, the drawing's ground is as dark as the system's.
        page = open_page(path, forced_colors="active", color_scheme=theme)
        page.locator(found[-1]).first.wait_for()
        assert dict(page.evaluate(GROUND, found)) == dict.fromkeys(found, True)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        page.locator("[data-do=theme]").click()
        page.locator("[data-do=theme]").click()
        settle(page)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
