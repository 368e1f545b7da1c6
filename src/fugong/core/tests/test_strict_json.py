"""What may not come in is found without going through everything: the quick look misses nothing."""

import json
import math

import pytest
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from fugong.core.api.parsing import StrictParser, _problems
from fugong.core.refusals import Invalid

texts = st.text(st.characters(codec="utf-16", exclude_categories=()) | st.sampled_from("\0\ud800\udfff\\u0e1E"))
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=12)


def read(text: str) -> object:
    """Read a body as the interface does."""
    request = RequestFactory().post("/", text.encode(), content_type="application/json")
    return StrictParser().parse_body(request)


@given(values, st.booleans())
@example("\0", False)
@example(["a\ud800b"], False)
@example({"\udfff": 1}, False)
@example(math.inf, True)
@example([[-math.inf]], True)
@example({"a": math.nan}, True)
@example("91520322MA6E5X1D3E", False)
def test_what_cannot_be_kept_is_refused_and_all_else_read(value: object, indented: bool) -> None:  # noqa: FBT001  # a table
    text = json.dumps(value, indent=1 if indented else None)
    if _problems(value, ""):
        with pytest.raises(Invalid):
            read(text)
    else:
        assert read(text) == value


@pytest.mark.parametrize(
    "text", ["1e999", "[ -1E400]", '{"a":1' + "0" * 400 + ".0}", '{"a": 1, "a": 2}', '[{"\\u0000": 1}]']
)
def test_what_only_the_text_shows_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)
