from io import BytesIO
from zipfile import ZipFile

from assessor.render.reference_docx import reference_file
from assessor.resources import data_folder


def parts(archive: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_shipped_styles_are_those_that_the_module_makes() -> None:
    shipped = (data_folder("report_templates") / "reference.docx").read_bytes()
    assert parts(shipped) == parts(reference_file())
