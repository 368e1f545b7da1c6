"""What is wrong with a scenario, named by file, row and column, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SHOWN", "Fault", "ScenarioIsWrong"]

SHOWN = 50


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend; rows are counted as a spreadsheet counts them, so the header is row 1."""

    file: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [self.file, f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else ""]
        return f"{', '.join(part for part in place if part)}: {self.message}"


class ScenarioIsWrong(Exception):  # noqa: N818  # said to the author of the scenario in these words
    """The scenario cannot be used as it stands; ``faults`` names every place to mend."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [f"Scenario {name}: {len(self.faults)} fault(s).", *(f"  {fault}" for fault in self.faults[:SHOWN])]
        if len(self.faults) > SHOWN:
            lines.append(f"  … and {len(self.faults) - SHOWN} more")
        super().__init__("\n".join(lines))
