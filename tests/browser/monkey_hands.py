"""What the monkey of monkey.py does with a page: each action is drawn by chance and says what it was."""

import random
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Page

KEYS = (
    *("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Shift+ArrowLeft", "PageDown", "PageUp", "Home", "End"),
    *("Space", "Enter", "Escape", "Backspace", "Tab", "Shift+Tab", "Control+z", "Control+Shift+z"),
    *"vV1234+-zZ0p?.,",
)
NONSENSE = ("2.5", "-1", "abc", "1e5", "0", ".3", "1e400", "--1", "١", "1,5", "−0.75", "NaN", "0x10", " ", "<b>")
BLOCKS = ("1 2\n3 4", "[[0.5, -1], [2, 0]]", "x\ty\n1\t2", '{"layers": []}', "{", "1", "")
LINKS = (
    "/",
    "/#at=27&drive=0.5,0&drawer=drive",
    "/#example=xor&at=20&chosen=z.1.1&drawer=samples",
    "/#example=softmax-three&at=9&view=matrices",
    "/#example=dead-relu&at=30&view=text",
    "/#example=tanh-2-4-4-1&at=14.4&grain=operation&drawer=largest",
    "/#at=27&drive=1,-1&gains=-2,1",
    "/#net=1.@@@@",
    "/#example=nothing-here",
    "/#chosen=dl_dw.9.9.9&at=1e999&sample=99",
)
SIZES = ((1280, 800), (1600, 900), (390, 844), (900, 600))
LEFT_ALONE = ("print", "record", "open-file", "screen", "lesson", "asked-about", "ask")
"""What opens a window of the system's, what takes as long as a film, and what leads into a lesson or a question: how
far one is in these stands in no link."""

TARGETS = """(selector) => {
  const described = (one) => [one.localName, ...Object.entries(one.dataset).map((pair) => pair.join("="))].join(" ");
  return [...document.querySelectorAll(selector)].flatMap((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    const isThere = width > 0 && left > 0 && top > 0 && left < innerWidth && top < innerHeight;
    if (!isThere || !one.checkVisibility()) return [];
    const does = one.dataset.do ?? "";
    return [{ what: described(one), x: left, y: top, does, kind: [does, ...Object.keys(one.dataset)].join() }];
  });
}"""
CLICKABLE = "button, [data-do], [data-choose], [data-edit], input, summary, [role=slider]"


class Hands:
    """One page, one chance, and all that may be done."""

    def __init__(self, chance: random.Random, address: str) -> None:
        self.page: Page
        self.address = address
        self.size = SIZES[0]
        self.links = list(LINKS)
        self._chance = chance
        self._actions: dict[Callable[[], str], int] = {
            self._click: 40,
            self._key: 30,
            self._choose: 8,
            self._type: 8,
            self._drag: 8,
            self._wheel: 2,
            self._paste: 1,
            self._travel: 2,
            self._follow: 2,
            self._resize: 1,
        }

    def act(self) -> str:
        """Do something, wait a moment, and say what it was."""
        action = self._chance.choices(list(self._actions), weights=list(self._actions.values()))[0]
        try:
            done = action()
            self.page.wait_for_timeout(self._chance.choice((0, 0, 20, 150)))
        except Error as error:
            # What was there a moment ago may have gone.
            return f"{action.__name__} in vain: {error.message.splitlines()[0]}"
        return done

    def _target(self, selector: str) -> dict[str, Any] | None:
        found = [one for one in self.page.evaluate(TARGETS, selector) if one["does"] not in LEFT_ALONE]
        if not found:
            return None
        # A drawing has many numbers, and a button is there but once.
        kind = self._chance.choice(sorted({one["kind"] for one in found}))
        return self._chance.choice([one for one in found if one["kind"] == kind])

    def _click(self) -> str:
        target = self._target(CLICKABLE)
        if target is None:
            return "nothing to click"
        self.page.mouse.click(target["x"], target["y"])
        return f"click {target['what']}"

    def _key(self) -> str:
        key = self._chance.choice(KEYS)
        self.page.keyboard.press(key)
        return f"press {key}"

    def _choose(self) -> str:
        lists = [one for one in self.page.locator("select").all() if one.is_visible() and one.is_enabled()]
        if not lists:
            return "nothing to choose"
        chosen = self._chance.choice(lists)
        value = self._chance.choice(chosen.evaluate("(list) => [...list.options].map((one) => one.value)"))
        what = chosen.evaluate("(list) => JSON.stringify({...list.dataset})")
        chosen.select_option(value, timeout=1000)
        return f"choose {value} in {what}"

    def _type(self) -> str:
        target = self._target("#stage [data-edit], input[type=text], textarea")
        if target is None:
            return "nothing to type in"
        self.page.mouse.click(target["x"], target["y"])
        text = self._chance.choice(NONSENSE)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        end = self._chance.choice(("Enter", "Escape", "Tab", None))
        if end:
            self.page.keyboard.press(end)
        return f"type {text!r} into {target['what']}, then {end}"

    def _drag(self) -> str:
        target = self._target("#stage [data-address], [role=slider], input[type=range]")
        if target is None:
            return "nothing to drag"
        by = self._chance.choice((-120, -30, 5, 40, 200))
        self.page.mouse.move(target["x"], target["y"])
        self.page.mouse.down()
        self.page.mouse.move(target["x"] + by, target["y"] + self._chance.choice((0, 20)), steps=4)
        self.page.mouse.up()
        return f"drag {target['what']} by {by}"

    def _wheel(self) -> str:
        width, height = self.size
        self.page.mouse.move(width / 2, height / 2)
        by = self._chance.choice((-400, 400))
        zooms = self._chance.choice((True, False))
        if zooms:
            self.page.keyboard.down("Control")
        self.page.mouse.wheel(0, by)
        if zooms:
            self.page.keyboard.up("Control")
        return f"wheel {by}{' with Control' if zooms else ''}"

    def _paste(self) -> str:
        text = self._chance.choice(BLOCKS)
        self.page.evaluate(
            "(text) => { const clipboardData = new DataTransfer(); clipboardData.setData('text/plain', text);"
            " (document.activeElement ?? document.body).dispatchEvent("
            "new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })); }",
            text,
        )
        return f"paste {text!r}"

    def _travel(self) -> str:
        way = self._chance.choice(("back", "forward", "reload"))
        if way == "reload":
            self.page.reload()
        else:
            self.page.evaluate(f"history.{way}()")
            self.page.wait_for_timeout(300)
            if not self.page.url.startswith(self.address):
                self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready=true]")
        return way

    def _follow(self) -> str:
        link = self._chance.choice(self.links)
        self.page.goto(self.address + link)
        self.page.wait_for_selector("html[data-ready=true]")
        return f"open {link}"

    def _resize(self) -> str:
        self.size = self._chance.choice(SIZES)
        self.page.set_viewport_size({"width": self.size[0], "height": self.size[1]})
        return f"a window of {self.size[0]} by {self.size[1]}"
