"""Writes the software bill of materials (CycloneDX 1.6, JSON) of what a user installs, from `requirements.lock` alone.

`python -m benchmarks.sbom [OUT]`: the same lock gives the same bytes; no network, no clock.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)((?:[^\n]*\\\n)*[^\n]*)", re.M)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """Every pinned package with the hashes that an installation accepts, by name."""
    return [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "properties": [{"name": "assessor:accepted-sha256", "value": value} for value in _HASH.findall(rest)],
        }
        for name, version, rest in sorted(_PIN.findall(lock))
    ]


def bill(lock: str, version: str) -> dict[str, Any]:
    """The whole bill."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "assessor", "name": "assessor", "version": version}
        },
        "components": components(lock),
    }


def main() -> None:
    """Write it."""
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version is not None
    made = bill((ROOT / "requirements.lock").read_text("utf-8"), version[1])
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "assessor.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(made, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
