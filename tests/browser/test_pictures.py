"""What is saved from the dialog of pictures: a drawing, pixels, and a film."""

import base64
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from bench.frames import link
from tests.browser.screen import moment, numbers, settle

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = {"text", "rect", "circle", "path", "line", "polyline"}
LIGHT_INK = "#1c2126"


# What the four outermost pixels of a PNG are: red, green, blue and opacity of each.
CORNERS = """async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    const { width, height } = Object.assign(canvas, { width: image.width, height: image.height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const ends = [[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]];
    return ends.flatMap(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
}"""


def open_dialog(page: Page) -> None:
    if page.locator(".menu-button").is_visible():
        page.locator(".menu-button").click()
    page.locator("[data-do=picture]:visible").click()
    page.locator(".pictures-preview").wait_for()


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that a press hands out."""
    with page.expect_download() as download:
        page.locator(button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def drawing(page: Page) -> ElementTree.Element:
    return ElementTree.fromstring(saved(page, "[data-do=save-svg]")[1])


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("at", [0, 20, 63])
def test_the_drawing_holds_every_number_of_the_page_as_text(open_page: OpenPage, at: int) -> None:
    page = open_page(f"/#grain=neuron&at={at}")
    shown = numbers(page)
    open_dialog(page)
    root = drawing(page)
    assert root.tag == f"{SVG}svg"
    held = {element.get("id"): words(element) for element in root.iter() if element.get("id")}
    assert {address: held[address].strip() for address in shown if shown[address]} == {
        address: text for address, text in shown.items() if text
    }
    assert {element.tag for element in root.iter() if element.get("id")} <= {f"{SVG}text", f"{SVG}tspan"}


def test_the_drawing_says_which_network_and_which_moment_it_shows_and_the_loss(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=20")
    open_dialog(page)
    root = drawing(page)
    title, description = (words(root.find(f"{SVG}{name}")) for name in ("title", "desc"))  # type: ignore[arg-type]
    assert title == "The lecture's network: step 20 of 63, backward"
    assert description.startswith("2-2-2-2 · sigmoid")
    assert "0.1179" in description
    assert description.endswith("Loss: l = 0.4168.")


def test_a_loss_that_is_not_computed_yet_is_a_dash_in_the_drawing_too(open_page: OpenPage) -> None:
    page = open_page("/#at=3")
    open_dialog(page)
    assert words(drawing(page).find(f"{SVG}desc")).endswith("Loss: l = –.")  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_drawing_needs_no_style_sheet_and_is_light_in_either_theme(open_page: OpenPage, theme: str) -> None:
    page = open_page("/#at=63", color_scheme=theme)
    open_dialog(page)
    root = drawing(page)
    elements = list(root.iter())
    assert {element.tag.removeprefix(SVG) for element in elements} == SHOWN | {
        "svg",
        "title",
        "desc",
        "g",
        "tspan",
    }
    assert [element for element in elements if element.get("class")] == []
    paints = {element.get(name) for element in elements for name in ("fill", "stroke")} - {None, "none"}
    assert LIGHT_INK in paints
    assert all(paint.startswith("#") for paint in paints if paint)
    ground = next(element for element in elements if element.tag == f"{SVG}rect")
    assert ground.get("fill") == "#ffffff"
    assert root.get("font-family")
    assert "var(" not in ElementTree.tostring(root, "unicode")


LOOK = """(root) => Object.fromEntries([...root.querySelectorAll("[data-address], [id]")].map((element) => {
    const style = getComputedStyle(element);
    const names = ["fill", "font-size", "font-weight", "font-family", "text-anchor", "opacity"];
    return [element.dataset.address ?? element.id, names.map((name) => style[name])];
}))"""
PUT_IN = """(text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    document.body.append(root);
}"""


def test_the_drawing_looks_as_the_page_does(open_page: OpenPage) -> None:
    page = open_page("/#at=30&chosen=dl_dz.2.0", color_scheme="light", reduced_motion="reduce")
    on_page = page.locator("[data-part=figure]").evaluate(LOOK)
    open_dialog(page)
    _, file = saved(page, "[data-do=save-svg]")
    alone = open_page(None)
    alone.set_content("<!doctype html><body></body>")
    alone.evaluate(PUT_IN, file.decode())
    in_file = alone.locator("svg").evaluate(LOOK)
    assert len(in_file) > 50
    assert in_file == {address: on_page[address] for address in in_file}


def test_what_is_on_its_way_is_in_the_drawing_as_circles(open_page: OpenPage) -> None:
    page = open_page("/#at=0.5")
    open_dialog(page)
    moving = drawing(page)
    page.locator("[data-do=close-dialog]").click()
    page.locator("[data-do=end]").click()
    settle(page)
    open_dialog(page)
    resting = drawing(page)
    inside = [element for element in list(moving)[-1] if element.tag == f"{SVG}circle"]
    faint = [element for element in inside if element.get("opacity") not in {"0.22", None}]
    assert len(inside) - len(faint) == 6, "two products and a bias, each with its glow"
    assert len(faint) == 15, "the tail of each: where it has just been"
    assert max(float(element.get("opacity", "1")) for element in faint) < 0.22
    assert {element.get("fill") for element in inside} == {"#1f62d0"}
    assert not [element for element in list(resting)[-1] if element.tag == f"{SVG}circle"]


def test_a_negative_number_on_its_way_is_a_ring(open_page: OpenPage) -> None:
    page = open_page("/#at=0.2")
    open_dialog(page)
    inside = [element for element in list(drawing(page))[-1] if element.tag == f"{SVG}circle"]
    assert [element.get("fill") for element in inside].count("#ffffff") == 1


@pytest.mark.parametrize("zoom", [1, 2, 4])
def test_a_picture_in_pixels_is_as_wide_as_was_asked(open_page: OpenPage, zoom: int) -> None:
    page = open_page("/?lang=zh-Hans#at=20")
    width = page.locator("[data-part=figure]").evaluate("(svg) => svg.getBoundingClientRect().width")
    open_dialog(page)
    root = drawing(page)
    name, file = saved(page, f"[data-do=save-png][data-of='{zoom}']")
    assert file.startswith(b"\x89PNG")
    size = struct.unpack(">II", file[16:24])
    assert size == (zoom * width, zoom * int(root.get("height", "")))
    assert name == f"backprop-lecture-step-20{'' if zoom == 1 else f'@{zoom}x'}.png"
    corners = page.evaluate(CORNERS, base64.b64encode(file).decode())
    assert corners == [255] * 16
    # A picture of nothing would be a few kilobytes.
    assert len(file) > 50_000 * zoom


def test_a_film_plays_and_knows_its_length(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=60")
    open_dialog(page)
    page.locator("[data-do=film-from][data-of=here]").click()
    page.locator("[data-do=film-speed][data-of='2']").click()
    name, file = saved(page, "[data-do=record]")
    assert name == "backprop-lecture.webm"
    assert moment(page) == 60
    projection = open_page(None)
    projection.set_content(f"<video muted src='data:video/webm;base64,{base64.b64encode(file).decode()}'></video>")
    projection.wait_for_function("() => document.querySelector('video').readyState >= 2")
    video = projection.locator("video")
    # Three steps and two rests at twice the speed, and a second in which the end stays.
    assert 2.5 < video.evaluate("(video) => video.duration") < 12
    assert video.evaluate("(video) => video.videoWidth") >= 900
    video.evaluate("(video) => video.play()")
    projection.wait_for_function("() => document.querySelector('video').currentTime > 0.5")


@pytest.mark.parametrize("way", ["cancel", "close"])
def test_a_film_that_is_cancelled_leaves_no_file(open_page: OpenPage, way: str) -> None:
    page = open_page("/#at=0")
    files: list[str] = []
    page.on("download", lambda download: files.append(download.suggested_filename))
    open_dialog(page)
    page.locator("[data-do=record]").click()
    page.wait_for_function("() => document.querySelector('progress')?.value > 0")
    if way == "cancel":
        page.locator("[data-do=stop-film]").click()
        page.locator("[data-do=record]").wait_for()
        assert page.locator("progress").count() == 0
    else:
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="detached")
    page.wait_for_timeout(1200)
    assert files == []
    assert moment(page) == 0


def test_of_a_very_large_drawing_only_possible_sizes_are_offered(open_page: OpenPage) -> None:
    page = open_page(link([2, 220, 1], unfolded=True), reduced_motion="reduce")
    open_dialog(page)
    height = int(drawing(page).get("height", ""))
    assert 8_192 < height < 32_767
    assert page.locator("[data-do=save-png][data-of='1']").is_enabled()
    largest = page.locator("[data-do=save-png][data-of='4']")
    assert largest.is_disabled()
    assert "too large for a browser" in largest.inner_text()
    _, file = saved(page, "[data-do=save-png][data-of='1']")
    assert struct.unpack(">II", file[16:24])[1] == height


def test_a_browser_that_cannot_record_is_told_so(open_page: OpenPage) -> None:
    page = open_page(None)
    page.add_init_script("delete window.MediaRecorder")
    page.goto("/")
    page.wait_for_selector("html[data-ready=true]")
    open_dialog(page)
    assert "cannot record" in page.locator("dialog").inner_text()
    assert page.locator("[data-do=record]").count() == 0
    assert saved(page, "[data-do=save-svg]")[0] == "backprop-lecture-step-0.svg"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_wrong_in_the_dialog_of_pictures(
    open_page: OpenPage, axe_violations: Violations, language: str, width: int
) -> None:
    page = open_page(f"/?lang={language}#at=20", viewport={"width": width, "height": 740})
    open_dialog(page)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-do=record]").click()
    page.locator("progress").wait_for()
    assert axe_violations(page) == []


def test_a_picture_of_the_matrices_holds_their_numbers_as_text(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=matrices")
    page.wait_for_selector(".matrices .cell")
    cells = page.eval_on_selector_all(".matrices .cell", "(all) => all.map((e) => e.textContent)")
    open_dialog(page)
    root = drawing(page)
    held = [words(element) for element in root.iter(f"{SVG}text")]
    for text in set(cells):
        assert held.count(text) >= cells.count(text), text
    assert "2 × 2" in held
    assert root.find(f".//{SVG}image") is None


def test_large_heat_maps_of_a_picture_are_images_inside_it(open_page: OpenPage) -> None:
    page = open_page(link([784, 128, 64, 10], unfolded=False) + "&at=1e9&view=matrices")
    page.wait_for_selector("canvas[data-heat='w.1']")
    open_dialog(page)
    name, data = saved(page, "[data-do=save-svg]")
    root = ElementTree.fromstring(data)
    images = root.findall(f".//{SVG}image")
    assert len(images) == 8, "of each layer W and its gradient, of two the next layer's W turned"
    assert all((image.get("href") or "").startswith("data:image/png;base64,") for image in images)
    loaded = page.evaluate(
        "async (all) => Promise.all(all.map(async (src) => { const image = new Image(); image.src = src;"
        " await image.decode(); return image.width * image.height; }))",
        [image.get("href") for image in images],
    )
    assert min(loaded) > 600
    assert len(data) < 1_000_000, name
    assert saved(page, "[data-do=save-png][data-of='1']")[1][:8] == b"\x89PNG\r\n\x1a\n"
