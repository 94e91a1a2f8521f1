"""The README's picture and its film of a push, made by the product itself: `make pictures`.

The picture is what the page's own dialog saves. The film is the view of the push, looked at frame by frame while the
push is played; the browser's clock is ours meanwhile, so that no frame is late. Colours are few, and what does not
change is not stored twice, so that it stays small.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.chromium import FLAGS, find_chromium
from bench.startup import running

PICTURE = "/#example=lecture&at=27&chosen=dl_dz.2.0"
FILM = (
    "/embed?theme=light&hide=inspector,views,columns,controls,track,settings,sentence,timeline"
    "#example=lecture&at=27&view=push&chosen=z.2.0"
)
SIZE = {"width": 900, "height": 560}
FRAME_MILLISECONDS = 100
LAST_FRAME_MILLISECONDS = 4000
MAX_FRAMES = 150
COLOURS = 128


def save_picture(browser: Browser, address: str, file: Path) -> None:
    """The moment at which all gradients have come back, as the dialog saves it."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened(page, f"{address.rstrip('/')}{PICTURE}")
    page.locator("[data-do=picture]").click()
    with page.expect_download() as download:
        page.locator('[data-do="save-png"][data-of="1"]').click()
    download.value.save_as(file)
    page.close()


def frames(browser: Browser, address: str) -> Iterator[Image.Image]:
    """The push from its handle to the loss, and then at rest."""
    page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
    page.clock.install()
    opened(page, f"{address.rstrip('/')}{FILM}")
    page.clock.run_for(2000)
    view, play = page.locator("[data-part=push]"), page.locator("[data-do=push-play]")
    play.wait_for()
    page.locator("[data-do=push-reach][data-of='0.1']").click()
    page.clock.run_for(1000)
    waiting = play.inner_text()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    play.click()
    for _ in range(MAX_FRAMES):
        page.clock.run_for(FRAME_MILLISECONDS)
        yield Image.open(io.BytesIO(view.screenshot())).convert("RGB")
        if play.inner_text() == waiting:
            break
    page.close()


def save_film(frames: list[Image.Image], file: Path) -> None:
    """The frames as a GIF that begins again, in the colours of its last one."""
    palette = frames[-1].quantize(COLOURS, dither=Image.Dither.NONE)
    first, *rest = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    pace = [FRAME_MILLISECONDS] * (len(frames) - 1) + [LAST_FRAME_MILLISECONDS]
    first.save(file, save_all=True, append_images=rest, duration=pace, loop=0, optimize=False)


def opened(page: Page, address: str) -> None:
    """The page at an address, with its numbers on it."""
    page.goto(address)
    page.wait_for_selector("html[data-ready=true]")


def main(folder: Path) -> None:
    """Write both into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        save_picture(browser, address, folder / "network.png")
        save_film(list(frames(browser, address)), folder / "push.gif")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
