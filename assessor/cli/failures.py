"""How a call ends: every failure as two sentences on stderr and its exit code; never a traceback."""

import errno
import os
import sys

import click

from assessor.cli import output
from assessor.cli.door import Door, language_of
from assessor.errors import AssessorError, CheckFailed, ExitCode, InputInvalid, OutputFailed
from assessor.fault_log import keep_fault
from assessor.i18n.sentences import problem_text, sentences
from assessor.i18n.translator import Say, translator
from assessor.i18n.visible import visible_line

_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EIO: "other",
}


def end(fault: BaseException, door: Door) -> int:
    """Tell what happened and return the exit code."""
    match fault:
        case CheckFailed():
            code = int(fault.exit_code)
        case AssessorError():
            code = _tell(fault, door)
        case click.ClickException():
            code = _tell_usage(fault, door)
        case click.Abort() | KeyboardInterrupt():
            output.note(door.say("cli.interrupted"))
            code = ExitCode.INTERRUPTED
        case output.ReaderGone():
            output.abandon()
            code = ExitCode.FINE
        case OSError(errno=int(number)) if number in _REASONS:
            output.abandon()
            code = _tell(OutputFailed(path=fault.filename or "stdout", reason=_REASONS[number]), door)
        case _:
            raise fault
    return code


def bug(fault: Exception) -> int:
    """Tell of a fault of the program itself, keep its places in a log, return the exit code."""
    say = translator(language_of(sys.argv[1:], os.environ))
    log = keep_fault(fault)
    what = say("cli.bug.what", type=type(fault).__name__)
    after = say("cli.bug.next", log=visible_line(str(log))) if log else say("cli.bug.next.unlogged")
    output.note(_joined((what, after), say))
    return ExitCode.BUG


def problem_line(problem: object, say: Say) -> str:
    """A problem of an input on one line: `file:line:column: what next`; a warning says that it is one."""
    place, warning = (getattr(problem, name) for name in ("place", "warning"))
    mark = say("cli.warning") if warning else ""
    return f"{visible_line(place)}: {mark}{problem_text(problem, say)}"


def _tell(fault: AssessorError, door: Door) -> int:
    if isinstance(fault, InputInvalid):
        for problem in fault.problems:
            output.note(problem_line(problem, door.say))
    path = fault.values.get("path") or door.file
    prefix = f"{visible_line(str(path))}: " if path else ""
    output.note(prefix + _joined(sentences(fault, door.say), door.say))
    return fault.exit_code


def _tell_usage(fault: click.ClickException, door: Door) -> int:
    context = fault.ctx if isinstance(fault, click.UsageError) else None
    command = context.command_path if context else "assessor"
    what = visible_line(" ".join(fault.format_message().split())).rstrip(".。?") + door.say("cli.full_stop")
    output.note(_joined((what, door.say("cli.usage.next", command=command)), door.say))
    return ExitCode.USAGE


def _joined(both: tuple[str, str], say: Say) -> str:
    return ("" if say.lang == "ja" else " ").join(both)
