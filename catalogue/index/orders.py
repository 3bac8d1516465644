"""Orders that the index counts anew, since they rest on other records."""

from catalogue.index.questions import Question, of_kind
from catalogue.index.reader import Hit, Reader


def countries_by_agreements(reader: Reader, question: Question) -> list[Hit]:
    """Return the countries that `question` keeps, those with most agreements first, then agencies."""
    agreements, agencies = (reader.values(of_kind(kind), "country")["country"] for kind in ("agreement", "agency"))
    countries = reader.hits(question, "by_title")
    return sorted(countries, key=lambda hit: tuple(-of.get(hit.slug.upper(), 0) for of in (agreements, agencies)))
