"""What every context needs and none owns; knows no context.

Inner packages, each with its own door (its ``__init__``):
    api          the machine interface: access, problems, pages, versions, its description
    audit        who did what, chained by hash, one chain a county, heads signed
    calendar     office days and hours, with dated local overrides
    clock        the only place where the time is read
    database     the private PostgreSQL, roles, backup
    documents    official documents: set after GB/T 9704, signed by the county, checked from their bytes
    exchange     tables in and lists out, as one service
    files        what people upload, stored by content
    idempotency  the same request acts once
    jobs         background work, deferred inside the transaction
    lake         facts of every context as Parquet, as of any moment, proved against the database
    listing      lists with filter, sort and columns in the address
    numbering    document numbers without gaps
    pages        page or fragment from the same view
    panels       what higher contexts show on a lower context's page
    permission   who may do what, and where
    personal     data about persons: sealed, masked, erased when their time has run out
    refusals     one family of refusals, turned into words at the edge
    texts        cleaning of what people type
    webhooks     events told to other systems, signed, tried until taken
    wording      marks interface text in pure code for translation
"""
