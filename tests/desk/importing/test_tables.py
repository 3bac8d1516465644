"""Tables that are texts: read whole, in whatever encoding and with whatever separator, or refused with the place."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.importing import tables
from desk.importing.tables import How
from desk.sandbox import NotReadable
from spacecoop.signs import cleaned

HOW = How(["id", "title", "parties"], ["id"])


def read(content, suffix="csv", how=HOW):
    """Return (sentences, rows) of a table in this process."""
    content = content if isinstance(content, bytes) else content.encode()
    told, *rows = tables.rows(io.BytesIO(content), suffix, vars(how))
    return told, rows


def texts(content, suffix="csv", how=HOW):
    return [row for _, row, _ in read(content, suffix, how)[1]]


def why(content, suffix="csv", how=HOW):
    with pytest.raises(NotReadable) as refused:
        read(content, suffix, how)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
def test_a_text_is_read_in_the_encoding_that_it_is_in(encoding, suffix):
    entry = '{"id": "1", "title": "Coopération à Düsseldorf", "parties": "Côte d’Ivoire; España"}'
    content = {
        "csv": "id,title,parties\n1,Coopération à Düsseldorf,Côte d’Ivoire; España\n",
        "json": f"[{entry}]",
        "jsonl": f"{entry}\n",
    }[suffix]
    told, [(_, row, _)] = read(content.encode(encoding), suffix)
    assert row == {"id": "1", "title": "Coopération à Düsseldorf", "parties": "Côte d’Ivoire; España"}
    assert ["Windows-1252" in sentence for sentence in told] == [True] * (encoding == "cp1252")


@pytest.mark.parametrize(
    ("title", "encoding"),
    [("Соглашение о космосе", "cp1251"), ("Συμφωνία", "iso-8859-7"), ("Umowa o współpracy", "cp1250")],
)
def test_an_encoding_that_cannot_be_told_is_asked_for_and_taken_from_the_mapping(title, encoding):
    content = f"id,title\n1,{title}\n".encode(encoding)
    assert "write its “encoding” in the import profile" in why(content)
    assert texts(content, how=How(["id"], ["id"], encoding=encoding))[0]["title"] == title


def test_a_text_that_is_not_whole_in_its_encoding_is_refused():
    assert why("id,title\n1,é ü\n2,".encode() + b"\xe9t\xe9\n3,\xc3\xa9\xc3\xa9".replace(b"\xe9t\xe9", b"t\xe9")) == (
        "Line 3 is not in UTF-8, unlike other lines. Save the file as UTF-8."
    )
    assert "is not in utf-8" in why(b"id,title\n1,\xe9", how=How(["id"], ["id"], encoding="utf-8"))
    assert "damaged" in why(b"id,title\n1,a\0b\0")
    assert "damaged" in why(b"id,title\n1,abcdefghijklmnopqrstuvwxyz\0b")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_separator_is_known_by_the_columns(separator, suffix):
    table = "\n".join(separator.join(cells) for cells in (["id", "title", "parties"], ["1", "A treaty", "x"]))
    assert texts(table, suffix) == [{"id": "1", "title": "A treaty", "parties": "x"}]


def test_a_separator_is_not_told_by_signs_in_cells():
    assert texts('id,"title; long; longer; longest"\n1,a', how=How(["id"], ["id"])) == [
        {"id": "1", "title; long; longer; longest": "a"}
    ]
    assert texts("id;parties\n1;Korea, Republic of, the\n") == [{"id": "1", "parties": "Korea, Republic of, the"}]
    assert read("sep=|\nid|title\n1|a")[1] == [(3, {"id": "1", "title": "a"}, {})]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('id,title\n1,"open\n2,b\n', 2),
        ('id,title\n1,a\n2,"two\nlines"\n3,"open\n4,b\n', 5),
        ('id,title\n1,a\n2,"open\n3,"b"\n', 3),
        ('id;title\n1;a "b"\n2;"c" d\n', 3),
        ('id\ttitle\r\n1\t"a\r\n2\tb\r\n', 2),
        ('id,title,place\n1,a,b\n2,"open,c\n3,d,"\n4,e,f\n', 3),
    ],
)
def test_an_open_quotation_mark_is_told_with_its_line(content, line):
    assert f"Line {line}: a quotation mark" in why(content)


def test_a_cell_may_hold_quotation_marks_lines_and_separators():
    table = 'id,title\n1,"an ""open"" sky,\nand more"\n2,5" telescope\n'
    assert [(line, row["title"]) for line, row, _ in read(table)[1]] == [
        (2, 'an "open" sky,\nand more'),
        (4, '5" telescope'),
    ]


def test_the_line_that_names_the_columns_may_stand_below_a_title_and_in_other_capitals():
    told, rows = read("Treaties of the ministry\n\nas of 2026,,\nID,Title  ,PARTIES\n7,a,b\n")
    assert rows == [(5, {"ID": "7", "Title": "a", "PARTIES": "b"}, {})]
    assert told == ["Line 4 has the column names; the lines above it are ignored."]
    assert why("id,title,Id\n1,2,3") == "Columns of the same name: Id, id."


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": "1"}]',
        ' [ {"id": "1"} ]\n',
        '{"id": "1"}',
        '{"id": "1"}\n\n',
        '[{"id": 1}]',
    ],
)
def test_json_is_a_list_or_one_object_after_another(content):
    assert texts(content, "json") == [{"id": "1"}]


def test_values_of_json_are_as_they_are_written():
    [(_, row, flaws)] = read(
        '[{"id": 1.10, "title": null, "parties": ["A", "B"], "is": true, "n": 12345678901234567890, "x": {"a": 1}}]',
        "json",
    )[1]
    assert row == {
        "id": "1.10", "title": "", "parties": "A; B", "is": "true", "n": "12345678901234567890", "x": ""
    }  # fmt: skip
    assert list(flaws) == ["x"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"id": "1"}]\n[{"id": "2"}]', "Something follows the list of 1 entries"),
        ('[{"id": "1"}] x', "Something follows"),
        ('[{"id": "1"},', "cut off"),
        ('[{"id": "1"}', "cut off"),
        ("[", "cut off"),
        ('[{"id": "1"}, {"id": "2", "tit', "Entry 2 is cut off"),
        ('{"id": "1"}\n{"id": "2"', "Entry 2 is cut off"),
        ('[{"id": "1"} {"id": "2"}]', "cut off or damaged"),
        ('[{"id": "1"},, {"id": "2"}]', "Entry 2 is not an object"),
        ('[{"id": "1", "id": "2"}]', "“id” occurs twice"),
        ('[{"id": "1", "x": {"a": 1, "a": 2}}]', "“a” occurs twice"),
        ('[{"id": "1", "ID": "2"}]', "Columns of the same name"),
        (r'[{"id": "1", "ti\ud801tle": "a"}]', "Entry 1: The name of a column has a character that is not text"),
        (r'[{"id": {"\u0000": "a"}}]', "The name of a column has a character that is not text"),
        ('[{"id": NaN}]', "NaN is not a valid value"),
        ('[["id", "1"]]', "Entry 1 is not an object"),
        ('["id"]', "Entry 1 is not an object"),
        ('[{"id": "a\\u0000b"}]', "damaged"),
        ('[{"id": "\\ud800"}]', "damaged"),
    ],
)
def test_json_that_is_not_whole_is_refused(content, reason):
    assert reason in why(content, "json")


ENTRIES = st.lists(st.dictionaries(st.text("abc", min_size=1), st.text("ab \n\"',[]{}é"), min_size=1), min_size=1)


@given(entries=ENTRIES, cut=st.integers(1, 10_000))
def test_json_is_read_whole_wherever_its_pieces_end_and_never_in_part(entries, cut):
    content = json.dumps(entries)
    assert texts(content, "json") == entries
    part = content[: cut % len(content)]
    if part:
        assert why(part, "json")


CELLS = st.text(st.sampled_from("ab é€ß,;|\t\"'\n\r#=") | st.characters(codec="utf-8", exclude_categories=["C", "Z"]))


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=5),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_table_that_was_written_is_read_as_it_was(rows, separator, encoding, quoting):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=quoting).writerows(
        [("id", "title", "parties"), *((*row, "x") for row in rows)]
    )
    read_again = [tuple(row.values()) for row in texts(file.getvalue().encode(encoding))]
    assert read_again == [(*map(cleaned, row), "x") for row in rows]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NV", "#BEZUG!", "#NOM?", "########"])
def test_an_error_of_a_spreadsheet_is_no_value(error):
    [(_, row, flaws)] = read(f"id,title\n1,{error}\n")[1]
    assert (row["title"], flaws) == ("", {"title": f"holds the error {error}"})


def test_signs_that_nobody_sees_do_not_come_in():
    assert texts("id,title\n1,Spa\x01ce \u00adco\u200bop\ufffe e\u0301\n") == [{"id": "1", "title": "Space coop é"}]
