"""People: who may do what, where: organisations, posts, accounts, dated postings, roles and areas of duty.

Used by     everybody who signs in; the security administrator (opens accounts, appoints, ends, deactivates).
Words       organisation 单位, post 岗位, account 账号, posting 任职 (account holds post, from day to day),
            role 角色 (what may be done), area 责任区 (prefix of a division code: where it may be done).
Lifecycle   an account is opened, appointed to posts, deactivated (never deleted; its sessions die at once).
Separation  system, security and audit administrator are three accounts; none of them holds a business role.
Privacy     no personal names anywhere: an account shows the title of its post.
Door        public.py. Neighbours: core below; every other context above reads `Actor` and `OrganisationCard`.
"""
