import json
import re

import httpx
import pytest

from app.api.admission.settings import LIMITS, Settings
from app.api.endpoints.pages import in_html, modules
from app.words import words

pytestmark = pytest.mark.anyio


async def boot(client: httpx.AsyncClient, path: str = "/", **headers: str) -> dict[str, object]:
    response = await client.get(path, headers=headers)
    assert response.status_code == 200
    (text,) = re.findall(r'<script type="application/json" id="boot">(.*?)</script>', response.text, re.DOTALL)
    data: dict[str, object] = json.loads(text)
    return data


async def test_the_page_begins_with_everything_that_it_needs(client: httpx.AsyncClient) -> None:
    data = await boot(client)
    assert list(data) == [
        *("version", "root", "language", "languages", "words", "presets", "preset"),
        *("curve_z", "activations", "losses", "limits"),
    ]
    assert data["languages"] == [{"code": "en", "name": "English"}, {"code": "zh-Hans", "name": "简体中文"}]
    assert data["preset"] == (await client.get("/api/presets/lecture")).json()
    assert data["presets"] == (await client.get("/api/presets")).json()["presets"]
    assert data["activations"] == (await client.get("/api/activations")).json()["activations"]
    assert data["losses"] == (await client.get("/api/losses")).json()["losses"]
    assert data["limits"] == {name: getattr(Settings(), name) for name in LIMITS}


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        ("/", "", "en"),
        ("/", "zh-CN,zh;q=0.9", "zh-Hans"),
        ("/?lang=zh-Hans", "en", "zh-Hans"),
        ("/?lang=en", "zh-CN", "en"),
        ("/?lang=../../", "zh-CN", "zh-Hans"),
        ("/?lang=<script>", "", "en"),
    ],
)
async def test_the_page_is_in_the_readers_language(
    client: httpx.AsyncClient, path: str, header: str, language: str
) -> None:
    data = await boot(client, path, **{"Accept-Language": header})
    assert data["language"] == language
    assert data["words"] == dict(words(language))
    response = await client.get(path, headers={"Accept-Language": header})
    assert response.headers["content-language"] == language
    assert "accept-language" in response.headers["vary"].lower()


def test_data_in_the_page_cannot_end_its_element() -> None:
    data = {"name": "</script><img src=x onerror=alert(1)><!--", "other": "a & b"}
    text = str(in_html(data))
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text) == data


async def test_every_file_that_the_page_names_is_there(client: httpx.AsyncClient) -> None:
    text = (await client.get("/")).text
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    assert "/static/js/main.js" in files
    for file in files:
        assert (await client.get(file)).status_code == 200, file


def test_the_modules_to_fetch_are_those_that_are_imported() -> None:
    assert "main.js" in modules()
    assert "network/types.js" not in modules()
    assert "shell/theme.js" not in modules()


async def test_a_file_is_asked_for_again_and_sent_again_only_when_it_changed(
    client: httpx.AsyncClient,
) -> None:
    first = await client.get("/static/css/shell/problem.css")
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get("/static/css/shell/problem.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("file", "media_type"),
    [("js/main.js", "text/javascript"), ("css/tokens.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
async def test_a_file_has_a_type_that_a_browser_accepts(client: httpx.AsyncClient, file: str, media_type: str) -> None:
    assert (await client.get(f"/static/{file}")).headers["content-type"].split(";")[0] == media_type


async def test_only_the_embedded_page_may_stand_in_a_frame_of_others(client: httpx.AsyncClient) -> None:
    policies = {
        path: (await client.get(path)).headers["content-security-policy"]
        for path in ("/", "/embed", "/problems/not-found", "/docs")
    }
    assert [path for path, policy in policies.items() if "frame-ancestors *" in policy] == ["/embed"]
    assert all("frame-ancestors 'self'" in policies[path] for path in ("/", "/problems/not-found", "/docs"))
    assert policies["/embed"].replace("frame-ancestors *", "") == policies["/"].replace("frame-ancestors 'self'", "")


@pytest.mark.parametrize(
    ("query", "hide", "theme"),
    [
        ("", "", ""),
        ("?hide=inspector,sentence&theme=dark", "inspector sentence", "dark"),
        ("?hide=nonsense,views&theme=pink", "views", ""),
        ('?hide="><script>&theme="onload=', "", ""),
    ],
)
async def test_a_host_leaves_parts_of_the_page_out(
    client: httpx.AsyncClient, query: str, hide: str, theme: str
) -> None:
    text = (await client.get(f"/embed{query}")).text
    assert f'data-embed data-hide="{hide}" data-wanted="{theme}">' in text
