"""The terminal interface in a browser on this computer: loopback only, behind an address that cannot be guessed."""

import secrets
import socket
from collections.abc import Callable
from ipaddress import ip_address

from assessor.errors import MissingOptional, PlaceNotServed
from assessor.parts import INSTALL
from assessor.service.settings import Session

TOKEN_BYTES = 24
LOCAL_NAME = "localhost"


def serve(file: str, session: Session, lang: str, bind: tuple[str, int], tell: Callable[[str], None]) -> int:
    """Serve a programme until Ctrl+C; `bind` is host and port (0 = a free one), `tell` is given the address.

    Raises:
        PlaceNotServed: the host is another than this computer's own, or something else uses the port.
        MissingOptional: the extra is not installed.
    """
    host = loopback(bind[0])
    try:
        from assessor.tui.browser import run
    except ImportError as cause:
        raise MissingOptional(what="textual-serve", command=INSTALL["web"]) from cause
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with listening(host, bind[1]) as held:
        port = held.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        tell(f"http://{name}:{port}/{token}/")
        run(held, f"{name}:{port}", token, (f"--by={session.by}", f"--lang={lang}"), file)
    return 0


def loopback(host: str) -> str:
    """The host's address, where it is this computer's own.

    Raises:
        PlaceNotServed: it is another one, or a name that may be another one.
    """
    if host == LOCAL_NAME:
        return "127.0.0.1"
    try:
        address = ip_address(host)
    except ValueError:
        raise PlaceNotServed(place=host, reason="outside") from None
    if not address.is_loopback:
        raise PlaceNotServed(place=host, reason="outside")
    return str(address)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        PlaceNotServed: something else does.
    """
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        held.bind((host, port))
        held.listen()
    except (OSError, OverflowError) as cause:
        held.close()
        raise PlaceNotServed(place=port, reason="taken") from cause
    return held
