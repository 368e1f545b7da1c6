"""Registry: who exists in the county, where, of what kind, and for whom an operator may speak.

Users: bureau officers keep it; reviewers, leaders and supervisors read it; operators see their own enterprises.
Words: enterprise 企业, uscc 统一社会信用代码, division 行政区划, industry 国民经济行业, registration type 登记注册类型,
controlling holder 控股情况, size class 划型, membership 在库名录 (规上工业, 限上商贸), representative 企业经办授权.
Lifecycle: registered → corrected as facts change → closed. Holder, memberships and representatives are dated:
a period runs from its first day up to, not including, its last (since_on ≤ day < until_on). Annual figures and size
classes belong to a year and are corrected by a further version, never overwritten.
Doors: ``public`` (cards, populations, who may act for whom, the actions). Reference tables: ``reference/SOURCES.md``.
Neighbours: stands on core and people; approvals, inspections, reports and others stand on it.
Start reading at ``rules/uscc.py`` and ``rules/size.py``, then ``actions/registration.py``.
"""
