"""Files of a few kilobytes that keep a parser busy for minutes, or fill its memory: each as (name, bytes)."""

import io
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(**parts):
    """Return a zip archive of parts, given as text or bytes by their names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def office(main, kind, part, **more):
    """Return a document of Office whose main part, called `main`, is the XML `part`."""
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        "</Types>"
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    return packed(**{"[Content_Types].xml": types, "_rels/.rels": relations, main: part}, **more)


def word(body):
    text = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office("word/document.xml", "wordprocessingml.document", text)


def workbook(rows, before=""):
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{sheets}</workbook>'
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheet = f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData></worksheet>'
    more = {"xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet}
    return office("xl/workbook.xml", "spreadsheetml.sheet", book, **more)


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf(content):
    """Return a PDF of one page with this content, packed twice."""
    packed_twice = zlib.compress(zlib.compress(content, 9), 9).decode("latin-1")
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {FONT} >> >>",
        f"<< /Length {len(packed_twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n{packed_twice}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def columns(span):
    paragraph = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph}</w:tc>'
    return word(f"<w:tbl><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>")


DOCUMENTS = {
    "a million letters, each on its own": ("a.pdf", pdf(b"BT /F1 9 Tf " + b"(a) Tj " * 1_000_000 + b"ET")),
    "a hundred megabytes in three kilobytes": ("a.pdf", pdf(b" " * 100_000_000)),
    "two million paragraphs": ("a.docx", word("<w:p/>" * 2_000_000)),
    "more unpacked than there is": ("a.docx", word(" " * 101_000_000)),
    "a cell that goes on from none above": (
        "a.docx",
        word("<w:tbl><w:tblGrid/><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"),
    ),
    "scripts with words between them": ("a.html", b"<html>" + b"<script></script>word " * 400_000),
}
HEADING = f'<row r="1">{cell("A1", "id")}</row>'
TABLES = {
    "a cell far from the others": (
        "a.xlsx",
        workbook(HEADING + f'<row r="1048576">{cell("XFD1048576", "a")}</row>'),
    ),
    "names of sixteen thousand columns": ("a.csv", ",".join(map(str, range(16_000))).encode()),
    "a row of a million letters": ("a.csv", b"id,title\n" + b'"' + b"a" * 120_000 + b'","' + b"a" * 120_000 + b'"'),
    "a cell without end": ("a.csv", b'id,title\n1,"' + b"a" * 2_000_000),
    "an object in an object": ("a.jsonl", b'{"a":' * 100_000),
    "one value of many megabytes": ("a.json", b'[{"id": "' + b"a" * 8_000_000),
    "more unpacked than there is": ("a.xlsx", workbook(" " * 201_000_000)),
    "a million rows of one workbook": (
        "a.xlsx",
        workbook(HEADING + "<row/>" * 1_500_000),
    ),
}
