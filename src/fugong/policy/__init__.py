"""The rules of the shutdown as dated data, each with its legal basis: what an enterprise must do to restart, and why.

Users: officers and reviewers read the rules in force; the command post announces them; approvals asks before every
application how it is to be handled.

Words: *tier* of risk (分区分级), *category* of enterprise, *mode* of handling (none, commitment, filing, approval),
*checklist* of papers, *reply* in working days, *desk* that gives an opinion, *basis* (依据).

A county keeps its own book of rules; national documents enter it as a basis. A rule is never rewritten: the next one
takes over from its first day, and what held on any past day can still be asked.

Doors: ``public.triage`` (how one enterprise is handled on a day, explained step by step), ``public.desks_for``, the
actions that announce rules. Neighbours: below people (organisations of the desks); above it registry and approvals.
"""
