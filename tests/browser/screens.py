"""Every view × theme × language × width as pictures, and a contact sheet of each width: `make screens`.

The pictures are there to be looked at. Each page is also shown to axe; what it finds is printed, and the
command then fails.
"""

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bench.chromium import FLAGS, find_chromium
from bench.frames import link
from bench.startup import running

WIDTHS = {1440: 900, 1024: 768, 360: 740}
THEMES = ("light", "dark")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
SCREENS = {
    "start": "/#at=0",
    "both": "/#at=20&chosen=dl_dz.2.0",
    "forward": "/#at=9&view=forward&grain=layer",
    "backward": "/#grain=neuron&at=40&view=backward&chosen=dl_dw.2.0.0",
    "samples": "/#example=xor&at=33&chosen=dL_dw.1.0.0",
    "deep": "/#example=deep-sigmoid&at=66&drawer=budget",
    "blocked": "/#example=dead-relu&at=19&drawer=network",
    "driven": "/#at=27&drive=1,0&drawer=drive",
    "frozen": "/#at=27&gains=2,2&chosen=dl_dz.2.0",
    "costs": "/#at=63&drawer=costs&notation=delta",
    "largest": "/#example=tanh-2-4-4-1&at=300&drawer=largest&notation=index",
    "wide": f"{link([64, 64, 64, 10], unfolded=False)}&at=400&pinned=1.7",
    "unfolded": f"{link([64, 64, 64, 10], unfolded=True)}&at=150",
    "digits": f"{link([784, 128, 64, 10], unfolded=False)}&at=20&view=matrices",
    "matrices": "/#grain=neuron&at=40&view=matrices&chosen=dl_dw.2.0.1",
    "push": "/#at=63&view=push&chosen=z.2.0",
    "push-weight": "/#at=63&view=push&chosen=w.2.0.1",
    "push-softmax": "/#example=softmax-three&at=69&view=push&chosen=z.2.0",
    "text": "/#grain=neuron&at=40&view=text",
    "presentation": "/#at=20&present=true",
    "embed": "/embed#at=20",
    "lesson": "/#screen=learn&lesson=chapter-5.two-ways",
    "questions": "/#screen=learn&lesson=questions",
    "softmax": "/#example=softmax-three&at=60&notation=matrix",
}
"""A page for each thing that can be seen, by its link."""

MOVING = {
    "moving": "/#grain=neuron&at=18.55",
    "moving-back": "/#example=dead-relu&at=17.5",
    "operation": "/#at=18.7&grain=operation",
}
"""Moments at which something is on its way."""


def _open(page: Page, action: str) -> None:
    """Presses what the bar has room for on a wide page, and the menu on a small one."""
    if not page.locator(f".bar [data-do={action}]").is_visible():
        page.locator(".menu-button").click()
    page.locator(f"[data-do={action}]:visible").click()


def _refuse(page: Page) -> None:
    page.locator('[data-part=figure] [data-edit="w.1.0.0"]').first.click()
    page.locator("[data-part=editor] input").fill("1e400")


def _lose(page: Page) -> None:
    page.route("**/api/**", lambda route: route.abort())
    page.locator('[data-part=figure] [data-edit="w.1.0.0"]').first.click()
    page.locator("[data-part=editor] input").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notices button")


DONE: dict[str, tuple[str, Callable[[Page], None]]] = {
    "help": ("/#at=20", lambda page: page.keyboard.press("?")),
    "picture": ("/#at=20", lambda page: _open(page, "picture")),
    "share": ("/#at=20", lambda page: _open(page, "share")),
    "refused": ("/#at=20", _refuse),
    "gone": ("/#at=20", _lose),
}
"""What is seen once somebody has done something, or something has gone wrong."""


def pictures(browser: Browser, address: str, folder: Path, width: int) -> Iterator[tuple[str, Path, list[str]]]:
    """Name, file and axe's findings of every screen of this width."""
    paths = SCREENS | MOVING | {name: path for name, (path, _) in DONE.items()}
    for (name, path), theme, language in itertools.product(paths.items(), THEMES, LANGUAGES):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme=theme,
            reduced_motion="no-preference" if name in MOVING else "reduce",
        )
        page = context.new_page()
        place, _, moment = path.partition("#")
        page.goto(f"{address}{place}?lang={language}&theme={theme}#{moment}")
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_timeout(400)
        if name in DONE:
            DONE[name][1](page)
            page.wait_for_timeout(300)
        title = f"{name} {theme} {language}"
        file = folder / f"{width}-{title.replace(' ', '-')}.png"
        page.screenshot(path=file)
        found = [
            f"{violation['id']}: {node['target']}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        context.close()
        yield title, file, found


def contact_sheet(browser: Browser, files: list[tuple[str, Path]], sheet: Path) -> None:
    """All pictures of one width beside one another, each with its name, as one picture."""
    cells = "".join(
        f'<figure><img src="{file.resolve().as_uri()}"><figcaption>{name}</figcaption></figure>' for name, file in files
    )
    columns = 12 if sheet.stem.endswith("360") else 4
    style = (
        f"body{{margin:12px;display:grid;gap:12px;grid-template-columns:repeat({columns},1fr)}}"
        "figcaption{font:15px sans-serif}"
        "figure{margin:0}img{width:100%;border:1px solid #999}"
    )
    page = sheet.with_suffix(".html")
    page.write_text(f"<!doctype html><style>{style.replace('COLUMNS', str(columns))}</style>{cells}", "utf-8")
    opened = browser.new_page(viewport={"width": 1920, "height": 1080})
    opened.goto(page.resolve().as_uri())
    opened.screenshot(path=sheet, full_page=True)
    opened.close()


def main() -> None:
    """Write them into the folder that is given, and print where each width's sheet is."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for width in WIDTHS:
            files = []
            for name, file, found in pictures(browser, address.rstrip("/"), folder, width):
                files.append((name, file))
                wrong += len(found)
                for one in found:
                    print(f"{width} {name}: {one}")
            sheet = folder / f"sheet-{width}.png"
            contact_sheet(browser, files, sheet)
            print(sheet, flush=True)
        browser.close()
    if wrong:
        sys.exit(f"axe found {wrong}")


if __name__ == "__main__":
    main()
