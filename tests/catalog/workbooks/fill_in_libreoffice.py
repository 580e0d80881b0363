"""How `answered_in_libreoffice.xlsx` was made: LibreOffice itself opens, fills in and saves the blank questionnaire.

`python -m tests.catalog.workbooks.fill_in_libreoffice` needs `soffice` and writes the two workbooks of this folder:
the blank one as it is sent, and the one that came back. A macro sets the texts of the open cells, as typing them does
(their format is text). To look at it as it prints: `soffice --headless --convert-to pdf FILE`.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
SENT, ANSWERED = FOLDER / "sent.xlsx", FOLDER / "answered_in_libreoffice.xlsx"

TYPED = {
    1: {"C11": "みらい交通株式会社", "C12": "運行管理課長", "C13": "2026-11-20"},
    2: {
        "F4": "実施している",
        "G4": "=1+1 のような文も\n2行目まで",
        "I4": "運用手順書",
        "J4": "2026-03-25",
        "F5": "計画がある",
        "K5": "令和9年度",
        "F6": "該当しない",
        "H6": "外部に公開していない",
        "G7": "0123",
        "F7": "実施している",
    },
}
"""By page (from 1) and cell; a text begun with `=` is typed with a mark before it, as people do."""

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Fill" script:language="StarBasic">
Sub Typed(page, cell, text)
  On Error Resume Next
  page.getCellRangeByName(cell).setString(text)
End Sub
Sub Main
  Dim args(0) As New com.sun.star.beans.PropertyValue
  args(0).Name = "Hidden"
  args(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, args())
{lines}
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("{target}", how())
  doc.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Fill"/>
</library:library>
"""


def _quoted(text: str) -> str:
    parts = ('"' + part.replace('"', '""') + '"' for part in text.split("\n"))
    return " & Chr(10) & ".join(parts).replace("&", "&amp;").replace("<", "&lt;")


def fill_in(source: Path, target: Path) -> None:
    """Let LibreOffice open a workbook, type into it and save it."""
    lines = [
        f"  Typed(doc.Sheets.getByIndex({page - 1}), {_quoted(cell)}, {_quoted(text)})"
        for page, cells in TYPED.items()
        for cell, text in cells.items()
    ]
    with TemporaryDirectory() as name:
        basic = Path(name) / "user" / "basic" / "Standard"
        words = ["soffice", f"-env:UserInstallation={Path(name).as_uri()}", "--headless", "--norestore"]
        # The first start makes the profile; a macro that lies there before would be overwritten.
        subprocess.run([*words, "--terminate_after_init"], check=True, timeout=180)
        module = MODULE.format(source=source.as_uri(), target=target.as_uri(), lines="\n".join(lines))
        (basic / "Fill.xba").write_text(module, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        subprocess.run([*words, "macro:///Standard.Fill.Main"], check=True, timeout=180)


def main() -> None:
    """Write both workbooks."""
    from tests.catalog.test_inquiry_workbook import BLANK

    SENT.write_bytes(BLANK)
    fill_in(SENT, ANSWERED)
    sys.stdout.write(f"{ANSWERED}\n")


if __name__ == "__main__":
    main()
