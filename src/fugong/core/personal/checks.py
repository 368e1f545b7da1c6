"""Checks at start that every place for data about persons says what it is for and when it goes."""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from fugong.core.personal.purposes import purposes
from fugong.core.personal.rules import OF_ITS_GROUP

# A field with such a word in its name is about a person; where a model has one, it names the purpose in ``personal``.
WORDS = (
    "phone", "mobile", "tel", "email", "wechat", "id_card", "id_number", "identity", "passport", "first_name",
    "last_name", "full_name", "real_name", "person_name", "given_name", "surname", "birthday", "born_on", "age",
    "gender", "ethnicity", "temperature", "health", "health_code", "whereabouts", "residence", "home_address",
)  # fmt: skip
_ABOUT_A_PERSON = re.compile(rf"(^|_)({'|'.join(WORDS)})(_|$)")


def check_personal_fields(app_configs: Iterable[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """Check all models of the product; Django asks at every start and in ``fugong check``."""
    wanted = {config.label for config in app_configs} if app_configs is not None else None
    ours = [model for model in apps.get_models() if model.__module__.startswith("fugong.")]
    models_asked = [model for model in ours if wanted is None or model._meta.app_label in wanted]  # noqa: SLF001  # Django's own door
    return [*flaws_of_purposes(), *(flaw for model in models_asked for flaw in flaws_of(model))]


def flaws_of_purposes() -> list[CheckMessage]:
    """Name purposes without basis, use or expiry."""
    return [
        Error(f"The purpose {purpose.code} is not complete: {flaw}.", id="fugong.personal.E003")
        for purpose in purposes()
        for flaw in purpose.flaws()
    ]


def flaws_of(model: type[models.Model]) -> list[CheckMessage]:
    """Name a model's fields about persons that have no purpose, or one that nobody registered."""
    stated: dict[str, str] = getattr(model, "personal", {})
    known = {purpose.code for purpose in purposes()} | {OF_ITS_GROUP}
    names = [field.name for field in model._meta.local_fields]  # noqa: SLF001  # Django's own door
    missing = [
        Error(
            f"{model.__name__}.{name} is about a person and states no purpose and expiry.",
            hint=f"Add it to the model's `personal`, as {{'{name}': 'purpose'}}, or do not store it.",
            obj=model,
            id="fugong.personal.E001",
        )
        for name in names
        if _ABOUT_A_PERSON.search(name) and name not in stated
    ]
    wrong = [
        Error(
            f"{model.__name__}.{name} states the purpose {purpose!r}, which is not registered or is no field.",
            obj=model,
            id="fugong.personal.E002",
        )
        for name, purpose in stated.items()
        if purpose not in known or name not in names
    ]
    return [*missing, *wrong]
