"""A document's own date: a date line or nothing."""

from datetime import date

import pytest

from desk.reading.own_dates import own_date

TODAY = date(2024, 6, 1)
BODY = "\n\nThe agencies signed an agreement on 4 May 2011, which follows one of 9 June 1999."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "VIENNA, March 7, 2019 — Austria and Chile agreed on a telescope."),
        ("en", "OSLO, March 7, 2019 /PRNewswire/ -- Norway and Chile agreed."),
        ("en", "Austria and Chile sign\n\nPublished 7 March 2019, 10:30"),
        ("en", "News | 7 March 2019"),
        ("en", "Press release No. 12\nThursday, March 7, 2019"),
        ("en", "7 March 2019"),
        ("en", "Date: 2019-03-07"),
        ("fr", "Communiqué de presse – Toulouse, le 7 mars 2019"),
        ("fr", "BERNE, 7 mars 2019 (ATS) - Le Conseil a approuvé un accord."),
        ("fr", "Publié le 7 mars 2019 à 14h30"),
        ("es", "Buenos Aires, 7 de marzo de 2019. La comisión aprobó un acuerdo."),
        ("de", "Köln, den 7. März 2019. Das Institut hat ein Abkommen geschlossen."),
        ("de", "Pressemitteilung vom 07.03.2019"),
        ("it", "ROMA, 7 marzo 2019 - L'agenzia ha firmato."),
        ("nl", "Den Haag, donderdag 7 maart 2019"),
        ("pt", "Brasília, 7 de março de 2019 – A agência assinou um acordo."),
        ("pt", "LISBOA, 7 de março de 2019 (Lusa) - Portugal e Angola assinaram."),
        ("pt", "Nota à imprensa nº 12\nquinta-feira, 7 de março de 2019"),
        ("pt", "Publicado em 7 de março de 2019 às 14h30"),
        ("ru", "Москва, 7 марта 2019 г. – Роскосмос подписал соглашение."),
        ("ru", "МОСКВА, 7 марта 2019 года. /ТАСС/. Россия и Чили подписали соглашение."),
        ("ru", "Дата публикации: 07.03.2019"),
        ("ru", "Пресс-релиз от 7 марта 2019 года"),
        ("ru", "7 марта 2019, 14:30"),
    ],
)
def test_a_date_line_is_the_day_of_its_document(language, text):
    assert own_date(text + BODY, language, TODAY) == "2019-03-07"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 7 March 2019, Austria and Chile signed."),
        ("en", "In Vienna, 7 March 2019 - a cold day - they signed."),
        ("en", "Done at Vienna, 7 March 2019."),
        ("en", "Place and date of signature\nVienna, 7 March 2019"),
        ("en", "Date of entry into force:\n7 March 2019"),
        ("en", "Deadline\n7 March 2019"),
        ("en", "Signature\nDate: 7 March 2019"),
        ("en", "Updated 7 March 2019"),
        ("en", "Space Forum, 7 March 2019"),
        ("en", "Signing ceremony – 7 March 2019"),
        ("en", "7 March 2019 – Agreement signed in Vienna."),
        ("en", "Vienna, 6–7 March 2019"),
        ("en", "March 2019"),
        ("en", "Vienna, 07/03/2019"),
        ("en", "Friday, 7 March 2019"),
        ("en", "7 March 2019\n\n9 April 2018"),
        ("en", "Vienna, 7 March 2031"),
        ("fr", "Le 7 mars 2019, la France et le Chili ont signé."),
        ("fr", "Mis à jour le 7 mars 2019"),
        ("fr", "Fait à Vienne, le 7 mars 2019"),
        ("es", "Firmado en Viena el 7 de marzo de 2019"),
        ("de", "Gültig ab 07.03.2019"),
        ("it", "Il 7 marzo 2019 le due agenzie hanno firmato."),
        ("nl", "Laatst bijgewerkt: 7 maart 2019"),
        ("pt", "Em 7 de março de 2019, o Brasil assinou."),
        ("pt", "Última atualização: 7 de março de 2019"),
        ("pt", "Feito em Brasília, 7 de março de 2019"),
        ("pt", "Seminário, 7 de março de 2019"),
        ("pt", "Data da assinatura\n7 de março de 2019"),
        ("ru", "7 марта 2019 года Россия и Чили подписали соглашение."),
        ("ru", "Обновлено 7 марта 2019"),
        ("ru", "Совершено в Москве 7 марта 2019 года"),
        ("ru", "Дата подписания:\n7 марта 2019"),
        ("ru", "Указ Президента\n7 марта 2019 года"),
    ],
)
def test_a_date_of_anything_else_is_not_the_day_of_its_document(language, text):
    assert own_date(text + BODY, language, TODAY) is None
