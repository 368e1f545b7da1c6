"""What each act in events.csv needs: one class an act, checked before anything is replayed."""

from datetime import date

from pydantic import Field

from fugong.replay.rules.rows import Row

__all__ = ["ACTS", "OPENS_A_CASE", "UPON_A_CASE", "Arguments"]


class Arguments(Row):
    """Arguments of an act; an unknown one is a fault."""


class FileApplication(Arguments):
    """application.file: fill in the whole form and hand it in; answers are typed as in the form."""

    answers: dict[str, str]


class StartApplication(Arguments):
    """application.start: open a draft."""


class SaveSection(Arguments):
    """application.save: fill in one section of a draft or of a returned application, typed as in the form."""

    section: str
    typed: dict[str, str]


class SubmitApplication(Arguments):
    """application.submit: make the commitment and hand in a draft or a corrected application."""


class GiveOpinion(Arguments):
    """application.opine: the opinion of the post's own office."""

    verdict: str
    text: str = ""


class Grant(Arguments):
    """application.grant: agree, from a day on, perhaps under conditions."""

    effective_on: date
    conditions: list[str] = Field(default_factory=list)


class Refuse(Arguments):
    """application.refuse: refuse, with the reasons by code."""

    reasons: list[str] = Field(min_length=1)
    note: str = ""


class ReturnForCorrection(Arguments):
    """application.return: ask for corrections, by question; the clock stands still."""

    items: dict[str, str] = Field(min_length=1)
    note: str = ""


class WithdrawApplication(Arguments):
    """application.withdraw: the enterprise takes its application back."""


class Suspend(Arguments):
    """application.suspend: stop an enterprise that was agreed to, with the reason by code."""

    reason: str
    note: str = ""


class Reinstate(Arguments):
    """application.reinstate: let a suspended enterprise go on."""

    note: str = ""


class ConfirmRestart(Arguments):
    """restart.confirm: the enterprise says since when it produces again."""

    restarted_on: date


ACTS: dict[str, type[Arguments]] = {
    "application.file": FileApplication,
    "application.start": StartApplication,
    "application.save": SaveSection,
    "application.submit": SubmitApplication,
    "application.opine": GiveOpinion,
    "application.grant": Grant,
    "application.refuse": Refuse,
    "application.return": ReturnForCorrection,
    "application.withdraw": WithdrawApplication,
    "application.suspend": Suspend,
    "application.reinstate": Reinstate,
    "restart.confirm": ConfirmRestart,
}
# The subject of these is an enterprise, and what they open is a case …
OPENS_A_CASE = frozenset({"application.file", "application.start"})
# … which is the subject of these, named by the id of the event that opened it.
UPON_A_CASE = frozenset(ACTS) - OPENS_A_CASE - {"restart.confirm"}
