"""Take the second factor of an account away, where its owner has lost the app and the recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from desk.second_factor import remove


class Command(BaseCommand):
    help = "Take the second factor of an account away, for who has lost the app and the recovery codes."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        if not remove(user):
            raise CommandError(f"The account {username} has no second factor.")
        self.stdout.write(f"The second factor of {username} is removed: the password is enough to log in.")
