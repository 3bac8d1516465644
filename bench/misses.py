"""Why a budget is missed and what it would cost to meet it, by the name of the operation in bench/RESULTS.md."""

_KEPT = (
    "each answer begins with one question to the database, whether the records have changed: 0.1 ms, half of it on "
    "the way there and back, half in Django's cursor; all else of ours takes 0.03 ms. An empty view asks nothing. To "
    "meet it, answers would be given without knowing whether they still hold, and who saves would not see it."
)
_TABLE = (
    "each line is made of the whole document: the database takes 0.03 ms to unpack its 5 kB, we take 0.02 ms to parse "
    "it, and status, cells and line as much again. The limit reads a table laid out for this question: 0.013 ms a "
    "line. To meet it, each record would have a third document, of cells, rendered and stored for tables alone."
)
_ALL_COUNTED = (
    "with 100,000 agreements the index takes 40 to 60 ms to count the values of nine facets among all of them for the "
    "panel of filters, more than half of it for 24,000 sources, and 10 to 20 ms to count all pairs; with 10,000 it "
    "takes 5 and 2 ms. To meet it, the numbers of all agreements would be kept beside the index, or the panel would "
    "have none until it is opened."
)

REASONS = {
    **dict.fromkeys(("network", "matrix", "map", "list page with all facets"), _ALL_COUNTED),
    "watch": "with 100,000 agreements its four searches and three counts take 25 ms of the index, the picture of 1,157 "
    "marks about as much; with 10,000 it is 28 ms in all. To meet it, the picture would show fewer.",
    "country's page": "the first country has 29 in 100 of all agreements and events: its partners, areas, missions and "
    "statuses and the lanes of its timeline are counted among these, 11 ms for the first three alone with 100,000 "
    "agreements, 1 ms with 10,000; the rest writes charts and lists.",
    **dict.fromkeys(("repeated: list of a country, JSON", "304: list of a country, JSON"), _KEPT),
    **dict.fromkeys(("repeated: list page with all facets", "304: list page with all facets"), _KEPT),
    "search, narrow": "the index finds and ranks in 0.6 to 1.5 ms; the rest is what every list takes, to check the "
    "parameters, to read the rows and to go through the frameworks. The limit has none of that.",
    "record's page": "nearly half of it finds the five similar agreements: it reads and compares 125 rows on average, "
    "of the same parties, missions and areas, the nearest in time; a seventh counts the history by day, a quarter "
    "writes the page. Its JSON has none of the three. To meet it, what is similar would be worked out when a record "
    "changes, and with it for every record that it may resemble.",
    "wrong address": "its words are looked up in the index, the likest addresses compared letter by letter, and a page "
    "rendered: 6 to 10 ms of one processor with 100,000 agreements, as with 10,000.",
    "CSV of 1,000 rows": f"{_TABLE} The first line waits for the order of all keys, 0.015 ms each.",
    "CSV of all": _TABLE,
    "memory that the archive takes more": "the keys of all records of a kind are known, in order, before the first is "
    "written; to find those of 225,070 events takes 100 MB. To meet it, they would come piece by piece, found anew.",
    "save answered → in the list, 95 %": "whoever asks first renders what was saved: 55 questions to the database, "
    "50 ms however little was changed, and 25 ms to commit to the index with 10,000 agreements; the process beside the "
    "site begins the same at that moment, and one of the two waits. To meet it, a kind would be loaded by fewer "
    "questions, in SQL of its own.",
    "memory of the site (PSS)": "what is loaded takes 100 MB, and each process comes to write to half of it and so has "
    "that for itself (Python counts references there); a worker of eight threads holds some 80 MB more after lists of "
    "thousands of rows, which the allocator keeps. With 100,000 what they have read of the index counts too.",
    "rebuild of the catalogue": "nearly half of it makes the entries of the index, the rest renders, one after the "
    "other in one process; to share it between two would take a snapshot of the database in common.",
}
