"""What keeps a text from being published, each finding under a key of its own, and what somebody let pass by name."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from assessor.model.claims import Claim
from assessor.model.release import PassedFinding
from assessor.model.remark import Remark
from assessor.release_errors import PassReasonMissing
from assessor.service.texts import paragraphs

CLAIM_CODE = "claim"
"""The code of a false claim of an edited text."""
_LENGTH = 6


class Blocking(NamedTuple):
    """A finding that somebody must mend or pass. `key` is its code and a digest of its place and words.

    A pass holds for this finding alone: another one of the same kind, found later, has another key.
    """

    key: str
    code: str
    words: str
    finding: Remark | Claim


def blocking(remarks: Iterable[Remark], claims: Iterable[Claim] = ()) -> tuple[Blocking, ...]:
    """What of the findings on a text blocks it, in reading order; notices are left out."""
    met: Counter[str] = Counter()
    stopping = [one for one in remarks if one.severity == "block"]
    found = []
    for one in stopping:
        code = one.code.value
        found.append(Blocking(_key(met, code, one.words, one.section, one.text), code, one.words, one))
    for claim in claims:
        key = _key(met, CLAIM_CODE, claim.text, claim.section, claim.statement)
        found.append(Blocking(key, CLAIM_CODE, claim.text, claim))
    return tuple(found)


def _key(met: Counter[str], code: str, *told: str) -> str:
    """The key of a finding; the second one in the very same sentence is numbered."""
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()
    key = f"{code}:{digest[:_LENGTH]}"
    met[key] += 1
    return key if met[key] == 1 else f"{key}-{met[key]}"


def left(found: Iterable[Blocking], passed: Collection[str]) -> tuple[Blocking, ...]:
    """What nobody let pass."""
    return tuple(one for one in found if one.key not in passed)


def noted(found: Iterable[Blocking], passed: Collection[str], reason: str | None, by: str) -> Iterator[PassedFinding]:
    """What was let pass, with who did and why.

    Raises:
        PassReasonMissing: without a reason nothing is let pass.
    """
    if passed and not (reason or "").strip():
        raise PassReasonMissing(codes=", ".join(passed))
    why = paragraphs("reason", reason) if reason else ""
    for one in found:
        if one.key in passed:
            yield PassedFinding(code=one.code, key=one.key, words=one.words, reason=why, by=by)
