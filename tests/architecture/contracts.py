"""The import contract that import-linter does not bring: a context is entered only at its door."""

from typing import ClassVar

import grimp
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """A context imports another one at its ``public`` module only; core is open at the door of each inner package.

    Two reasoned widenings: tests may borrow the factories of another context's tests, and the composition root
    may include another context's addresses and reach all of core.
    """

    type_name: ClassVar[str] = "doors"

    root = fields.StringField()
    composition_root = fields.StringField()
    open_package = fields.StringField()
    side_doors = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 (the base class's words)
        """Look at every import between two different contexts."""
        trespasses = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._is_trespass(importer, imported)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name every import that climbs through a window."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} may not import {imported}: enter at the context's public module.")
            output.new_line()

    def _is_trespass(self, importer: str, imported: str) -> bool:
        coming, going = self._context_of(importer), self._context_of(imported)
        if not coming or not going or coming == going:
            return False
        if going == self.composition_root:
            return coming != "__main__"  # the command line starts the root; for everybody else it lies above
        inner = imported.split(".")[2:]
        if going == self.open_package:
            return not self._enters_core(coming, imported, inner)
        return not (inner == ["public"] or self._is_widened(importer, coming, inner))

    def _enters_core(self, coming: str, imported: str, inner: list[str]) -> bool:
        at_a_door = len(inner) == 1 and inner[0] not in {"models", "apps", "migrations"}
        return at_a_door or imported in (self.side_doors or ()) or coming == self.composition_root

    def _is_widened(self, importer: str, coming: str, inner: list[str]) -> bool:
        a_test_borrows = "tests" in importer.split(".") and inner == ["tests", "factories"]
        root_wires = coming == self.composition_root and inner == ["web", "urls"]
        return a_test_borrows or root_wires

    def _context_of(self, module: str) -> str:
        parts = module.split(".")
        return parts[1] if parts[0] == self.root and len(parts) > 1 else ""
