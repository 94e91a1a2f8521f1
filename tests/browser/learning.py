"""Learn: its texts by name, how one is opened, and when it has come."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from app.course import QUESTIONS, Text, lesson_words, lessons
from tests.test_course import resolved

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
CHAPTERS = [f"{name}.{text['id']}" for name, texts in lessons().items() if name != QUESTIONS for text in texts]
"""The texts of the lecture in their order."""

ASKED = [f"{QUESTIONS}.{text['id']}" for text in lessons()[QUESTIONS]]
"""The questions in theirs."""

OPEN_LEARN = "[data-do=screen][data-of=learn]"
HERE = """(name) => document.querySelector('#lesson[aria-busy=false] .lesson-title')?.dataset.lesson === name"""
DONE = ".lesson-task.done"
TITLE = "#lesson .lesson-title"
FOCUSED = "() => document.activeElement.matches('#lesson .lesson-title')"
"""That the title of the text has the focus, and so is said."""

RETURN = "[data-do=lesson-return]"


def link_to(name: str, language: str = "en", path: str = "/") -> str:
    """The address of a text."""
    return f"{path}?lang={language}#screen=learn&lesson={name}"


def wait_for(page: Page, name: str) -> None:
    """Until a text has come, with its moment and its formulas."""
    page.wait_for_function(HERE, arg=name)


def short_link(page: Page, name: str) -> None:
    """Until the address says the text and nothing else."""
    page.wait_for_function("(hash) => location.hash === hash", arg=f"#screen=learn&lesson={name}")


def open_text(page: Page, name: str, language: str = "en") -> None:
    """Open a text by its link in a page that may be open already."""
    if page.url.startswith("http"):
        page.evaluate("(hash) => { location.hash = hash }", f"screen=learn&lesson={name}")
    else:
        page.goto(link_to(name, language))
        page.wait_for_selector("html[data-ready=true]")
    wait_for(page, name)


def turn_through(page: Page, names: list[str]) -> Iterator[str]:
    """From text to text with one key, or by its button where a letter would be typed, inside one page."""
    wait_for(page, names[0])
    yield names[0]
    for name in names[1:]:
        if page.evaluate("document.activeElement.localName === 'input'"):
            page.locator("[data-do=lesson-on]").focus()
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("n")
        wait_for(page, name)
        yield name


def tab_to(page: Page, selector: str, presses: int = 60) -> None:
    """With the key Tab alone."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} does not come after {presses} presses of Tab")


def text_of(name: str) -> Text:
    """What a text shows and asks for."""
    lesson, _, own = name.partition(".")
    return next(text for text in lessons()[lesson] if text["id"] == own)


def words_of(name: str, part: str, language: str) -> str:
    """`title`, `text`, `task` or `done` of a text."""
    lesson, _, own = name.partition(".")
    return lesson_words(lesson, language)[f"{own}.{part}"]


def noticed_by(name: str) -> dict[str, Any]:
    """How the doing of a text's task is noticed."""
    return dict(text_of(name)["task"]["noticed"])


Network = tuple[dict[str, Any], dict[str, Any]]
_TOLD_ON: dict[tuple[str, str | None], Network] = {}


def network_of(page: Page, name: str) -> Network:
    """The network on which a text is told, as a request, and its pass: what the API says of them."""
    text = text_of(name)
    example, case = text.get("example", "lecture"), text.get("case")
    if (example, case) not in _TOLD_ON:
        preset = page.request.get(f"/api/presets/{example}").json()
        changes = {one["id"]: one["changes"] for one in preset["cases"]}
        request = preset["request"] | (changes[case] if case else preset["cases"][0]["changes"])
        fields = ("layers", "loss", "reduction", "x", "target", "learning_rate")
        request = {field: request[field] for field in fields if field in request}
        reply = page.request.post("/api/trace", data=request | {"include": ["per_sample"]})
        assert reply.ok, reply.text()
        _TOLD_ON[example, case] = request, reply.json()
    return _TOLD_ON[example, case]


def address_in(page: Page, name: str, template: str) -> str:
    """An address of that network."""
    address = resolved(template, network_of(page, name)[0])
    sample = text_of(name).get("sample", 0)
    is_shared = address.split(".")[0] in ("w", "b", "w_new", "b_new") or address.startswith("dL")
    return address if is_shared or not sample else f"{address}@{sample}"


def press_on(page: Page, selector: str) -> None:
    """Press Enter on the first of what is in sight."""
    page.locator(selector).locator("visible=true").first.focus()
    page.keyboard.press("Enter")


def type_number(page: Page, address: str, number: float) -> None:
    """Into the field that opens over a number of the drawing."""
    press_on(page, f'[data-part=figure] [data-walk]:is([data-edit="{address}"], [data-enter="{address}"])')
    field = page.locator("[data-part=editor] input")
    field.wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{number:g}")
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
