"""The leader's screen 复产态势: how far the county has got, every figure with its pair and the records behind it.

Users      county leader 县领导, bureau officer 经贸局经办, supervisor 督查.
Words      curve 复产曲线, count pair 分子/分母, as-of time 截至时间, records 明细.
Doors      none: nothing stands above the cockpit but the site. It stores nothing and computes no figure of its own;
           it asks the measures of the contexts below.
Neighbours approvals counts what was confirmed and decided; registry says who is listed.
"""
