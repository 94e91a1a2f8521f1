import httpx
import pytest

from app import __version__

pytestmark = pytest.mark.anyio


async def test_the_server_says_that_it_is_alive(client: httpx.AsyncClient) -> None:
    response = await client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "version": __version__}
