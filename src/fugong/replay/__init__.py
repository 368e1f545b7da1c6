"""Drives a scenario through the same actions the screens use, and checks the published figures from the records.

Users: whoever shows, tests or teaches the platform; ``fugong replay`` and ``fugong figures`` are its commands.

Words: a *scenario* is a folder of tables (docs/howto/scenario.md); a *step* is one row of it done through a context's
public door, at the row's own time and by the post it names; a *figure* is a published value with the *measure* that
recomputes it and the *comparator* that says whether both agree.

Every step is done once: it and the note that it was done are one transaction, so a killed replay goes on where it
stood. A scenario that changed after it was replayed is noticed by the fingerprints of its steps.

Doors: ``public``. Neighbours: above every context, below the site; nothing here knows a county's name.
"""
