"""What is remembered between two starts: look, recent programmes, where the cursor was, text half typed.

Small files in the user's own state folder, readable by nobody else. They are a comfort, never a store: a file that
cannot be read or written is as good as none.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MOST_RECENT = 5
LONGEST_FILE = 2_000_000


def state_folder() -> Path:
    """The user's state folder for this program."""
    from platformdirs import user_state_path

    return user_state_path("assessor", appauthor=False)


class Memory:
    """What concerns no single programme; read anew before each change, since several windows may be open."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self.folder = folder
        self._path = folder / "screens.json"
        self._put_first: dict[str, Any] = {}

    def setting(self, name: str, default: str) -> str:
        """A setting such as `look`."""
        value = _read(self._path).get(name)
        return value if isinstance(value, str) else default

    def keep_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        _write(self._path, {**_read(self._path), name: value})

    def recent(self) -> tuple[Mapping[str, Any], ...]:
        """The programmes opened last, latest first: `target`, `title`, `answered`, `applicable`, `day`."""
        rows = _read(self._path).get("recent")
        return tuple(one for one in rows if _is_recent(one)) if isinstance(rows, list) else ()

    def keep_recent(self, entry: Mapping[str, Any]) -> None:
        """Put a programme first; what was put there last by this window is neither read nor written again.

        Another window may have put its own before it: two of them would take turns for ever.
        """
        if dict(entry) == self._put_first:
            return
        self._put_first = dict(entry)
        if self._put_first in self.recent()[:1]:
            return
        others = [one for one in self.recent() if one["target"] != entry["target"]]
        _write(self._path, {**_read(self._path), "recent": [dict(entry), *others][:MOST_RECENT]})

    def of(self, target: str) -> "PlaceMemory":
        """What is remembered of one programme."""
        name = hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return PlaceMemory(self.folder / f"place-{name}.json")


class PlaceMemory:
    """Where somebody was in one programme, and what was half typed there; changes are written by `flush`."""

    def __init__(self, path: Path) -> None:
        """Read what is there."""
        self._path = path
        self._data = self._written = _read(path)

    @property
    def cursor(self) -> tuple[str, str] | None:
        """The pair looked at last."""
        pair = self._data.get("cursor")
        return (str(pair[0]), str(pair[1])) if isinstance(pair, list) and len(pair) == 2 else None

    @property
    def drafts(self) -> dict[str, str]:
        """Texts half typed, by subject, control and field."""
        texts = self._data.get("drafts")
        return {key: text for key, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else {}

    def keep_cursor(self, pair: tuple[str, str]) -> None:
        """Remember the pair looked at."""
        self._data = {**self._data, "cursor": list(pair)}

    def keep_draft(self, key: str, text: str | None) -> None:
        """Remember a text half typed; None forgets it."""
        texts = {**self.drafts, key: text}
        self._data = {**self._data, "drafts": {name: one for name, one in texts.items() if one is not None}}

    def flush(self) -> None:
        """Write what changed."""
        if self._data != self._written:
            _write(self._path, self._data)
            self._written = self._data


def _write(path: Path, data: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file of this kind is readable by its owner alone.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="screens-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as stream:
                json.dump(data, stream, ensure_ascii=False)
            Path(name).replace(path)
        finally:
            # On Windows it cannot take the place of a file that another window has open; no copy may be left.
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LONGEST_FILE:
            return {}
        data = json.loads(path.read_text("utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_recent(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("target"), str) and isinstance(entry.get("title"), str)
