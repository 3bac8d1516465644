"""The hits of a search, and what its doors answer."""

from catalogue.search import Search


def found(text, **options):
    return [(hit.record.kind, hit.record.slug) for hit in Search(text, **options)[0:50]]


def get(client, query, status=200, path="/api/v1/search/"):
    response = client.get(path, query)
    assert response.status_code == status, response.content
    return response.json()
