"""For teachers and whoever looks a word up: the plan's links, what a link fixes, the glossary and the questions of a
place."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.screen import moment, settle

OpenPage = Callable[..., Page]
VIEW = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TIME = "document.querySelector('[data-track]')"
"""The slider of time."""

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def number(page: Page, address: str) -> str:
    return str(page.evaluate("(address) => numberOf(address).textContent", address))


def test_every_link_of_the_teachers_page_opens_its_state(open_page: OpenPage) -> None:
    page = open_page("/", viewport=VIEW, reduced_motion="reduce")
    page.goto(page.url.split("/?")[0].split("#")[0].rstrip("/") + "/teach?lang=en")
    links = page.locator("main a").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) > 35
    for link in dict.fromkeys(links):
        page.goto("about:blank")
        page.goto(link)
        page.wait_for_selector("html[data-ready=true]")
        said = {key: values[0] for key, values in parse_qs(urlsplit(link).fragment).items()}
        if "lesson" in said:
            page.wait_for_selector("#lesson .lesson-title")
            page.wait_for_function("() => !document.querySelector('#lesson .coming')")
            assert page.locator("#lesson").inner_text().count("–") < 5, link
        if "at" in said:
            page.wait_for_function(f"() => {TIME}.ariaValueNow === '{said['at']}'")
        if "chosen" in said and "present" not in said and said.get("view") != "push":
            page.wait_for_selector(f"[data-inspected='{said['chosen']}']", state="attached")
        assert page.locator("html[data-present]").count() == ("present" in said), link
        assert page.locator("#toast").inner_text() == "", link


def test_help_and_the_end_of_the_lecture_lead_to_the_teachers_page(open_page: OpenPage) -> None:
    page = open_page("/#screen=learn&lesson=chapter-9.yours", viewport=VIEW, reduced_motion="reduce")
    expect(page.locator("#lesson a[href*='/teach?lang=en']")).to_be_visible()
    page.keyboard.press("?")
    with page.context.expect_page() as opened:
        page.locator("dialog a[href*='/teach?lang=en']").click()
    expect(opened.value.locator("h1")).to_have_text("An hour on backpropagation")


def test_what_a_link_fixes_is_shown_and_not_changed_by_mouse_or_keys(open_page: OpenPage) -> None:
    page = open_page("/#at=20&fixed=weights,network&drawer=network", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    page.locator("[data-part=figure] .wire-label[data-edit='w.1.0.0']").click()
    page.wait_for_selector("[data-inspected='w.1.0.0']", state="attached")
    page.keyboard.press("Enter")
    assert page.locator("[data-part=editor] input").count() == 0
    assert page.locator("[data-number^='w.']").count() == 0
    assert page.locator("#drawer select[data-change=loss]").is_disabled()
    assert page.locator(".columns select[data-change=activation], [data-part=columns] select").first.is_disabled()
    assert page.locator("select[data-change=example]").is_disabled()
    expect(page.locator("#drawer .fixed-note")).to_contain_text("the weights, the network")
    page.locator("[data-part=figure] .bias[data-edit='b.1.0']").click()
    page.wait_for_selector("[data-part=editor] input:focus")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_function("() => numberOf('b.1.0').textContent === '7'")
    assert "fixed=weights,network" in page.url


def test_a_network_that_is_pasted_is_refused_with_a_sentence(open_page: OpenPage) -> None:
    page = open_page("/#at=20&fixed=all", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    before = number(page, "z.1.0")
    layer = {"W": [[1]], "b": [0], "activation": "identity"}
    text = json.dumps({"layers": [layer], "loss": "half_squared_error", "x": [[1]], "target": [[1]]})
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        text,
    )
    expect(page.locator("#toast")).to_contain_text("Fixed by the link")
    assert number(page, "z.1.0") == before
    page.keyboard.press("ArrowRight")
    page.keyboard.press("v")
    settle(page)
    assert moment(page) > 20


def test_share_makes_a_link_that_fixes_and_the_frame_has_it_too(open_page: OpenPage) -> None:
    page = open_page("/#at=20", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    page.locator(".share").click()
    page.locator("dialog [data-change=share-fixed][data-of=inputs]").check()
    shared = page.locator("dialog .to-copy input").first
    expect(shared).to_have_value(re.compile("fixed=inputs$"))
    page.locator("dialog [data-change=share-fixed][data-of=all]").check()
    expect(shared).to_have_value(re.compile("fixed=all$"))
    expect(page.locator("dialog .to-copy input").nth(1)).to_have_value(re.compile("/embed.*fixed=all"))
    assert "fixed" not in page.url
    link = shared.input_value()
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector("html[data-ready=true]")
    page.locator(".share").click()
    assert page.locator("dialog [data-change=share-fixed][data-of=inputs]").is_disabled()


def test_a_word_says_what_it_is_by_mouse_and_by_key_and_leads_to_its_entry(open_page: OpenPage) -> None:
    page = open_page("/#screen=learn&lesson=chapter-3.two-keys", viewport=VIEW, reduced_motion="reduce")
    page.wait_for_selector("#lesson .lesson-text button.gloss")
    page.locator("#lesson .lesson-text button.gloss").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("forward pass")
    page.mouse.move(900, 400)
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.keyboard.press("Tab")
    page.locator("#lesson .lesson-text button.gloss").nth(1).focus()
    expect(page.get_by_role("tooltip")).to_contain_text("backward pass")
    page.keyboard.press("Enter")
    expect(page.locator("#lesson .lesson-title")).to_contain_text("backward pass")
    page.wait_for_function("() => location.hash.includes('lesson=glossary.backward-pass')")
    page.locator("#lesson [data-of='chapter-3.two-keys']").last.click()
    expect(page.locator("#lesson .lesson-title")).to_have_text("Two keys for every wire")


def test_nothing_is_asked_for_before_somebody_looks_a_word_or_a_question_up(open_page: OpenPage) -> None:
    page = open_page("/#at=20&chosen=dl_dz.2.0", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.locator("#inspector [data-do=asked-about]").scroll_into_view_if_needed()
    assert [path for path in asked if "lessons" in path or "glossary" in path] == []
    page.locator("#inspector button.gloss").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("delta")
    assert [path for path in asked if "glossary" in path] == ["/api/glossary/en"]
    page.locator("#inspector [data-do=asked-about]").click()
    expect(page.locator("#lesson h3").first).to_have_text("About ∂l/∂z")
    page.locator("#lesson .question").first.click()
    page.wait_for_function("() => location.hash.includes('lesson=questions.')")


@pytest.mark.parametrize("place", ["view=matrices", "view=push&chosen=z.1.0", "drawer=budget", "drawer=costs"])
def test_a_view_and_a_section_lead_to_their_questions(open_page: OpenPage, place: str) -> None:
    page = open_page(f"/#at=20&{place}", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    about = place.split("=")[1].split("&")[0]
    page.locator(f"[data-do=asked-about][data-of={about}]").click()
    expect(page.locator("#lesson h3").first).to_contain_text("About")


@pytest.mark.parametrize("viewport", [VIEW, PHONE])
@pytest.mark.parametrize("path", ["/#screen=learn&lesson=glossary", "/#screen=learn&lesson=glossary.delta"])
def test_the_glossary_shuts_nobody_out(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], path: str, viewport: dict[str, int]
) -> None:
    page = open_page(path, viewport=viewport, reduced_motion="reduce")
    page.wait_for_selector("#lesson :is(.glossary, .lesson-title)")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_teachers_page_and_a_fixed_one_shut_nobody_out(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], language: str
) -> None:
    page = open_page(f"/?lang={language}#fixed=all&drawer=network&at=20", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    assert axe_violations(page) == []
    page.set_viewport_size(PHONE)
    page.goto(page.url.split("?")[0] + f"teach?lang={language}")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
