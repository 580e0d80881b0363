"""Where a programme lies, and whether that place keeps what it promises."""

from pathlib import Path

from assessor.storage.network_place import network_kind
from assessor.storage.target import is_url


def network_drive(target: str) -> str | None:
    """The kind of network drive a programme lies on (`cifs`, `nfs4`, `UNC` …); None for a disk here or a server."""
    return None if is_url(target) else network_kind(Path(target))
