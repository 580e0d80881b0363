"""Broken on purpose: a harness in the place of `bombs` whose template asks the network and writes a file."""

import os
import socket
import sys
from pathlib import Path

from tests.trust import bombs

if __name__ == "__main__":
    socket.socket().close()
    Path(sys.argv[1]).mkdir()
    (Path(sys.argv[1]) / "left").write_text("x", "utf-8")
    os.unlink(Path(sys.argv[1]) / "left")
    sys.argv[1] += "-again"
    bombs.main()
