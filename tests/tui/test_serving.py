"""The interface in a browser: loopback only, behind an address that cannot be guessed, nothing from outside."""

import asyncio
import base64
import os
import re
import shutil
import signal
import sys
from asyncio import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

from assessor.children import FILE_VARIABLE
from assessor.errors import ExitCode, MissingOptional, PlaceNotServed
from assessor.service.assessing import create_programme
from assessor.service.settings import Session
from assessor.tui.serving import loopback, serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SECONDS = 60


@pytest.fixture
def programme(tmp_path: Path) -> str:
    target = str(tmp_path / "市.assessor")
    create_programme(target, Session("企画課"), titles={"municipality": "みらい市"})
    return target


@asynccontextmanager
async def served(programme: str, home: Path) -> AsyncIterator[str]:
    """The address of a programme that is served."""
    environment = {**os.environ, "XDG_STATE_HOME": str(home), "ASSESSOR_BY": "企画課", "ASSESSOR_LANG": "ja"}
    server = await subprocess.create_subprocess_exec(
        sys.executable, "-m", "assessor", "serve", programme, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        yield (await asyncio.wait_for(server.stdout.readline(), SECONDS)).decode().strip()
    finally:
        server.send_signal(signal.SIGINT)
        await asyncio.wait_for(server.communicate(), SECONDS)


@pytest.mark.parametrize("host", ["192.168.1.1", "::", "10.0.0.1", "example.jp", "", "localhost.example.jp"])
def test_no_host_but_this_computers_own_is_served(host: str) -> None:
    with pytest.raises(PlaceNotServed):
        loopback(host)


@pytest.mark.parametrize(("host", "address"), [("localhost", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("::1", "::1")])
def test_this_computers_own_addresses_are_served(host: str, address: str) -> None:
    assert loopback(host) == address


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "assessor.tui.browser", None)
    with pytest.raises(MissingOptional) as caught:
        serve("x", Session("x"), "ja", ("127.0.0.1", 0), print)
    assert caught.value.exit_code == ExitCode.MISSING_OPTIONAL


async def test_whoever_does_not_know_the_token_or_comes_from_elsewhere_gets_nothing(
    programme: str, tmp_path: Path
) -> None:
    async with served(programme, tmp_path) as address, ClientSession() as client:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
        place = address.rsplit("/", 2)[0]
        wrong = address[:-2] + ("A" if address[-2] != "A" else "B") + "/"
        refused: list[tuple[str, dict[str, str]]] = [
            (place + "/", {}),
            (wrong, {}),
            (wrong + "static/js/textual.js", {}),
            (place + "/ws", {}),
        ]
        refused += [(address, {"Host": "evil.example"}), (address + "ws", {"Origin": "http://evil.example"})]
        for url, headers in refused:
            async with client.get(url, headers=headers) as answer:
                assert answer.status == 403, (url, headers)
                assert "みらい" not in await answer.text()
        async with client.get(address) as answer:
            assert answer.status == 200
            page = await answer.text()
        assert not [url for url in re.findall(r"(?:https?:)?//[\w.-]+", page) if "127.0.0.1" not in url]


class Browser:
    """A page in a headless browser, driven through its own protocol."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket, self._last = socket, 0
        self.asked: list[str] = []

    async def do(self, method: str, **wishes: object) -> dict[str, Any]:
        self._last += 1
        await self._socket.send_json({"id": self._last, "method": method, "params": wishes})
        while True:
            message = await asyncio.wait_for(self._socket.receive_json(), SECONDS)
            if message.get("method") == "Network.requestWillBeSent":
                self.asked.append(message["params"]["request"]["url"])
            if message.get("id") == self._last:
                found: dict[str, Any] = message.get("result", {})
                return found

    async def value(self, script: str) -> object:
        return (await self.do("Runtime.evaluate", expression=script))["result"].get("value")

    async def until(self, script: str) -> None:
        for _ in range(SECONDS * 5):
            if await self.value(script):
                return
            await asyncio.sleep(0.2)
        raise TimeoutError(script)


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    assert CHROMIUM is not None
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run")
    held = await subprocess.create_subprocess_exec(
        CHROMIUM, *flags, f"--user-data-dir={folder}", "--window-size=1200,800", "about:blank",
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        port = folder / "DevToolsActivePort"
        for _ in range(SECONDS * 5):
            if port.exists() and port.read_text().strip():
                break
            await asyncio.sleep(0.2)
        place = f"http://127.0.0.1:{port.read_text().split()[0]}"
        async with ClientSession() as client:
            async with client.get(f"{place}/json/list") as answer:
                page = next(one for one in await answer.json() if one["type"] == "page")
            async with client.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Browser(socket)
    finally:
        held.kill()
        await held.wait()


@pytest.mark.skipif(CHROMIUM is None, reason="CHROMIUM IS NOT INSTALLED: the page in a browser was not tried")
async def test_a_browser_shows_the_programme_and_asks_nobody_else_for_anything(programme: str, tmp_path: Path) -> None:
    async with served(programme, tmp_path) as address, browser(tmp_path / "browser") as page:
        await page.do("Network.enable")
        await page.do("Page.enable")
        await page.do("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.do("Page.navigate", url=address[:-3] + "zz/")
        await page.until("document.body && document.body.innerText === 'assessor: 403'")
        await page.do("Page.navigate", url=address)
        await page.until("document.body && document.body.classList.contains('-first-byte')")
        for _ in range(SECONDS * 2):
            picture = base64.b64decode((await page.do("Page.captureScreenshot"))["data"])
            if len(picture) > 20_000:
                break
            await asyncio.sleep(0.5)
        assert not await page.value("document.body.classList.contains('-closed')")
        assert len(picture) > 20_000
        await page.until("document.activeElement.tagName === 'TEXTAREA'")
        place = address.rsplit("/", 2)[0].removeprefix("http://")
        outside = [url for url in page.asked if place not in url and not url.startswith(("data:", "about:"))]
        assert page.asked and not outside


def test_what_a_pages_process_is_started_with_names_no_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody on a computer may read those words, and an address may hold a password."""
    from assessor.tui import browser

    started: list[tuple[tuple[str, ...], dict[str, str]]] = []

    async def start(*words: str, env: dict[str, str], **_: object) -> Any:
        started.append((words, env))
        raise OSError

    monkeypatch.setattr(subprocess, "create_subprocess_exec", start)
    service = browser.OneProgramme.__new__(browser.OneProgramme)
    service.arguments, service.file = ("--by=x", "--lang=ja"), "postgresql://u:geheim@localhost/city"
    monkeypatch.setattr(service, "_build_environment", lambda **_: {"HOME": "/", "PYTHONPATH": "."}, raising=False)
    with pytest.raises(OSError):
        asyncio.run(service._open_app_process())
    ((words, environment),) = started
    assert "geheim" not in " ".join(words)
    assert environment == {"HOME": "/", FILE_VARIABLE: service.file}
