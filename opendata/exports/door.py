"""What every door besides the pages does: answer GET alone, and refuse in problem details."""

from functools import wraps

from django.http import Http404
from django.views.decorators.http import require_safe

from spacecoop.api import Problem, problem_answer


def door(view):
    """Answer what a view refuses or does not find in problem details, as the API does."""

    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.as_response()
        except Http404 as error:
            return problem_answer(404, "Not Found", str(error))

    return answer
