"""Makes `report_templates/reference.docx`, which holds the styles of every Word document.

Only for the maintainers of the styles (`python -m assessor.render.reference_docx`): a city changes the file itself in
Word. Every style names its East Asian font and none a theme font, or Word would show Japanese in another one.
"""

from pathlib import Path

from assessor.render.word_file import zipped
from assessor.resources import data_folder

FONT = "Yu Gothic"
INK, SOFT, ACCENT, LINE, PALE, CAUTION = "1C2530", "4A545E", "1F4468", "B9C0C7", "EEF1F4", "8A3B12"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _run(half_points: int, colour: str = INK, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'<w:rPr>{_fonts()}{weight}<w:color w:val="{colour}"/>{size}</w:rPr>'


def _space(before: int, after: int, line: int | None) -> str:
    """Blanks in twentieths of a point; lines are exact, because Yu Gothic's own height is nearly two lines."""
    height = f' w:line="{line}" w:lineRule="exact"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _style(ident: str, name: str, paragraph: str, run: str, after: str | None = None) -> str:
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>"
    )


def _border(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _heading(level: int, half_points: int, before: int, after: int, line: int) -> str:
    borders = {
        1: f"<w:pBdr>{_border('bottom', 8, ACCENT, 4)}</w:pBdr>",
        2: f"<w:pBdr>{_border('left', 24, ACCENT, 6)}</w:pBdr>",
    }
    paragraph = (
        f"<w:keepNext/><w:keepLines/>{borders.get(level, '')}{_space(before, after, line)}"
        f'<w:outlineLvl w:val="{level - 1}"/>'
    )
    colour = ACCENT if level == 1 else INK
    run = _run(half_points, colour, bold=True)
    return _style(f"Heading{level}", f"heading {level}", paragraph, run, after="BodyText")


def _paragraph_styles() -> str:
    left, both, right = (f'<w:jc w:val="{side}"/>' for side in ("left", "both", "right"))
    thick = f"<w:pBdr>{_border('bottom', 14, ACCENT, 6)}</w:pBdr>"
    return "".join(
        (
            _style("BodyText", "Body Text", _space(0, 110, 335) + both, _run(21)),
            _style("Title", "Title", f"<w:keepNext/>{thick}{_space(0, 160, 540)}{left}", _run(38, ACCENT, bold=True)),
            _style("Subtitle", "Subtitle", _space(0, 80, 380) + left, _run(23, SOFT)),
            _style("Issued", "Issued", _space(40, 120, 350) + right, _run(21)),
            _style("Internal", "Internal", _space(0, 120, 320) + left, _run(19, CAUTION, bold=True)),
            _heading(1, 29, 420, 180, 440),
            _heading(2, 24, 360, 140, 380),
            _heading(3, 22, 280, 100, 350),
            _heading(4, 21, 240, 80, 350),
            _style("ListParagraph", "List Paragraph", _space(0, 40, 330) + left, _run(21)),
            _style("Term", "Term", "<w:keepNext/>" + _space(120, 40, 340) + left, _run(21, bold=True)),
            _style("Definition", "Definition", "<w:keepLines/>" + _space(40, 40, 330) + left, _run(21)),
            _style("TableText", "Table Text", _space(10, 10, 255) + left, _run(18)),
            _style("TableHead", "Table Head", "<w:keepNext/>" + _space(10, 10, 255) + left, _run(18, bold=True)),
            _style("Caption", "caption", "<w:keepNext/>" + _space(200, 80, 300) + left, _run(19, bold=True)),
            _style(
                "Figure", "Figure", '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:jc w:val="center"/>', ""
            ),
            _style("FigureTitle", "Figure Title", _space(0, 240, 300) + '<w:jc w:val="center"/>', _run(19, bold=True)),
            _style("CalloutLabel", "Callout Label", "<w:keepNext/>" + _space(0, 40, 330), _run(21, CAUTION, bold=True)),
            _style("Spacer", "Spacer", _space(0, 0, 140), _run(8)),
            _style("Header", "header", '<w:tabs><w:tab w:val="right" w:pos="9412"/></w:tabs>', _run(17, SOFT)),
            _style("Footer", "footer", '<w:jc w:val="center"/>', _run(17, SOFT)),
        )
    )


def _table_style(name: str, borders: str, shade: str, margins: tuple[int, int], head: str = "") -> str:
    fill = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{shade}"/></w:tcPr>' if shade else ""
    across, down = margins
    cell = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", down), ("left", across), ("bottom", down), ("right", across))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cell}</w:tblCellMar></w:tblPr>{fill}{head}</w:style>"
    )


def _table_styles() -> str:
    sides = ("top", "left", "bottom", "right")
    grid = "".join(_border(side, 4, LINE) for side in (*sides, "insideH", "insideV"))
    rows = "".join(_border(side, 4, LINE) for side in ("top", "bottom", "insideH"))
    notice = (
        _border("top", 4, LINE) + _border("left", 24, ACCENT) + _border("bottom", 4, LINE) + _border("right", 4, LINE)
    )
    caution = "".join(_border(side, 36 if side == "left" else 8, CAUTION) for side in sides)
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'{_border("bottom", 10, ACCENT)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr>'
        "</w:tblStylePr>"
    )
    return "".join(
        (
            _table_style("Rows", grid, "", (100, 40), head),
            _table_style("Facts", rows, "", (80, 40)),
            _table_style("Notice", notice, "F3F5F7", (200, 100)),
            _table_style("Caution", caution, "FDF7F3", (200, 100)),
        )
    )


def _styles() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    defaults = f'<w:rPrDefault><w:rPr>{_fonts()}<w:sz w:val="21"/><w:szCs w:val="21"/>{language}</w:rPr></w:rPrDefault>'
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:snapToGrid w:val="0"/></w:pPr>'
        f"{_run(21)}</w:style>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults>{defaults}<w:pPrDefault/></w:docDefaults>'
        f"{normal}{table}{character}{_paragraph_styles()}{_table_styles()}</w:styles>"
    )


def _numbering() -> str:
    def level(index: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{400 * (index + 1)}" w:hanging="320"/></w:pPr>'
            f"<w:rPr>{_fonts()}</w:rPr></w:lvl>"
        )

    bullets = "".join(level(index, "bullet", "•–・"[index % 3]) for index in range(9))
    numbers = "".join(level(index, "decimal", f"%{index + 1}.") for index in range(9))
    return (
        f'{_HEAD}<w:numbering xmlns:w="{_W}">'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/></w:settings>'
    )


def _document() -> str:
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_REL}"><w:body><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1247" w:bottom="1304" w:left="1247" w:header="680" w:footer="624"'
        ' w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def reference_file() -> bytes:
    """The bytes of `reference.docx`, the same at every call."""
    parts = ("styles", "numbering", "settings")
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}.{part}+xml"/>' for part in parts)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate(parts, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">'
            f"{relations}</Relationships>",
            "word/document.xml": _document(),
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            "word/settings.xml": _settings(),
        }
    )


def main() -> None:
    """Write the file beside the other templates."""
    Path(data_folder("report_templates") / "reference.docx").write_bytes(reference_file())


if __name__ == "__main__":
    main()
