"""The tables: links point down, nothing dies by cascade, every business row knows its county, nobody has a name."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from fugong.core.personal.checks import flaws_of
from tests.architecture.tree import layers

# Rows that belong to no county, each with its reason.
WITHOUT_COUNTY = {
    "core.IdempotencyKey": "belongs to a request; forgotten after days",
    "people.Session": "belongs to a browser",
    "people.Unsent": "belongs to a browser whose session ended; forgotten after days",
    "registry.Region": "the national table of divisions; its code says where it is",
    "registry.Industry": "the national table of industries",
}
# Links that are not PROTECT, each with its reason.
UNPROTECTED: dict[str, str] = {}
# The product shows posts, never persons: no table has a place for a person's name or number. What little is held about
# people lies sealed in core.PersonalRecord; any other field about a person states its purpose.
PERSONAL = {
    "first_name", "last_name", "full_name", "real_name", "person_name", "given_name", "surname", "id_card",
    "id_number", "identity_number", "birthday", "born_on", "gender", "ethnicity", "temperature", "health_code",
}  # fmt: skip


def tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("fugong."):
            yield model


def links() -> Iterator[tuple[type[models.Model], "models.ForeignKey[models.Model]"]]:
    for model in tables():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                yield model, field


def label(model: type[models.Model], field: "models.Field[object, object] | None" = None) -> str:
    return f"{model._meta.label}.{field.name}" if field else model._meta.label


def test_links_point_down() -> None:
    below = {name: rank for rank, name in enumerate(reversed(layers()))}
    upwards = [
        label(model, field)
        for model, field in links()
        if below[field.related_model._meta.app_label] > below[model._meta.app_label]
    ]

    assert not upwards, "\n".join(upwards)


def test_a_lower_context_does_not_learn_who_points_at_it() -> None:
    curious = [
        label(model, field)
        for model, field in links()
        if field.related_model._meta.app_label != model._meta.app_label and field.remote_field.related_name != "+"
    ]

    assert not curious, "\n".join(curious)


def test_nothing_is_deleted_because_something_else_was() -> None:
    deadly = [
        label(model, field)
        for model, field in links()
        if field.remote_field.on_delete is not models.PROTECT and label(model, field) not in UNPROTECTED
    ]

    assert not deadly, "\n".join(deadly)


def test_tables_are_linked_by_foreign_keys_alone() -> None:
    """A hidden table of pairs has no county, no time and no author."""
    hidden = [label(model, field) for model in tables() for field in model._meta.local_many_to_many]

    assert not hidden, "\n".join(hidden)


def test_every_business_row_knows_its_county() -> None:
    homeless = [
        label(model)
        for model in tables()
        if label(model) not in WITHOUT_COUNTY
        and "county_code" not in {field.name for field in model._meta.get_fields()}
    ]

    assert not homeless, "\n".join(homeless)


def test_the_list_of_rows_without_county_is_true() -> None:
    known = {label(model): {field.name for field in model._meta.get_fields()} for model in tables()}

    assert set(WITHOUT_COUNTY) <= set(known)
    assert not [name for name in WITHOUT_COUNTY if "county_code" in known[name]]


def test_no_table_has_a_place_for_a_persons_name() -> None:
    personal = [label(model, f) for model in tables() for f in model._meta.local_fields if f.name in PERSONAL]

    assert not personal, "\n".join(personal)


def test_every_field_about_a_person_states_its_purpose_and_expiry() -> None:
    """Django asks the same at every start; here a model that forgets it fails by name."""
    flaws = [str(flaw) for model in tables() for flaw in flaws_of(model)]

    assert not flaws, "\n".join(flaws)


def test_few_places_hold_data_about_persons_and_each_is_known() -> None:
    """Whoever adds one reads docs/howto/personal-data.md first."""
    stated = {f"{label(model)}.{name}" for model in tables() for name in getattr(model, "personal", {})}

    assert stated == {"core.PersonalRecord.sealed", "registry.Enterprise.contact_phone"}


def test_times_end_in_at_and_dates_in_on() -> None:
    endings = {"DateTimeField": ("_at", "at", "expire_date", "last_login"), "DateField": ("_on", "_from", "_to")}
    misnamed = [
        label(model, field)
        for model in tables()
        for field in model._meta.local_fields
        if field.get_internal_type() in endings and not field.name.endswith(endings[field.get_internal_type()])
    ]

    assert not misnamed, "\n".join(misnamed)


@pytest.mark.django_db
def test_the_migrations_are_complete() -> None:
    words = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=words, verbosity=1)

    assert "No changes detected" in words.getvalue()


@pytest.mark.django_db
def test_every_migration_can_be_taken_back() -> None:
    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("fugong.")}
    one_way = [
        f"{key}: {operation}"
        for key, migration in loader.disk_migrations.items()
        if key[0] in ours
        for operation in migration.operations
        if not operation.reversible
    ]

    assert not one_way, "\n".join(one_way)
