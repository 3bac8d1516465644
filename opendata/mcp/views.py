"""The address of the protocol."""

from django.views.decorators.csrf import csrf_exempt

from opendata.answers import site_of
from spacecoop.api import problem_answer


@csrf_exempt
def mcp(request):
    """Answer a message, by which the library is loaded; there is no stream to open and no session to end."""
    if request.method != "POST":
        response = problem_answer(405, "Send messages of the Model Context Protocol by POST.")
        response["Allow"] = "POST"
        return response
    from opendata.mcp.http import exchange

    response = exchange(request, site_of(request))
    response["Cache-Control"] = "no-store"
    return response
