"""The small web server of `assessor serve`: one page, its scripts, one websocket; everything behind the token."""

import hmac
import signal
import socket
from asyncio import subprocess
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import aiohttp_jinja2
import jinja2
import textual_serve
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from assessor.children import FILE_VARIABLE, python_command, without_steering

TEMPLATES = Path(__file__).parent / "web"
STATICS = Path(textual_serve.__file__).parent / "static"
CHILD = "assessor.tui.in_browser"
CLOSED = "assessor: 403"

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class OneProgramme(AppService):
    """Runs the terminal interface on one programme, without a shell in between."""

    arguments: Sequence[str] = ()
    file = ""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> subprocess.Process:
        process = await subprocess.create_subprocess_exec(
            *python_command(CHILD, *self.arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**without_steering(self._build_environment(width=width, height=height)), FILE_VARIABLE: self.file},
        )
        self._process = process
        self._stdin = process.stdin
        return process


class LoopbackServer(Server):
    """Serves one programme at `http://PLACE/TOKEN/`."""

    def __init__(self, place: str, token: str, arguments: Sequence[str], file: str) -> None:
        """Keep what may be asked for and by which address."""
        super().__init__("", title="assessor", public_url=f"http://{place}")
        self._place, self._token, self._arguments, self._file = place, token, arguments, file
        self.statics_path, self.templates_path = STATICS, TEMPLATES

    async def _make_app(self) -> web.Application:
        inner = web.Application()
        aiohttp_jinja2.setup(inner, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True)
        inner.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/focus.js", _focus),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.static("/static", self.statics_path, name="static"),
            ]
        )
        app = web.Application(middlewares=[self._guard])
        app.add_subapp(f"/{self._token}", inner)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse whoever does not know the token, and every page that another site or another name leads here."""
        given = request.path.split("/", 2)[1]
        known = hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())
        origin = request.headers.get("Origin", f"http://{self._place}")
        if not known or request.host != self._place or origin != f"http://{self._place}":
            return web.Response(status=403, text=CLOSED, headers=_HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
            response.headers["Content-Security-Policy"] = (
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                f"font-src 'self'; connect-src http://{self._place} ws://{self._place}; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the interface for one page, until the page is closed."""
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def close() -> None:
            await websocket.close()

        service = OneProgramme(
            "",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        service.arguments, service.file = self._arguments, self._file
        await service.start(_cells(request, "width", 80), _cells(request, "height", 24))
        try:
            await self._process_messages(websocket, service)
        finally:
            await service.stop()
        return websocket


async def _focus(_: web.Request) -> web.FileResponse:
    return web.FileResponse(TEMPLATES / "focus.js")


def _cells(request: web.Request, name: str, usual: int) -> int:
    text = request.query.get(name, "")
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 6 else usual


def run(held: socket.socket, place: str, token: str, arguments: Sequence[str], file: str) -> None:
    """Serve on a bound socket until Ctrl+C or SIGTERM."""
    server = LoopbackServer(place, token, arguments, file)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    web.run_app(server._make_app(), sock=held, access_log=None, print=None)
