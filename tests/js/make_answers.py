"""Write what the server answers to the requests in `answers/`: `python tests/js/make_answers.py`.

The page's tests read these files; `test_answers.py` holds them to what the server says today.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import httpx

FOLDER = Path(__file__).parent / "answers"


async def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer of POST /api/trace, out of an application in this process."""
    from app.main import create_app

    app = create_app()
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://page") as client,
    ):
        response = await client.post("/api/trace", json=request)
        response.raise_for_status()
        told: dict[str, Any] = response.json()
        return told


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parents[2]))
    for path in sorted(FOLDER.glob("*.json")):
        request = json.loads(path.read_text("utf-8"))["request"]
        text = json.dumps({"request": request, "answer": asyncio.run(answer(request))}, ensure_ascii=False)
        path.write_text(text + "\n", "utf-8")
