"""The one byte form of a checklist that is stored with a programme and whose digest names it."""

import hashlib
import json

from assessor.model.checklist import Checklist


def canonical_json(checklist: Checklist) -> bytes:
    """UTF-8, sorted keys, no spaces, absent values left out: equal checklists give equal bytes."""
    data = checklist.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()
