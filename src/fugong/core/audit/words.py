"""The words by which people know acts, things, fields and their values; each context brings its own at start-up."""

from collections.abc import Callable, Mapping

_actions: dict[str, str] = {}
_things: dict[str, str] = {}
_fields: dict[str, str] = {}
_values: dict[str, Mapping[str, str]] = {}
_masks: dict[str, Callable[[str], str]] = {}


def name(action: str, words: str) -> None:
    """Say how an act is called on the screen, e.g. ``name("approvals.application.granted", N_("同意复产"))``."""
    _actions[action] = words


def name_thing(subject_type: str, words: str) -> None:
    """Say how a kind of thing is called, e.g. ``name_thing("approvals.application", N_("复产申请"))``."""
    _things[subject_type] = words


def name_field(field: str, words: str, values: Mapping[str, str] | None = None) -> None:
    """Say how a field and, where they are codes, its values are called.

    ``field`` is the field's name, or ``approvals.application.state`` where two things use a name differently.
    """
    _fields[field] = words
    if values is not None:
        _values[field] = values


def mask(field: str, masked: Callable[[str], str]) -> None:
    """Have a field's values masked before they are recorded: what is about a person cannot leave the trail again."""
    _masks[field] = masked


def as_recorded(field: str, value: object) -> object:
    """Give a value as the trail may hold it."""
    return _masks[field](value) if field in _masks and isinstance(value, str) and value else value


def of_action(action: str) -> str:
    """Give the act's words (a msgid), or its dotted name when nobody named it."""
    return _actions.get(action, action)


def of_thing(subject_type: str) -> str:
    """Give the words for a kind of thing (a msgid)."""
    return _things.get(subject_type, subject_type)


def of_field(subject_type: str, field: str) -> str:
    """Give the field's words (a msgid)."""
    return _fields.get(f"{subject_type}.{field}") or _fields.get(field) or field


def of_value(subject_type: str, field: str, value: str) -> str:
    """Give the words for a coded value (a msgid), or the value itself."""
    values = _values.get(f"{subject_type}.{field}") or _values.get(field) or {}
    return values.get(value, value)


def actions() -> Mapping[str, str]:
    """Give all named acts with their words."""
    return dict(_actions)
