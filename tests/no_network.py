"""Refuses the network to everything that a test does in this process: only this machine may be spoken to."""

import ipaddress
import socket
import sys

LOCAL_NAMES = ("localhost", "", None)


class NetworkRefused(OSError):
    """What a machine without a network would say."""


def refuse_network() -> None:
    """From here on a connection or a name look-up beyond this machine fails; it cannot be undone."""
    sys.addaudithook(_audit)


def _audit(event: str, given: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        found, address = given[0], given[1]
        if isinstance(found, socket.socket) and found.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else address
            _only_here(host)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        _only_here(given[0])


def _only_here(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES or (isinstance(name, str) and _is_loopback(name)):
        return
    raise NetworkRefused(f"a test asked the network for {name!r}")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
