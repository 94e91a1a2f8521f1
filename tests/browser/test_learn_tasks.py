"""What a text asks for is noticed once it is done, with the keyboard alone, and not when something else is done."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learning import (
    CHAPTERS,
    DONE,
    RETURN,
    address_in,
    link_to,
    network_of,
    noticed_by,
    press_on,
    text_of,
    turn_through,
    type_number,
    wait_for,
    words_of,
)
from tests.browser.screen import settle, value

OpenPage = Callable[..., Page]
Deed = Callable[[Page, str, dict[str, Any]], None]

SIGNIFICANT = 4


def change(page: Page, name: str, noticed: dict[str, Any]) -> None:
    address = address_in(page, name, noticed["of"])
    request, trace = network_of(page, name)
    to = noticed.get("to", value(request, trace, address) + 1)
    type_number(page, address, to)


FIRST = {"x": "x.0", "t": "t.0", "w": "w.F.0.0", "b": "b.F.0"}


def change_any(page: Page, name: str, noticed: dict[str, Any]) -> None:
    change(page, name, {"of": FIRST[noticed["of"]]})


def step_on(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """The arrow, until the time has come."""
    for _ in range(40):
        if page.locator(DONE).count():
            return
        page.keyboard.press("ArrowRight")
        settle(page)


def choose(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """The number, in the text, in the drawing, or in the formula of what is chosen there."""
    address = address_in(page, name, noticed["of"])
    number = page.locator(f'#lesson [data-choose="{address}"], [data-walk][data-choose="{address}"]').first
    if number.count() == 0:
        quantity, layer, neuron = address.split(".")[:3]
        of = f"a.{layer}.{neuron}" if quantity == "z" else f"dl_dz.{layer}.{neuron}"
        press_on(page, f'[data-part=figure] [data-walk][data-choose="{of}"]')
        number = page.locator(f'#inspector.open [data-choose="{address}"]').first
    number.focus()
    page.keyboard.press("Enter")


def open_section(page: Page, name: str, noticed: dict[str, Any]) -> None:
    press_on(page, f"#lesson [data-do=drawer][data-of={noticed['section']}]")


def push(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """The handle, which already pushes: it is moved on."""
    page.locator(".push [data-handle]").focus()
    page.keyboard.press("ArrowRight")


def answer(page: Page, name: str, noticed: dict[str, Any]) -> None:
    address = address_in(page, name, noticed["of"])
    say(page, value(*network_of(page, name), address))


def say(page: Page, number: float) -> None:
    page.locator(".lesson-task .own-field input").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{number:.{SIGNIFICANT}g}")
    page.keyboard.press("Enter")


def keep(page: Page, name: str, noticed: dict[str, Any]) -> None:
    for kept in range(noticed["steps"]):
        if kept:
            page.keyboard.press("End")
        press_on(page, "[data-do=keep]")
        page.wait_for_function("() => document.querySelector('#time [role=slider]').ariaValueNow === '0'")


def mark(page: Page, name: str, noticed: dict[str, Any]) -> None:
    open_section(page, name, noticed)
    page.locator("#drawer [data-change=kept]").focus()
    page.keyboard.press("Space")


def follow_recursion(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """With its slider: where motion is unwanted nothing runs by itself."""
    open_section(page, name, noticed)
    page.locator("#drawer [data-slide=recursion]").focus()
    page.keyboard.press("End")


def make_twins(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """The weights that the text names become those of the neuron beside, and are kept."""
    text = text_of(name)
    request, trace = network_of(page, name)
    for symbol, number in (("in_one", "one"), ("in_two", "two"), ("last", "out")):
        to = value(request, trace, text["numbers"][number])
        trace_after(page, lambda at=text["symbols"][symbol], to=to: type_number(page, at, to))
    page.keyboard.press("End")
    keep(page, name, noticed)


DEEDS: dict[str, Deed] = {
    "alike": make_twins,
    "asked": follow_recursion,
    "marked": mark,
    "changed": change,
    "changed-any": change_any,
    "reached": step_on,
    "chosen": choose,
    "opened": open_section,
    "pushed": push,
    "answered": answer,
    "kept": keep,
}
"""What somebody does for each kind of task."""


def typing(address: str, number: float) -> Deed:
    return lambda page, name, noticed: type_number(page, address, number)


def signal(output: int, number: float) -> Deed:
    def drive(page: Page, name: str, noticed: dict[str, Any]) -> None:
        page.locator(f'#drawer [data-number="dl_da.3.{output}"]').focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(f"{number:g}")
        page.keyboard.press("Enter")

    return drive


def lower_rate(page: Page, name: str, noticed: dict[str, Any]) -> None:
    page.locator("#drawer [data-number=learning_rate]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0.1")
    page.keyboard.press("Enter")


OWN: dict[str, Deed] = {
    "chapter-2.slopes-add": typing("x.0", 2),
    "chapter-5.saturated": typing("b.2.0", 6),
    "chapter-6.by-hand": signal(0, 2),
    "chapter-6.two-add": signal(1, 1),
    "chapter-6.shut": typing("b.1.1", 9),
    "chapter-6.saturated": typing("b.4.0", 9),
    "chapter-7.first-signal": typing("t.0", -2),
    "chapter-8.exploding": typing("x.0", 3),
    "chapter-9.too-far": lower_rate,
}
"""Where a text says how a number is to become what it asks for."""


def trace_after(page: Page, deed: Callable[[], None]) -> None:
    """Do something that changes the network, and wait for its new pass."""
    with page.expect_response("**/api/trace"):
        deed()
    settle(page)


def change_another(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """Another number; or the same one, where it is to become something else."""
    meant = address_in(page, name, noticed["of"])
    if "to" in noticed:
        return trace_after(page, lambda: type_number(page, meant, noticed["to"] + 0.375))
    other = next(one for one in ("b.1.0", "b.1.1") if one != meant)
    return trace_after(page, lambda: type_number(page, other, 0.375))


def change_another_quantity(page: Page, name: str, noticed: dict[str, Any]) -> None:
    trace_after(page, lambda: type_number(page, "b.1.0", 0.375))


def change_too_little(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """Another bias, by next to nothing."""
    trace_after(page, lambda: type_number(page, "b.1.0", value(*network_of(page, name), "b.1.0") + 0.001))


def step(page: Page, name: str, noticed: dict[str, Any]) -> None:
    """One step on, or back from the end."""
    now = "document.querySelector('#time [role=slider]').ariaValueNow"
    before = page.evaluate(now)
    page.keyboard.press("ArrowRight" if before == "0" else "ArrowLeft")
    page.wait_for_function(f"(before) => {now} !== before", arg=before)
    settle(page)


def choose_another(page: Page, name: str, noticed: dict[str, Any]) -> None:
    press_on(page, "[data-part=figure] [data-walk][data-choose=l]")
    settle(page)


def answer_wrong(page: Page, name: str, noticed: dict[str, Any]) -> None:
    say(page, 1234.5)
    expect(page.locator(".lesson-task .own-verdict")).to_contain_text("✗")


def keep_once(page: Page, name: str, noticed: dict[str, Any]) -> None:
    keep(page, name, {"steps": noticed["steps"] - 1})


OTHER: dict[str, Deed] = {
    "alike": keep_once,
    "asked": step,
    "marked": step,
    "changed": change_another,
    "changed-any": change_another_quantity,
    "sign": change_too_little,
    "below": change_too_little,
    "above": change_too_little,
    "reached": choose_another,
    "chosen": choose_another,
    "opened": step,
    "pushed": step,
    "answered": answer_wrong,
    "kept": keep_once,
}
"""What somebody does instead, so that the task is not done."""

OWN_OTHER: dict[str, Deed] = {
    "chapter-6.by-hand": lambda page, *of: trace_after(page, lambda: signal(0, 1.5)(page, *of)),
    "chapter-6.two-add": lambda page, *of: trace_after(page, lambda: signal(0, 1.5)(page, *of)),
}
"""Where there are no biases in sight."""


def do(page: Page, name: str) -> None:
    """First something else, then what the text asks for."""
    noticed = noticed_by(name)
    (OWN_OTHER.get(name) or OTHER[noticed["kind"]])(page, name, noticed)
    assert page.locator(DONE).count() == 0, f"{name} was not done yet"
    if page.locator(RETURN).count():
        page.keyboard.press("r")
        page.wait_for_function("() => !document.querySelector('[data-do=lesson-return]')")
        wait_for(page, name)
        assert page.locator(DONE).count() == 0, f"{name} was not done by coming back"
    (OWN.get(name) or DEEDS[noticed["kind"]])(page, name, noticed)
    expect(page.locator(DONE)).to_have_count(1)


@pytest.mark.parametrize("chapter", range(1, 10))
def test_every_task_is_noticed_once_it_is_done_by_keyboard_and_nothing_else_is(
    open_page: OpenPage, chapter: int
) -> None:
    names = [name for name in CHAPTERS if name.startswith(f"chapter-{chapter}.")]
    page = open_page(link_to(names[0]), reduced_motion="reduce")
    for name in turn_through(page, names):
        do(page, name)
        seen = page.locator(".lesson-task .seen")
        assert seen.get_attribute("role") == "status"
        assert plain(words_of(name, "done", "en")) in seen.inner_text()
    assert f"{len(names)} of {len(CHAPTERS)} tasks done" in page.locator(".lesson-network").inner_text()


@pytest.mark.parametrize(("language", "chapter"), [("zh-Hans", 4), ("zh-Hant", 7)])
def test_tasks_are_noticed_in_chinese_too(open_page: OpenPage, language: str, chapter: int) -> None:
    names = [name for name in CHAPTERS if name.startswith(f"chapter-{chapter}.")]
    page = open_page(link_to(names[0], language), reduced_motion="reduce")
    for name in turn_through(page, names):
        do(page, name)
        assert plain(words_of(name, "done", language)) in page.locator(".lesson-task .seen").inner_text()


def plain(words: str) -> str:
    """The longest piece of a text without numbers and bold words in it."""
    return max(re.split(r"\{\w+\}|\*\*|\[\[[\w-]+\||\]\]", words), key=len).strip()


def test_a_task_stays_done_where_its_text_is_left_and_opened_again(open_page: OpenPage) -> None:
    page = open_page(link_to("chapter-4.keep"), reduced_motion="reduce")
    wait_for(page, "chapter-4.keep")
    step_on(page, "chapter-4.keep", {})
    expect(page.locator(DONE)).to_have_count(1)
    page.keyboard.press("n")
    wait_for(page, "chapter-4.bias")
    assert page.locator(DONE).count() == 0
    page.keyboard.press("b")
    wait_for(page, "chapter-4.keep")
    assert page.locator(DONE).count() == 1
