"""The program in a real terminal: tmux with a server of its own, keys sent, the screen read."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

LONGEST = 300.0
"""Seconds until something that never comes is given up; a busy machine is no failure."""


class Tmux:
    """A terminal of 80 by 24 in which the program runs as an officer starts it."""

    def __init__(self, folder: Path) -> None:
        """Start a server whose socket, state and files lie in a folder."""
        self._folder, self.state = folder, folder / "state"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self._environment = {
            **kept,
            "TMUX_TMPDIR": str(folder),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "LANG": "ja_JP.UTF-8",
            "ASSESSOR_LANG": "ja",
            "ASSESSOR_BY": "企画課",
            "XDG_STATE_HOME": str(self.state),
            "HOME": str(folder),
        }
        blank = ("new-session", "-d", "-x", "80", "-y", "24", "-c", str(folder), "sleep 3600")
        self._tmux("-f", "/dev/null", *blank)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def start(self, *arguments: str) -> None:
        """Run `assessor ARGUMENTS` in the place of what runs now."""
        self._tmux("respawn-pane", "-k", "-c", str(self._folder), sys.executable, "-m", "assessor", *arguments)

    def keys(self, *names: str) -> None:
        """Press keys by their names."""
        self._tmux("send-keys", *names)

    def type(self, text: str) -> None:
        """Type a text as an input method hands it over."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What is seen now."""
        return self._tmux("capture-pane", "-p")

    def until(self, *texts: str) -> str:
        """Wait until all texts are seen."""
        begun = time.monotonic()
        while True:
            seen = self.screen()
            if all(text in seen for text in texts):
                return seen
            if time.monotonic() - begun > LONGEST:
                raise AssertionError(f"{texts} never seen:\n{seen}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End the program as `kill -9` does."""
        os.kill(int(self._tmux("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)

    def close(self) -> None:
        """End the server."""
        subprocess.run(["tmux", "kill-server"], env=self._environment, capture_output=True, check=False)

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", *arguments], env=self._environment, capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout
