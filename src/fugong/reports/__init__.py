"""Enterprise reports 企业报表: what enterprises report by day, month and year, and what their meters say.

Users      enterprise operator 企业经办人 reports; the bureau's officer 经贸局经办 arranges forms, closes periods.
Words      form 报表, item 指标项, period 报告期, report 报表记录, intake 报送批次, lock 封账, doubt 疑点提示,
           meter 电表, reading 抄表读数; expected 应报, received 已报, on time 按时.
Lifecycle  expected → received (on time or late) → corrected, each a new version with its reason, until locked;
           a lock is lifted at its own level or above, with a reason.
Doors      ``public``: announce forms, take reports and readings in, lock periods. ``facts``: tables for the lake.
Neighbours registry says who is asked, for whom one may speak, and what need not be asked; people, who acts.
"""
