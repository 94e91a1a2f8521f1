import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.api.wire.assets import Assets

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js/main.js").write_text("import './other.js';")
    (tmp_path / "js/other.js").write_text("1;")
    return tmp_path


def asked(assets: Assets, address: str, method: str = "GET"):
    return assets.simple({"type": "http", "method": method, "path": address, "query_string": b"", "headers": []})


async def version(client: httpx.AsyncClient) -> str:
    (found,) = set(re.findall(r'="/static/([0-9a-f]{16})/', (await client.get("/")).text))
    return found


async def test_the_pages_files_are_kept_for_good(client: httpx.AsyncClient) -> None:
    file = await client.get(f"/static/{await version(client)}/js/main.js")
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert file.headers["content-encoding"] == "gzip"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in file.headers


async def test_a_picture_that_can_be_opened_by_itself_has_the_policy(client: httpx.AsyncClient) -> None:
    assert "content-security-policy" in (await client.get(f"/static/{await version(client)}/icon.svg")).headers


@pytest.mark.parametrize("folder", ["/static", "/static/0123456789abcdef"])
async def test_without_this_version_a_file_is_asked_for_again_and_sent_again_only_when_it_changed(
    client: httpx.AsyncClient, folder: str
) -> None:
    first = await client.get(f"{folder}/css/shell/problem.css")
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get(f"{folder}/css/shell/problem.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("file", "media_type"),
    [("js/main.js", "text/javascript"), ("css/tokens.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
async def test_a_file_has_a_type_that_a_browser_accepts(client: httpx.AsyncClient, file: str, media_type: str) -> None:
    assert (await client.get(f"/static/{file}")).headers["content-type"].split(";")[0] == media_type


async def test_a_file_is_answered_alike_on_the_short_way_and_by_the_routes(app: FastAPI) -> None:
    prefixed = httpx.ASGITransport(app=app, root_path="/explorer")
    async with (
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://explorer.example") as client,
        httpx.AsyncClient(transport=prefixed, base_url="http://explorer.example/explorer") as behind,
    ):
        short = await client.get("/static/js/main.js")
        for other in (await client.get("/static/js/main.js?routed"), await behind.get("/static/js/main.js")):
            assert other.content == short.content
            assert sorted(other.headers.items()) == sorted(short.headers.items())


async def test_what_is_not_there_is_left_to_the_routes(client: httpx.AsyncClient) -> None:
    kept = f"/static/{await version(client)}"
    for path in ("/static/", "/static/nowhere.js", f"{kept}/nowhere.js", f"{kept}/../pyproject.toml", f"{kept}/"):
        response = await client.get(path)
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_an_edit_is_served_under_a_new_address(folder: Path) -> None:
    assets = Assets(folder, changing=True)
    before = assets.address("js/main.js")
    (folder / "js/other.js").write_text("22;")
    (folder / "js/new.js").write_text("3;")
    assets.refresh()
    after = assets.address("js/main.js")
    assert before != after
    assert asked(assets, assets.address("js/other.js")).body == b"22;"
    assert "js/new.js" in assets
    assert (b"cache-control", b"no-cache") in asked(assets, before).headers


def test_an_edit_is_seen_without_a_page(folder: Path) -> None:
    assets = Assets(folder, changing=True)
    (folder / "js/other.js").write_text("22;")
    assert asked(assets, "/static/js/other.js").body == b"22;"


def test_what_is_installed_is_read_once(folder: Path) -> None:
    assets = Assets(folder, changing=False)
    before = assets.version
    (folder / "js/other.js").write_text("22;")
    assets.refresh()
    assert asked(assets, "/static/js/other.js").body == b"1;"
    assert assets.version == before


def test_the_version_is_that_of_the_files_and_of_nothing_else(folder: Path) -> None:
    first = Assets(folder, changing=False).version
    (folder / "js/main.js").touch()
    (folder / ".editors-own").write_text("x")
    assert Assets(folder, changing=False).version == first


def test_head_gets_the_headers_and_other_requests_are_left_to_the_routes(folder: Path) -> None:
    assets = Assets(folder, changing=False)
    assert asked(assets, "/static/js/main.js", "HEAD").status == 200
    assert asked(assets, "/static/js/main.js", "POST") is None
    assert asked(assets, "/api/trace") is None


def test_the_style_sheets_come_in_one_file_in_their_order(folder: Path) -> None:
    (folder / "css").mkdir()
    (folder / "css/order.txt").write_text("b.css\na.css\n")
    (folder / "css/a.css").write_text(".a {}\n")
    (folder / "css/b.css").write_text(".b {}\n")
    assets = Assets(folder, changing=True)
    assert assets.text("css/page.css") == ".b {}\n.a {}\n"
    before = assets.version
    (folder / "css/a.css").write_text(".a { color: red }\n")
    assets.refresh()
    assert assets.text("css/page.css") == ".b {}\n.a { color: red }\n"
    assert assets.version != before
