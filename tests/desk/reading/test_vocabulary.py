import re
from pathlib import Path

import pytest
import yaml

import desk.reading
from agreements.models import EventKind, Modality
from desk.designations import CODES
from desk.reading.dates import LANGUAGES
from desk.reading.marks import read_text
from desk.reading.names import NameIndex
from desk.reading.vocabulary import DENIED

SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
WORDS = yaml.safe_load((Path(desk.reading.__file__).parent / "acts.yaml").read_text(encoding="utf-8"))


def acts(text, language="en"):
    marks = read_text(text, NameIndex([]), language, "2021-01-20").marks
    return [(mark.candidates[0].value, mark.modality) for mark in marks if mark.kind == "act"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_the_same_kinds_of_ours(language):
    words = WORDS[language]
    forms = {form for value in words["instruments"] for form in value.rstrip("?").split("|")}
    assert words["instruments"].keys() >= WORDS["en"]["instruments"].keys()
    assert forms <= set(CODES)
    assert words["acts"].keys() == WORDS["en"]["acts"].keys() <= set(EventKind.values)
    assert words["modality"].keys() == set(Modality.values)
    assert words["forms"].keys() <= {"past", "present", "planned"}
    assert words["before"].keys() <= {*Modality.values, DENIED}
    phrases = [
        *(phrase for group in ("not", "until", "overdue") for phrase in words[group]),
        *(
            phrase
            for group in words.values()
            if isinstance(group, dict)
            for list_ in group.values()
            for phrase in list_
        ),
    ]
    assert all(re.compile(phrase) for phrase in phrases)


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "The agreement is set to expire in December.", ("expiry_announced", "announced")),
        ("en", "The agreement expired in 2011.", ("expired", "done")),
        ("en", "They discussed renewing the framework agreement.", ("renewal_discussed", "discussed")),
        ("en", "The renewal of the balloon agreement is planned for 2022.", ("renewal_planned", "planned")),
        ("en", "The treaty was extended in 2003.", ("extended", "done")),
        ("en", "No agreement has been signed.", ("signed", None)),
        ("en", "Belgium sent its note in 2001.", ("note_sent", "done")),
        ("en", "The agreement was approved by the government in 2001.", ("approved", "done")),
        ("en", "France notified Belgium on 3 May 2001.", ("notified", "done")),
        ("en", "The treaty was registered with the United Nations.", ("registered", "done")),
        ("en", "It was applied provisionally.", ("provisionally_applied", "done")),
        ("en", "Belgium suspended the agreement in 2022.", ("suspended", "done")),
        ("en", "They will resume the agreement.", ("resumed", "planned")),
        ("en", "It was replaced by a new agreement.", ("replaced", "done")),
        ("en", "The treaty was rejected by parliament.", ("rejected", "done")),
        ("en", "Belgium withdrew its signature.", ("withdrawn", "done")),
        ("fr", "L'accord a été suspendu.", ("suspended", "done")),
        ("fr", "Le traité est appliqué à titre provisoire.", ("provisionally_applied", "done")),
        ("es", "España notificó al Reino Unido.", ("notified", "done")),
        ("nl", "De overeenkomst werd opgeschort.", ("suspended", "done")),
        ("it", "L'accordo è stato approvato dal governo.", ("approved", "done")),
        ("de", "Das Abkommen wurde ausgesetzt.", ("suspended", "done")),
        ("de", "Der Vertrag wird vorläufig angewendet.", ("provisionally_applied", "planned")),
        ("fr", "L'accord a été dénoncé.", ("denounced", "done")),
        ("fr", "Le traité n'a pas été ratifié.", ("ratified", None)),
        ("es", "El acuerdo será firmado.", ("signed", "planned")),
        ("nl", "Het verdrag is in 2003 in werking getreden.", ("entered_into_force", "done")),
        ("it", "L'accordo scadrà nel 2025.", ("expiry_announced", "announced")),
        ("de", "Das Abkommen tritt am 1. Mai in Kraft.", ("entered_into_force", "planned")),
    ],
)
def test_an_act_is_as_its_sentence_puts_it(language, text, act):
    assert acts(text, language) == [act]


@pytest.mark.parametrize("labelled", SENTENCES)
def test_a_sentence_says_of_each_act_how_it_stands(labelled):
    language, sentence, said = labelled.split("|")
    marks = [mark for mark in read_text(sentence, NameIndex([]), language, "2021-01-20").marks if mark.kind == "act"]
    found = [f"{mark.candidates[0].value} {'denied' if mark.is_denied else mark.modality}" for mark in marks]
    assert found == said.split(";")


def forms(text, language="en"):
    marks = [mark for mark in read_text(text, NameIndex([]), language).marks if mark.kind == "instrument"]
    return [("|".join(candidate.value for candidate in mark.candidates), mark.is_certain) for mark in marks]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "en",
            "an agreement, a joint statement and a declaration of intent",
            ["agreement", "joint_statement", "letter_of_intent"],
        ),
        ("en", "an implementing arrangement and an arrangement", ["arrangement implementing", "arrangement"]),
        ("en", "They agreed to meet; in agreement with ESA, NASA agrees.", []),
        ("fr", "un accord, une convention et un arrangement", ["agreement", "agreement|treaty", "arrangement"]),
        ("fr", "D'accord avec le CNES, d'un commun accord, ils se sont accordés.", []),
        ("es", "un acuerdo, un convenio y una declaración conjunta", ["agreement", "agreement", "joint_statement"]),
        ("es", "De acuerdo con la ESA, acordaron reunirse de común acuerdo.", []),
        ("it", "un accordo, una lettera d'intenti e un'intesa", ["agreement", "letter_of_intent", "agreement"]),
        ("it", "In accordo con l'ESA hanno concordato, d'accordo con la NASA.", []),
        (
            "de",
            "ein Kooperationsabkommen, eine Vereinbarung, ein Vertrag",
            ["agreement", "agreement|arrangement", "treaty"],
        ),
        ("de", "Sie vereinbarten ein Treffen.", []),
        ("nl", "een samenwerkingsovereenkomst, een akkoord", ["agreement", "agreement"]),
        ("nl", "Zij gaan akkoord met het voorstel.", []),
        ("pt", "um convênio, um acordo-quadro, um protocolo", ["agreement", "agreement framework", "protocol"]),
        ("pt", "De acordo com a AEB, concordaram.", []),
        ("ru", "соглашение, меморандум, протокол", ["agreement", "memorandum_of_understanding", "protocol"]),
        ("ru", "Они согласились и договорились.", []),
        ("fr", "un Memorandum of Understanding (MoU)", ["memorandum_of_understanding", "memorandum_of_understanding"]),
    ],
)
def test_instruments_are_marked_as_what_the_words_say_and_no_more(language, text, found):
    assert [form for form, _ in forms(text, language)] == found


def test_a_general_word_leaves_the_form_open():
    assert forms("an agreement and a treaty") == [("agreement", False), ("treaty", True)]


def test_each_clause_stands_for_itself():
    assert acts("It was signed in 2010 and will expire in 2030.") == [
        ("signed", "done"),
        ("expiry_announced", "announced"),
    ]


def test_a_denied_act_says_so():
    (mark,) = read_text("It was never signed.", NameIndex([])).marks
    assert mark.is_denied
