"""The documentation page works without any other host."""

import base64
import hashlib
import re

import httpx
import pytest

pytestmark = pytest.mark.anyio


async def test_the_page_and_its_assets_come_from_this_server(client: httpx.AsyncClient) -> None:
    page = await client.get("/docs")
    assert page.status_code == 200
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(assets) == 3
    for asset in assets:
        assert re.match(r"/(?!/)", asset), asset
        response = await client.get(asset)
        assert response.status_code == 200, asset
        assert response.headers["etag"]
    assert not re.search(r"https?://", page.text)


async def test_the_style_sheet_loads_nothing_from_another_host(client: httpx.AsyncClient) -> None:
    sheet = (await client.get("/docs/assets/swagger-ui.css")).text
    assert [url for url in re.findall(r"url\(([^)]*)\)", sheet) if not url.strip("\"'").startswith("data:")] == []
    assert "@import" not in sheet


async def test_the_policy_lets_only_the_pages_own_script_run(client: httpx.AsyncClient) -> None:
    page = await client.get("/docs")
    policy = page.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "http" not in policy
    assert '"validatorUrl": null' in script


async def test_the_page_shows_this_servers_document(client: httpx.AsyncClient) -> None:
    assert "url: '/openapi.json'" in (await client.get("/docs")).text
