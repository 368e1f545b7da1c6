"""Which move an application allows in which state: the whole table, and long random walks through it."""

from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fugong.approvals.rules.lifecycle import (
    EFFECTIVE,
    MOVE_WORDS,
    OPEN,
    STATE_WORDS,
    CannotMove,
    Move,
    State,
    after,
    may_move,
)

MODES = ("none", "commitment", "filing", "approval")

# Written out by hand, so that the rule is held against something that is not the rule.
ALLOWED = {
    ("draft", "submit"): {"approval": "in_review", "none": "recorded", "commitment": "recorded", "filing": "recorded"},
    ("draft", "withdraw"): dict.fromkeys(MODES, "withdrawn"),
    ("in_review", "return"): dict.fromkeys(MODES, "returned"),
    ("in_review", "grant"): dict.fromkeys(MODES, "granted"),
    ("in_review", "refuse"): dict.fromkeys(MODES, "refused"),
    ("in_review", "withdraw"): dict.fromkeys(MODES, "withdrawn"),
    ("returned", "submit"): {
        "approval": "in_review", "none": "recorded", "commitment": "recorded", "filing": "recorded",
    },
    ("returned", "withdraw"): dict.fromkeys(MODES, "withdrawn"),
    ("granted", "suspend"): dict.fromkeys(MODES, "suspended"),
    ("granted", "amend"): dict.fromkeys(MODES, "granted"),
    ("refused", "reopen"): dict.fromkeys(MODES, "in_review"),
    ("recorded", "suspend"): dict.fromkeys(MODES, "suspended"),
    ("granted", "revoke"): dict.fromkeys(MODES, "revoked"),
    ("recorded", "revoke"): dict.fromkeys(MODES, "revoked"),
    ("suspended", "revoke"): dict.fromkeys(MODES, "revoked"),
    ("suspended", "reinstate"): {
        "approval": "granted", "none": "recorded", "commitment": "recorded", "filing": "recorded",
    },
    # The next phase asks for no decision any more …
    ("in_review", "settle"): dict.fromkeys(MODES, "recorded"),
    ("returned", "settle"): dict.fromkeys(MODES, "recorded"),
    # … or for a new one.
    ("granted", "lapse"): dict.fromkeys(MODES, "lapsed"),
    ("recorded", "lapse"): dict.fromkeys(MODES, "lapsed"),
    ("suspended", "lapse"): dict.fromkeys(MODES, "lapsed"),
}  # fmt: skip
EVERY_CASE = [
    pytest.param(state, move, mode, ALLOWED.get((state, move), {}).get(mode), id=f"{state}-{move}-{mode}")
    for state, move, mode in product(State, Move, MODES)
]


@pytest.mark.parametrize(("state", "move", "mode", "leads_to"), EVERY_CASE)
def test_every_move_in_every_state_under_every_mode(
    *, state: State, move: Move, mode: str, leads_to: str | None
) -> None:
    assert may_move(state, move) is (leads_to is not None)
    if leads_to is None:
        with pytest.raises(CannotMove) as refusal:
            after(state, move, mode=mode)
        assert refusal.value.facts == {"state": STATE_WORDS[state], "move": MOVE_WORDS[move]}
    else:
        assert after(state, move, mode=mode) == leads_to


def test_the_refusal_says_state_and_move_in_words() -> None:
    with pytest.raises(CannotMove, match="该申请目前为“已撤回”状态，不能同意。"):
        after(State.WITHDRAWN, Move.GRANT, mode="approval")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REVOKED, State.LAPSED])
def test_nothing_follows_a_withdrawal_a_revocation_or_a_lapse(state: State) -> None:
    assert not [move for move in Move if may_move(state, move)]


def test_only_a_new_review_follows_a_refusal() -> None:
    assert [move for move in Move if may_move(State.REFUSED, move)] == [Move.REOPEN]


def test_the_state_may_come_as_the_plain_word_the_database_keeps() -> None:
    assert after("in_review", Move.GRANT, mode="approval") is State.GRANTED


def test_a_state_that_does_not_exist_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(ValueError, match="lost"):
        may_move("lost", Move.GRANT)


def test_every_state_is_open_or_effective_or_settled() -> None:
    assert not OPEN & EFFECTIVE
    settled = {State.REFUSED, State.WITHDRAWN, State.SUSPENDED, State.REVOKED, State.LAPSED}
    assert set(State) - OPEN - EFFECTIVE == settled


def test_every_state_and_move_has_its_word() -> None:
    assert set(STATE_WORDS) == set(State)
    assert set(MOVE_WORDS) == set(Move)
    assert all([*STATE_WORDS.values(), *MOVE_WORDS.values()])


class Walk(RuleBasedStateMachine):
    """An application pushed about at random: whatever is tried, its life stays a lawful one."""

    @initialize(mode=st.sampled_from(["approval", "commitment", "filing"]))
    def begin(self, mode: str) -> None:
        self.mode = mode
        self.lived = [State.DRAFT]

    @rule(move=st.sampled_from(Move))
    def attempt(self, move: Move) -> None:
        here = self.lived[-1]
        try:
            self.lived.append(after(here, move, mode=self.mode))
        except CannotMove:
            assert (here, move) not in ALLOWED
        else:
            assert self.lived[-1] == ALLOWED[here, move][self.mode]

    @invariant()
    def nothing_follows_an_end_but_a_new_review(self) -> None:
        assert not {State.WITHDRAWN, State.REVOKED, State.LAPSED} & set(self.lived[:-1])
        for before, then in zip(self.lived, self.lived[1:], strict=False):
            assert before != State.REFUSED or then == State.IN_REVIEW

    @invariant()
    def a_draft_is_never_reached_again(self) -> None:
        assert State.DRAFT not in self.lived[1:]

    @invariant()
    def recording_is_for_commitment_and_filing_or_for_what_a_new_phase_settled(self) -> None:
        before = {here for here, then in zip(self.lived, self.lived[1:], strict=False) if then == State.RECORDED}
        assert self.mode != "approval" or before <= {State.IN_REVIEW, State.RETURNED}

    @invariant()
    def a_decision_is_for_what_was_reviewed(self) -> None:
        decided = {State.GRANTED, State.REFUSED} & set(self.lived)
        assert not decided or (self.mode == "approval" and State.IN_REVIEW in self.lived)

    @invariant()
    def only_a_permission_is_suspended_and_then_given_back_or_revoked(self) -> None:
        for before, then in zip(self.lived, self.lived[1:], strict=False):
            assert then != State.SUSPENDED or before in EFFECTIVE
            assert before != State.SUSPENDED or then in {*EFFECTIVE, State.REVOKED, State.LAPSED}


Walk.TestCase.settings = settings(max_examples=500, stateful_step_count=30, deadline=None)
TestWalk = Walk.TestCase
