"""What is remembered between two starts: look, language, recent programmes, where the cursor was, text half typed.

One small file in the user's own state folder, readable by nobody else. It is a comfort, never a store: a file that
cannot be read or written is as good as none.
"""

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
    """The remembered values; every change is written at once, whole."""

    def __init__(self, folder: Path) -> None:
        """Read what is there."""
        self.folder = folder
        self._path = folder / "screens.json"
        self._data = _read(self._path)

    def setting(self, name: str, default: str) -> str:
        """A setting such as `look` or `lang`."""
        value = self._data.get(name)
        return value if isinstance(value, str) else default

    def keep_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        self._data[name] = value
        self._write()

    def recent(self) -> tuple[Mapping[str, Any], ...]:
        """The programmes opened last, latest first: `target`, `title`, `answered`, `applicable`, `day`."""
        rows = self._data.get("recent")
        return tuple(one for one in rows if _is_recent(one)) if isinstance(rows, list) else ()

    def keep_recent(self, entry: Mapping[str, Any]) -> None:
        """Put a programme first."""
        others = [one for one in self.recent() if one["target"] != entry["target"]]
        self._data["recent"] = [dict(entry), *others][:MOST_RECENT]
        self._write()

    def cursor(self, target: str) -> tuple[str, str] | None:
        """The pair looked at last in a programme."""
        pair = self._of("cursor").get(target)
        return (str(pair[0]), str(pair[1])) if isinstance(pair, list) and len(pair) == 2 else None

    def keep_cursor(self, target: str, pair: tuple[str, str]) -> None:
        """Remember the pair looked at."""
        self._of("cursor")[target] = list(pair)
        self._write()

    def drafts(self, target: str) -> dict[str, str]:
        """Texts half typed, by subject, control and field."""
        texts = self._of("drafts").get(target)
        return {key: text for key, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else {}

    def keep_draft(self, target: str, key: str, text: str | None) -> None:
        """Remember a text half typed; None forgets it."""
        texts: dict[str, str] = self.drafts(target)
        if text is None:
            texts.pop(key, None)
        else:
            texts[key] = text
        self._of("drafts")[target] = texts
        self._write()

    def _of(self, name: str) -> dict[str, Any]:
        held = self._data.get(name)
        if not isinstance(held, dict):
            held = self._data[name] = {}
        return held

    def _write(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A temporary file of this kind is readable by its owner alone.
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix="screens-")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(self._data, stream, ensure_ascii=False)
            Path(name).replace(self._path)
        except OSError:
            return


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LONGEST_FILE:
            return {}
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_recent(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("target"), str) and isinstance(entry.get("title"), str)
