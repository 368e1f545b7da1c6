"""Indicators 统计指标: definitions in versions, values as count pairs with their rows, publications, targets.

Users      bureau officer 经贸局经办 publishes; county leader 县领导 reads and opens; everybody sees what is published.
Words      definition 指标定义, value 指标值, count pair 分子分母, basis 口径 (gross 毛口径, net 净口径),
           list version 名录版本, as-of time 数据截止时间, publication 发布, revision 修订, target 目标任务.
Lifecycle  a definition gets a new version, never another meaning; a publication is rebuilt or revised, never changed.
Doors      ``public``: measure an indicator on a day, its rows behind, its curve; totals of what was reported; targets.
Neighbours the lake holds the facts that registry, approvals and reports publish; nothing is read from their tables.
"""
