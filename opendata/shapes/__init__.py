"""The shapes of the API's answers, for its schema alone: nothing is serialized by them.

What a class here says of itself, and every help text, is published.
"""
