"""The fields of an entry. A record has one; so has each action and foreseen end of an agreement, and each name."""

from functools import cache

from tantivy import Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from catalogue.index.tokens import LANGUAGES, PLAIN, stems_of, tokenizers

KINDS = ("agreement", "country", "agency", "mission", "area", "event", "source", "person")
NOTHING = "nothing"  # the tokenizer of a text that nobody asks for
ACTION, FORESEEN, NAME, EDITION = "action", "foreseen", "name", "edition"  # entries that are no records

# Values that are asked for and counted.
VALUES = (
    "entry",  # the kind of the record, or ACTION, FORESEEN, NAME, EDITION
    "kind",  # of an agreement there is none: form, function and binding
    "form",
    "function",
    "binding",
    "level",
    "party",  # a code or slug of each side
    "partner",  # of an agreement: for each party the code of its country, the slug of one that has none
    "country",
    "agency",
    "area",  # and the wider ones
    "mission",
    "source",
    "person",
    "agreement",
    "collection",  # that the record came with
    "language",  # of a source
    "reported_as",
    "not_stated",
    "renewal",  # of the terms to follow, else NOT_STATED
    "provision",  # its topic, and topic and what is said on it: "liability", "liability:yes"
    "only_planned",  # of an agreement, whether none of its facts took place
    "differs",  # in what its sources contradict each other
    "text",  # whether the text of an agreement can be read
    "decade",
    "signed_year",
    "country_pair",
    "agency_pair",
    "former",
    "link",  # by which other records name this one
    "subject",  # of an event: the agreement and missions on which an outcome is looked for
    "own_area",  # without the wider ones, else UNSTATED
    "lane",  # of an event: its two countries, "BE|FR", the one that is stated, MANY or UNSTATED
    "span_year",  # of an event: the first and the last year in which it may lie, "1997|1998"; an open end is empty
    "span_month",
    "rhythm",  # of the end of a term that goes on: what its next ends follow from
)
NOT_STATED = "not_stated"  # what a filter of values asks by for what no source states
# What stands for none and for more than two; it is the slug of no record.
UNSTATED, MANY = "-", "+"
# Values that are only asked for. `open`: on which days the status leaves open what came of an end that was foreseen; of
# the entry of an end on which days it has which state.
# `plan`: what its outcome is looked for by. `suggested`: of which kind a name is.
# `identifier`: a number by which registers know the record, alone and as “scheme:number”.
TERMS = ("whole", "linked", "status", "open", "plan", "suggested", "identifier")
# Texts that are only ordered by, each ending in slug, kind and key.
ORDERS = ("by_newest", "by_oldest", "by_title", "by_kind", "by_acronym", "by_slug", "by_changed", "by_name_form")
TAKEN = "taken"  # what other entries take from this record; only read
# The days in these orders as numbers, so that a page far down is near by.
COARSE = {"by_newest": "newest_day", "by_oldest": "oldest_day"}
WORDS = ("names", "also", "others", "subjects", "prose", "typed", "address")
STEMS = {stems_of(language): stems_of(language) for language in LANGUAGES}  # of names
PROSE_STEMS = "prose_stems"  # of all else, which we write in English


@cache
def schema() -> Schema:
    builder = SchemaBuilder()
    for name in VALUES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (*ORDERS, TAKEN):
        builder.add_text_field(name, tokenizer_name=NOTHING, index_option="basic", fast=True)
    for name in TERMS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=PLAIN)
    for name, tokenizer in {**STEMS, PROSE_STEMS: stems_of("en")}.items():
        builder.add_text_field(name, tokenizer_name=tokenizer, index_option="freq")
    builder.add_unsigned_field("record", indexed=True, fast=True)
    builder.add_unsigned_field("owner", indexed=True)  # the record of whose document it is an entry
    builder.add_unsigned_field("of", fast=True)  # of an action, of a foreseen end: the record of its agreement
    for name in ("first", "last", "latest_known", "revision", "changed_at", *COARSE.values()):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("worth", fast=True)
    return builder.build()


def prepared(index: Index) -> Index:
    """Return the index with our tokenizers; its readers see what is new only when they are told to."""
    for name, tokenizer in tokenizers().items():
        index.register_tokenizer(name, tokenizer)
    index.register_tokenizer(NOTHING, TextAnalyzerBuilder(Tokenizer.regex(r"[^\s\S]")).build())
    index.register_fast_field_tokenizer(NOTHING, TextAnalyzerBuilder(Tokenizer.raw()).build())
    index.config_reader("manual")
    return index


def record_number(kind: str, key: int) -> int:
    """Return one number for a record of any kind."""
    return KINDS.index(kind) << 48 | key


def record_of(number: int) -> tuple[str, int]:
    return KINDS[number >> 48], number & (1 << 48) - 1
