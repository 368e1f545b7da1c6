"""A place for data about persons without purpose and expiry stops the start."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.apps import apps
from django.core import checks
from django.db import models

from fugong.core.models import PersonalRecord
from fugong.core.personal import Purpose, purposes, register
from fugong.core.personal.checks import check_personal_fields, flaws_of
from fugong.core.personal.purposes import _PURPOSES

from .factories import VISITS


def planted(*fields: str, personal: dict[str, str] | None = None) -> type[models.Model]:
    """Give something that looks like a model with these fields, without entering the register of models."""
    meta = SimpleNamespace(local_fields=[SimpleNamespace(name=name) for name in fields])
    return cast("type[models.Model]", type("Planted", (), {"_meta": meta, "personal": personal or {}}))


def ids(found: list[Any]) -> list[str]:
    return [message.id for message in found]


@pytest.mark.parametrize(
    "name",
    ["phone", "contact_phone", "phone_of_driver", "id_number", "surname", "health_code", "temperature", "residence"],
)
def test_a_field_named_like_a_persons_data_must_state_its_purpose(name: str) -> None:
    assert ids(flaws_of(planted(name))) == ["fugong.personal.E001"]
    assert flaws_of(planted(name, personal={name: VISITS.code})) == []


@pytest.mark.parametrize("name", ["name", "uscc", "title", "page", "message", "stage", "storage", "health_desk_id2"])
def test_other_fields_need_none(name: str) -> None:
    assert flaws_of(planted(name.replace("health_desk_id2", "desk"))) == []


def test_a_purpose_nobody_registered_is_none() -> None:
    assert ids(flaws_of(planted("phone", personal={"phone": "curiosity"}))) == ["fugong.personal.E002"]


def test_a_statement_about_a_field_that_is_not_there_is_noticed() -> None:
    assert ids(flaws_of(planted("name", personal={"phone": VISITS.code}))) == ["fugong.personal.E002"]


def test_a_purpose_without_expiry_stops_the_start() -> None:
    register(Purpose("test_endless", "无期限", "依据", (), ()))
    try:
        found = checks.run_checks(app_configs=[apps.get_app_config("core")])
    finally:
        del _PURPOSES["test_endless"]

    assert "fugong.personal.E003" in ids(found)


def test_the_product_states_a_purpose_for_every_such_field() -> None:
    assert check_personal_fields() == []
    assert {"return_roster", "enterprise_contact"} <= {purpose.code for purpose in purposes()}


def test_sealed_records_name_the_purpose_of_their_group() -> None:
    assert set(PersonalRecord.personal) == {"sealed"}
