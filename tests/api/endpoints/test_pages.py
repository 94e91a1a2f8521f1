import json
import re

import httpx
import pytest

from app.api.admission.settings import LIMITS, Settings
from app.api.endpoints.pages import modules
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
        *("version", "root", "language", "languages", "words", "presets", "preset", "answer"),
        *("curve_z", "activations", "losses", "limits"),
    ]
    assert data["languages"] == [
        {"code": "en", "name": "English"},
        {"code": "zh-Hans", "name": "简体中文"},
        {"code": "zh-Hant", "name": "繁體中文"},
    ]
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
        ("/", "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("/?lang=zh-TW", "zh-CN", "zh-Hant"),
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
    assert data["words"] == {key: words(language)[key] for key in data["words"]}
    response = await client.get(path, headers={"Accept-Language": header})
    assert response.headers["content-language"] == language
    assert "accept-language" in response.headers["vary"].lower()


async def test_every_file_that_the_page_names_is_there(client: httpx.AsyncClient) -> None:
    text = (await client.get("/")).text
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    assert any(file.endswith("/js/main.js") for file in files)
    for file in files:
        assert (await client.get(file)).status_code == 200, file


def test_the_modules_to_fetch_are_those_that_are_imported() -> None:
    assert "js/main.js" in modules()
    assert "js/network/types.js" not in modules()
    assert "js/shell/theme.js" not in modules()


async def test_the_page_is_compressed_and_not_sent_again_while_it_is_the_same(client: httpx.AsyncClient) -> None:
    whole = await client.get("/")
    assert (whole.headers["content-encoding"], whole.headers["cache-control"]) == ("gzip", "no-cache")
    assert int(whole.headers["content-length"]) < len(whole.content) / 3
    again = await client.get("/", headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == whole.headers["content-security-policy"]
    other = await client.get("/?lang=zh-Hans", headers={"If-None-Match": whole.headers["etag"]})
    assert other.status_code == 200


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
