"""What runs behind a page of `assessor serve`: the terminal interface on the driver that speaks to a browser."""

import argparse
import os
import sys

from assessor.children import FILE_VARIABLE
from assessor.errors import AssessorError, ExitCode
from assessor.fault_log import keep_fault
from assessor.limits import keep_to_owner
from assessor.tui.opening import forget_the_begin, settle_environment, settle_memory

DRIVER = "textual.drivers.web_driver:WebDriver"


def main() -> None:
    """Show the programme named in the environment until the page is closed."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--by", required=True)
    wanted.add_argument("--lang", required=True)
    given = wanted.parse_args()
    file = os.environ.pop(FILE_VARIABLE)
    settle_environment()
    settle_memory()
    os.environ.update(TEXTUAL_DRIVER=DRIVER, TEXTUAL_COLOR_SYSTEM="truecolor")
    from assessor.service.settings import Session
    from assessor.tui.app import AssessorApp
    from assessor.tui.remembering import Memory, state_folder

    keep_to_owner()
    app = AssessorApp(file, Session(given.by), given.lang, Memory(state_folder()))
    app.when_ready = forget_the_begin
    app.run()
    if app.fault is not None and not isinstance(app.fault, AssessorError):
        # The page is closed by then: the log is where it is told, and no value leaves by a traceback.
        keep_fault(app.fault)
        sys.exit(ExitCode.BUG)
