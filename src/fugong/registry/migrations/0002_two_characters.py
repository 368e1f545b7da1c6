"""Pairs of neighbouring characters of the search text, so that two-character fragments have an index."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION registry_bigrams(searched text) RETURNS varchar[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT coalesce(array_agg(DISTINCT substr(searched, place, 2)::varchar), '{}'::varchar[])
        FROM generate_series(1, length(searched) - 1) AS place)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("registry", "0001_enterprises"),
    ]

    operations = [
        migrations.RunSQL(sql=FUNCTION, reverse_sql="DROP FUNCTION registry_bigrams(text)"),
        migrations.AddField(
            model_name="enterprise",
            name="bigrams",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("search_text", function="registry_bigrams"),
                output_field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=2), size=None
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="enterprise",
            index=django.contrib.postgres.indexes.GinIndex(fields=["bigrams"], name="enterprise_by_two_characters"),
        ),
    ]
