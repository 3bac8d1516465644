"""A database knows the secret key that it was served with."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('spacecoop', '0002_drop_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeySeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.CharField(help_text='A text signed with the secret key, which it does not tell.', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='spacecoop_keyseal_is_one_row')],
            },
        ),
    ]
