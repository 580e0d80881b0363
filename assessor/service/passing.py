"""What keeps a text from being published, each finding under a key of its own, and what somebody let pass by name."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from assessor.engine.release_course import OutOfOrder
from assessor.faults.releases import PassReasonMissing, UnknownPass
from assessor.model.claims import Claim, OwnSentence
from assessor.model.fiscal import era_date
from assessor.model.release import PassedFinding
from assessor.model.remark import Remark
from assessor.service.texts import paragraphs

CLAIM_CODE = "claim"
"""The code of a false claim of an edited text, and of a sentence that reads like one."""
OWN_CODE = "own_text"
"""The code of a sentence that somebody wrote into the text and that nothing stands behind."""
ORDER_CODE = "date_order"
"""The code of a day of decision that goes back in time."""
_LENGTH = 6


class Blocking(NamedTuple):
    """A finding that somebody must mend or pass. `key` is its code and a digest of its place and words.

    A pass holds for this finding alone: another one of the same kind, found later, has another key.
    """

    key: str
    code: str
    words: str
    finding: Remark | Claim | OwnSentence | OutOfOrder


def blocking(
    remarks: Iterable[Remark], claims: Iterable[Claim] = (), own: Iterable[OwnSentence] = ()
) -> tuple[Blocking, ...]:
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
    for sentence in own:
        code = CLAIM_CODE if sentence.near else OWN_CODE
        found.append(Blocking(_key(met, code, sentence.text, sentence.section), code, sentence.text, sentence))
    return tuple(found)


def out_of_place(order: OutOfOrder | None) -> tuple[Blocking, ...]:
    """A day of decision that goes back in time, to be passed like a finding on the text."""
    if order is None:
        return ()
    words, against = era_date(order.dated), order.against.id if order.against else ""
    key = _key(Counter(), ORDER_CODE, order.stage, words, against)
    return (Blocking(key, ORDER_CODE, words, order),)


def _key(met: Counter[str], code: str, *told: str) -> str:
    """The key of a finding; the second one in the very same sentence is numbered."""
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()
    key = f"{code}:{digest[:_LENGTH]}"
    met[key] += 1
    return key if met[key] == 1 else f"{key}-{met[key]}"


def left(found: Iterable[Blocking], passed: Collection[str]) -> tuple[Blocking, ...]:
    """What nobody let pass."""
    return tuple(one for one in found if one.key not in passed)


def noted(found: Collection[Blocking], passed: Collection[str], reason: str | None, by: str) -> Iterator[PassedFinding]:
    """What was let pass, with who did and why.

    Raises:
        UnknownPass: a key that names nothing found: what it was meant for may have been mended, or mistyped.
        PassReasonMissing: without a reason nothing is let pass.
    """
    unknown = [key for key in passed if key not in {one.key for one in found}]
    if unknown:
        raise UnknownPass(codes=", ".join(unknown), known=", ".join(one.key for one in found) or "―")
    if passed and not (reason or "").strip():
        raise PassReasonMissing(codes=", ".join(passed))
    why = paragraphs("reason", reason) if reason else ""
    for one in found:
        if one.key in passed:
            yield PassedFinding(code=one.code, key=one.key, words=one.words, reason=why, by=by)
