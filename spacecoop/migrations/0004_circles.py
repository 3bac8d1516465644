"""One function refuses circles, of agreements that change others as of organisations that succeed others."""

from django.db import migrations

from spacecoop.sql import reinstall


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0003_seal_of_the_secret_key")]
    operations = [reinstall("spacecoop", "records")]
