"""What is kept of a fault of the program itself: its type and its places, nothing that a city said."""

import os
from pathlib import Path


def keep_fault(fault: BaseException) -> Path | None:
    """Keep the type and the places of a fault, no value: values are the city's secrets. None = it cannot be written."""
    from platformdirs import user_state_path

    report = "\n".join(_report(fault)) + "\n"
    try:
        folder = user_state_path("assessor", appauthor=False)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = folder / "last-fault.log"
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(report)
    except OSError:
        return None
    return log


def _report(fault: BaseException | None) -> list[str]:
    import traceback

    lines: list[str] = []
    while fault is not None:
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        places = traceback.extract_tb(fault.__traceback__)
        lines += [f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
        fault = fault.__cause__ or fault.__context__
    return lines
