"""The little grammar that pages, the API and the desk share."""


def listed(texts, last="and"):
    """Return texts as a sentence has them: "A, B and C"; empty for none."""
    texts = list(texts)
    return f" {last} ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def noun_of(model, count):
    """Return what so many records of a model are called: "agreement", "agreements"."""
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
