"""Resumption applications 复产申请: one online application, parallel opinions, decided the same day; then the restart.

Users      enterprise operator 企业经办人 files and confirms; reviewing desks 会审单位 (township, health, industry) give
           opinions; the bureau's officer 经贸局经办 decides.
Words      application 复产申请, opinion 会审意见, correction 补正, decision 审批决定, restart 复产确认, lamp 时限灯,
           document 文书, batch 批量办理单, appeal 复核申请, roster 返岗人员名单.
Lifecycle  draft → in_review → granted | refused; in_review ⇄ returned; draft, in_review, returned → withdrawn;
           granted, recorded ⇄ suspended; these → revoked. Commitment 告知承诺, filing 备案: draft → recorded at once.
           After a successful appeal refused → in_review. When rules change: in_review → recorded, granted → lapsed.
           Granted is not resumed: only the enterprise's own confirmation (``restart``) counts.
Doors      ``public``: file, decide, confirm; the measures behind the resumption figures.
Neighbours policy says which mode, papers, clock and desks apply; registry says who the enterprise is; people, who acts.
"""
