"""What stands where something else is expected: texts as bytes, things of JSON, bodies and files."""

from urllib.parse import quote_from_bytes

# As they are meant; in an address they are escaped.
TEXTS = [
    *(b"", b" ", b"\0", b"a\0b", b"\r\nX-Injected: 1", b"\n", b"\t", b"\x1b[31m", b"\x7f"),
    # No UTF-8: surrogates, overlong forms, what is beyond Unicode, half a character.
    *(b"\xed\xa0\x80", b"\xed\xb3\xbf", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf4\x90\x80\x80", b"\xc3", b"\xff\xfe"),
    *(b"..", b"../../etc/passwd", b"..\\..\\windows", b"/", b"//", b"/admin/", b".", b"-", b"_", b"%", b"%00", b"%25"),
    *(b"0", b"-1", b"1.5", b"1e9", b"NaN", b"Infinity", b"9" * 20, b"9" * 400, b"9" * 3900, b"0x10", b"1_000", b"+1"),
    *("٣", "𝟙", "²", "Ⅷ", "१९९७", "１９９７", "1９97"),  # figures of other scripts, also of those that no number has
    *(
        "\u202e",
        "\ufeff",
        "\u2028",
        "İ",
        "ß" * 50,
        "e\u0301" * 300,
        "\u0301" * 500,
        "👩‍👩‍👧" * 20,
        "ﷺ" * 200,
        "\U000e0001",
    ),
    *(b"null", b"true", b"yes", b"no", b"{}", b"[]", b"None", b"undefined", b"on"),
    *(b"'", b'"', b"' OR 1=1 --", b"%s", b"{0}", b"{{7*7}}", b"${x}", b"<script>alert(1)</script>", b"&amp;", b"`"),
    *(b"x" * 300, b"x" * 3500, b"a-" * 1500, b"," * 3000, b"a," * 1500, b"(" * 2000, b'"' * 2000, b"a " * 1500),
    *(
        b"-" * 500,
        b"*",
        b"a*",
        b"~",
        b"a~9",
        b"a^9",
        b"title:",
        b"a:b:c",
        b"AND",
        b"OR OR",
        b"NOT",
        b"+-+",
        b"\\",
        b'"a',
    ),
    *(b"[a TO b]", b"/a+/", b"a OR " * 500, b"-a " * 500),
    *(b"0000", b"0001", b"9999", b"10000", b"-0001", b"1997-02-30", b"1997-13", b"1997-21", b"19XX", b"XXXX", b"1997?"),
    *(b"1997/1990", b"../..", b"/..", b"1997/..", b"0001-01-01/9999-12-31", b"1997-10-03T25:00:00", b"Y170000002"),
    *(b"{1667,1668}", b"[1667..1670]", b"1997" + b" " * 3000, b"3" + b" " * 3000 + b"October 1997", b"summer 20"),
    *(b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"2026-01-01T00:00:00Z", b"01/02/2003"),
    *(
        b"P1Y",
        b"P" + b"9" * 300 + b"Y",
        b"P" + b"9" * 4400 + b"Y",
        b"P1Y1Y",
        b"eu",
        b"m49-150",
        b"tias:12345",
        b":",
        b"liability:yes",
    ),
    *(b"SC-0001", b"SC-" + b"9" * 30, b"agreements/x", b"javascript:alert(1)", b"http://127.0.0.1/", b"//example.org"),
    *(b"cD05OTk=", b"////", b"=", b"e30=", b"eyJhIjoxfQ==", b"a.b.c", b"a." * 1000, b"slug.", b".slug", b"parties.0"),
]
TEXTS = [text.encode() if isinstance(text, str) else text for text in TEXTS]
# Nothing of theirs is escaped.
RAW = [
    *(b"%", b"%G1", b"%2", b"%%30%30", b"%u0041", b"%C3", b"\xff\xfe", b"\xe2\x82\xac", b";", b"&&&", b"=", b"==a"),
    *(b"a[]=1", b"a[b]=1", b"a=1;b=2", b"?", b"#", b"|", b"^", b"<>", b"{", b"\\", b"+", b"*", b"a%0", b"%0"),
]
# What is right somewhere.
RIGHT = [
    *(b"BE", b"FR", b"RU", b"be", b"fr", b"cnes", b"csa", b"esa", b"belgium-russia-2000", b"cnes-csa-framework"),
    *(b"signed", b"in_force", b"unknown", b"agreement", b"treaty", b"any", b"area", b"agencies", b"areas", b"name"),
    *(b"1", b"2", b"10", b"25", b"100", b"1000", b"1997", b"2000-12-20", b"199X", b"2026-11-01", b"2026-11-30"),
    *(
        b"space",
        b"space agreement",
        b"csv",
        b"json",
        b"all",
        b"-date",
        b"date",
        b"title",
        b"slug,title",
        b"*",
        b"events",
    ),
]

THINGS = [
    *(None, True, False, 0, -1, 1.5, 1e308, 10**18, 10**400, "", " ", "\0", "x" * 5000, "\u202e", "²"),
    *([], {}, [[]], [None], {"": ""}, {"id": None}, {"$ref": "#"}, ["x"] * 300, {"a": {"b": {"c": []}}}),
    *("1997", "BE", "cnes", "belgium-russia-2000", "agreement", "2026-02-30", "../..", "a:b", "é" * 400),
]
BODIES = [
    *(b"", b" ", b"\0", b"{", b"[", b"nul", b"NaN", b'{"a":NaN}', b'{"a":1e999}', b'{"a":1,"a":2}', b"[" * 50_000),
    *(b'{"a":' * 20_000, b'"\\ud800"', b'{"\\ud800":1}', b'"\xff"', b"\xef\xbb\xbf{}", '{"a":1}'.encode("utf-16")),
    *('{"a":1}'.encode("utf-32"), b"9" * 5000, b"-" * 100, b'{"a":' + b"9" * 5000 + b"}", b"x" * 200_000, b"[]", b"1"),
    *(
        b"&" * 3000,
        b"a=1&" * 3000,
        b"=" * 3000,
        b"a[0]=1&a[1]=2",
        b"%FF=%FF",
        b"a=%00",
        b"a",
        b"queries=",
        b"queries={}",
    ),
    *(b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", b"\x1f\x8b\x08\0\0\0"),
    *(b"--x\r\n", b"--x--", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'),
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="../../a"\r\n\r\n1\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="\xff"\r\nContent-Type: a/b; charset=x\r\n\r\n\xff\r\n--x--\r\n',
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name*=none''a; filename*=utf-8''%FF\r\n\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    b"--x\r\n" + b"X: y\r\n" * 2000 + b"\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 1500 + b"--x--\r\n",
]
TYPES = [
    *(b"application/json", b"application/json; charset=utf-16", b"application/json; charset=none", b"text/json", b""),
    *(b"application/x-www-form-urlencoded", b"application/x-www-form-urlencoded; charset=utf-16", b"text/plain", b"x"),
    *(b"application/x-www-form-urlencoded; charset=nonexistent", b"application/x-www-form-urlencoded; charset=utf-7"),
    *(b"application/x-www-form-urlencoded; charset=base64", b"application/x-www-form-urlencoded; charset=\xff"),
    *(
        b"multipart/form-data; boundary=x",
        b"multipart/form-data",
        b"multipart/form-data; boundary=",
        b"multipart/mixed",
    ),
    *(b"multipart/form-data; boundary=" + b"x" * 300, b"multipart/form-data; boundary=\xff", b"application/xml"),
    *(b"text/plain; charset*=utf-8''base64", b"multipart/form-data; boundary*=none''x", b"text/plain; a*0*=b; a*1=c"),
    *(b"application/json; charset=punycode", b"multipart/form-data; boundary=x; charset=undefined", b"a; charset=idna"),
    *(b"multipart/form-data; boundary=x; charset=nonexistent", b"application/json; a=" + b"b" * 3000, b"/", b";;;"),
]

# Files that are not what their names say, or that no parser should trust.
FILES = {
    "table.csv": b"title,parties,signed\r\n\xff\xfe,\0,9999-99-99\r\n" + b",".join([b"x"] * 3000),
    "table.json": b'[{"title": ' + b"[" * 5000,
    "table.xlsx": b"PK\x03\x04" + b"\0" * 200,
    "table.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    "text.pdf": b"%PDF-1.7\n1 0 obj<</Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF",
    "text.docx": b"PK\x05\x06" + b"\0" * 18,
    "page.html": b"<table>" * 2000 + b"Signed on 31 February 2001 between Belgium and &#0;&#xD800;",
    "text.txt": "Signed in Paris on 3 October 1997 by CNES and CSA. ".encode("utf-16") * 20,
    "../../x": b"x",
    "": b"",
}


def escaped(value, random):
    """Return a text as it may stand in an address."""
    how = random.random()
    if how < 0.85:
        return quote_from_bytes(value, safe=random.choice(["", "/", "-_.~/:,"])).encode()
    if how < 0.95:
        return b"".join(b"%%%02x" % byte for byte in value[:1000])
    return bytes(byte for byte in value if byte not in b" \r\n\0\t#?&")
