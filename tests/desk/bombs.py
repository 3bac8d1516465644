"""Files of a few kilobytes that keep a parser busy for minutes, or fill its memory: each as (name, bytes)."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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


def workbook(rows):
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    more = {"xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet}
    return office("xl/workbook.xml", "spreadsheetml.sheet", book, **more)


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf(content, resources="", *objects):
    """Return a PDF of one page with this content and these other objects, from number 5 on."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {resources} >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *objects,
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def nested_forms(depth):
    """Return a PDF whose page draws a form twice, which draws another one twice, and so on."""
    forms = []
    for number in range(5, 5 + depth):
        inner = f"/XObject << /X {number + 1} 0 R >>" if number < 4 + depth else ""
        drawn = "/X Do /X Do" if inner else "BT (a) Tj ET"
        forms.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {inner} >> /Length {len(drawn)} >>\n"
            f"stream\n{drawn}\nendstream"
        )
    return pdf("/X Do", "/XObject << /X 5 0 R >>", *forms)


SPAN = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
DOCUMENTS = {
    "forms in forms": ("a.pdf", nested_forms(30)),
    "a cell over two thousand million columns": (
        "a.docx",
        word(f"<w:tbl><w:tblGrid/><w:tr><w:tc>{SPAN}<w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
    ),
    "fifteen million paragraphs": ("a.docx", word("<w:p/>" * 15_000_000)),
}
