import io

import pytest
from docx import Document as WordDocument
from pypdf import PdfWriter

from desk.reading import documents, parsers
from desk.reading.documents import document_of, guess_language
from desk.sandbox import NotReadable
from tests.desk import bombs

PAGE = """<!doctype html><html lang="fr-FR"><head><title>Titre | CNES</title>
<meta property="og:title" content="Un accord est signé"><meta property="og:site_name" content="CNES">
<meta property="article:published_time" content="2018-06-25T10:00:00+02:00"><style>p { color: red }</style></head>
<body><nav>Menu</nav><h1>Un accord</h1><p>Le CNES et
<b>l’ASI</b> ont signé.<br>Hier.</p><script>alert(1)</script><ul><li>un</li><li>deux</li></ul></body></html>"""


def pdf(*lines, **about):
    """Return a PDF of one page that says `lines`."""
    content = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< " + " ".join(f"/{name} ({value})" for name, value in about.items()) + " >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()


def test_a_page_is_read_without_what_stands_around_it():
    document = document_of(PAGE.encode(), "page.html")
    assert document.text == "Un accord\n\nLe CNES et l’ASI ont signé.\nHier.\n\nun\n\ndeux"
    assert (document.title, document.publisher) == ("Un accord est signé", "CNES")
    assert (document.language, document.published) == ("fr", "2018-06-25")


@pytest.mark.many
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2018-06-25T10:00:00.000Z", "2018-06-25"),
        ("Mon, 25 Jun 2018 10:00:00 GMT", "2018-06-25"),
        ("2018/06/25", "2018-06-25"),
        ("2118-06-25", None),
        ("2018-06", None),
        ("25 June", None),
    ],
)
def test_a_page_says_its_day_in_its_head_but_none_to_come(said, day):
    page = PAGE.replace("2018-06-25T10:00:00+02:00", said)
    assert document_of(page.encode(), "page.html").published == day


@pytest.mark.thorough
def test_a_page_tells_its_encoding_or_is_utf_8():
    assert document_of("<html><p>été</p>".encode(), "a.html").text == "été"
    latin = '<html><meta charset="iso-8859-1"><p>été</p>'.encode("latin-1")
    assert document_of(latin, "a.html").text == "été"
    assert document_of("<html><p>été</p>".encode("cp1252"), "a.html").text == "été"


def test_a_pdf_is_read_with_its_title():
    document = document_of(pdf("CNES and CSA signed an agree-", "ment in Paris.", Title="A release", Author="CNES"))
    assert document.text == "CNES and CSA signed an agreement in Paris."
    assert (document.title, document.publisher) == ("A release", "CNES")


def test_a_word_file_is_read_with_its_tables():
    word = WordDocument()
    word.add_paragraph("Le traité est signé.")
    word.add_table(1, 2).rows[0].cells[0].text = "Parties"
    word.core_properties.title = "Traité"
    content = io.BytesIO()
    word.save(content)
    document = document_of(content.getvalue(), "treaty.docx")
    assert document.text.split("\n\n") == ["Le traité est signé.", "Parties"]
    assert document.title == "Traité"


SHOWN = '<w:vanish w:val="0"/>'


def run(text, about=""):
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def changed(kind, content):
    return f'<w:{kind} w:id="1" w:author="A" w:date="2021-01-01T00:00:00Z">{content}</w:{kind}>'


def read(content, name):
    """Return the text of a document, read in this process."""
    [document] = parsers.parsed(io.BytesIO(content), name, "")
    return document["text"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            f"<w:p>{run('It was ')}{changed('ins', run('signed'))}{changed('del', run('drafted'))}.</w:p>",
            "It was signed",
        ),
        (f"<w:p>{changed('moveFrom', run('Paris '))}{run('in ')}{changed('moveTo', run('Rome'))}</w:p>", "in Rome"),
        (f"<w:p>{run('old', '<w:strike/>')}{run('twice', '<w:dstrike/>')}{run('new')}</w:p>", "new"),
        (f"<w:p>{run('unseen', '<w:vanish/>')}{run('seen', SHOWN)}</w:p>", "seen"),
        (
            f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('Date: ')}<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>"
            f"{run('25 June 2018')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
            "Date: 25 June 2018",
        ),
        (
            f"<w:p>{run('Place:')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}"
            "</w:sdtContent></w:sdt></w:p>",
            "Place:",
        ),
        (
            f"<w:p><w:pPr><w:rPr>{changed('del', '')}</w:rPr></w:pPr>{run('one ')}</w:p><w:p>{run('line')}</w:p>",
            "one line",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{run('Parties')}</w:p></w:tc><w:tc><w:p>{run('BE and FR')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:trPr>{changed('del', '')}</w:trPr><w:tc><w:p>{run('gone')}</w:p></w:tc></w:tr></w:tbl>",
            "Parties BE and FR",
        ),
        (
            f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink><w:fldSimple>{run(' and a field')}</w:fldSimple>"
            "<w:r><w:instrText> PAGE </w:instrText><w:noBreakHyphen/><w:tab/><w:t>end</w:t></w:r></w:p>",
            "a link and a field- end",
        ),
    ],
)
def test_a_word_file_says_what_it_says_once_its_changes_are_accepted(body, text):
    assert read(bombs.word(body), "a.docx") == text


def test_a_cell_of_very_many_columns_is_one_cell():
    assert read(bombs.columns(2_000_000_000), "a.docx") == "a"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Le traité est signé.", "a.txt"),
        ("<html><p>Le traité est signé.</p></html>", "a.html"),
        ('<html><meta charset="utf-16"><p>Le traité est signé.</p>', "a.htm"),
    ],
)
def test_utf_16_is_read(content, name, encoding):
    assert read(content.encode(encoding), name) == "Le traité est signé."


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>no</p>",
        "<p style='color: red; DISPLAY : none'>no</p>",
        "<p style='visibility:hidden'>no</p>",
        "<del>no</del>",
        "<s>no</s>",
        "<strike>no</strike>",
        "<span style='text-decoration: underline line-through red'>no</span>",
        "<span style='text-decoration-line: line-through'>no</span>",
        "<dialog>no</dialog>",
        "<template>no</template>",
        "<span class='a Gone'>no</span>",
        "<div id='old'><p>no</p></div>",
        "<select><option>no</option></select>",
    ],
)
def test_what_a_page_hides_or_strikes_out_is_not_read(hidden):
    style = ".gone, #old { display: none } @media print { .kept { display: none } } body { visibility: hidden }"
    page = f"<html><head><style>{style}</style></head><body><p class='kept'>It was {hidden}signed.</p></body></html>"
    assert "".join(read(page.encode(), "a.html").split()) == "Itwassigned."


def test_signs_that_nobody_sees_are_not_in_a_text():
    assert read("The inter\u00adnational co\u200bopera\x02tion, Lie\u0300ge".encode(), "a.txt") == (
        "The international cooperation, Liège"
    )


def test_plain_text_is_guessed_at():
    text = "Paris, 25 June 2018\r\n\r\nAn agreement was signed\r\n\r\nIt is the first of its kind."
    document = document_of(text.encode("utf-8-sig"), "release.txt")
    assert document.text == "Paris, 25 June 2018\n\nAn agreement was signed\n\nIt is the first of its kind."
    assert (document.title, document.language) == ("An agreement was signed", "en")
    assert document.published == "2018-06-25"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The agreement has been signed by the two agencies."),
        ("fr", "L'accord a été signé par les deux agences."),
        ("es", "El acuerdo fue firmado por las dos agencias."),
        ("nl", "De overeenkomst werd door beide partijen ondertekend."),
        ("it", "L'accordo è stato firmato dalle due agenzie."),
        ("de", "Das Abkommen wurde von den beiden Agenturen unterzeichnet."),
    ],
)
def test_the_language_shows_in_the_small_words(language, text):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("und", "日本と米国は宇宙協力協定に署名した。"),
        (
            "pl",
            "Polska i Francja podpisały umowę o współpracy w dziedzinie badań kosmicznych, która jest ważna.",
        ),
        ("uk", "Україна і Франція підписали угоду про співпрацю у сфері космосу, яка набуде чинності в травні."),
        ("ro", "Spania și Franța au semnat un acord de cooperare în domeniul spațial."),
        ("lv", "Latvija un Francija parakstīja nolīgumu par sadarbību kosmosā, un tas stāsies spēkā maijā."),
        ("no", "Norge og Frankrike har signert en avtale om samarbeid i rommet som vil tre i kraft i mai."),
        ("pt", "O Brasil e a China assinaram um acordo de cooperação no espaço."),
        ("ru", "Россия и Китай подписали соглашение о сотрудничестве в космосе."),
    ],
)
def test_a_language_that_is_not_read_is_known_from_those_that_are(language, text):
    assert guess_language(text) == language


def test_what_a_page_says_of_its_language_holds_where_its_words_do_not_tell():
    assert guess_language("日本と米国は署名した。", "ja") == "ja"
    assert guess_language("The agreement was signed by the agency and is in force.", "ja") == "en"


@pytest.mark.many
@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"%PDF-1.4 nothing more", "a.pdf", "damaged"),
        (b"PK\x03\x04 nothing more", "a.docx", "not a readable Word document"),
        (b"\xd0\xcf\x11\xe0\0\0", "a.doc", "cannot be read"),
        (b"  \n ", "a.txt", "no text"),
        (b"<html><body></body></html>", "a.html", "no text"),
        (b"x" * (documents.LARGEST + 1), "a.txt", "more than 10 MB"),
        (b"x " * parsers.MOST_LETTERS, "a.txt", "more than"),
    ],
)
def test_what_cannot_be_read_says_why(content, name, why):
    with pytest.raises(NotReadable, match=why):
        document_of(content, name)


def test_a_locked_pdf_says_so():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(NotReadable, match="protected by a password"):
        document_of(content.getvalue())
