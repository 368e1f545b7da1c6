"""Many applications at once, for tests of counts: copies of one that took the proper way."""

from typing import Any

from fugong.approvals.models import Application, Opinion
from fugong.registry.tests.factories import make_enterprise, valid_uscc

from . import factories


def crowd(number: int) -> factories.Filing:
    """Put this many applications into review in one township, all desks silent; give the one they are copies of."""
    filing = factories.application_in_review()
    original = filing.row
    applications = Application.objects.bulk_create(
        _copy(original, enterprise_id=pk, state=original.state) for pk in _enterprises(number - 1)
    )
    Opinion.objects.bulk_create(
        _copy(opinion, application=application)
        for application in applications
        for opinion in original.opinions.order_by("pk")
    )
    return filing


def _enterprises(number: int) -> list[int]:
    original: Any = make_enterprise()
    rows = [_copy(original, uscc=valid_uscc()) for _ in range(number)]
    return [row.pk for row in type(original).objects.bulk_create(rows)]


def _copy(row: Any, **changed: object) -> Any:
    fields = [field for field in row._meta.concrete_fields if field.attname != "id" and not field.generated]
    known = {field.attname: getattr(row, field.attname) for field in fields}
    for name in changed:
        known.pop(f"{name}_id", None)
    return type(row)(**{**known, **changed})
