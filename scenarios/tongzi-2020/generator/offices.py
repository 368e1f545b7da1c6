"""Organisations, posts and official accounts: one sign-in a post, posts instead of people."""

from .places import BEGIN, CODES, COUNTY, NAMES, SLUGS

# code, name, short name, kind, document series
_BODIES = (
    ("zhihuibu", "桐梓县应对疫情工作指挥部", "县指挥部", "command", "桐指"),
    ("jingmao", "桐梓县工业和经济贸易局", "县经贸局", "bureau", "桐经贸复"),
    ("xianzhengfu", "桐梓县人民政府", "县政府", "county", ""),
    ("zuzhibu", "中共桐梓县委组织部", "县委组织部", "department", ""),
    ("weijian", "桐梓县卫生健康局", "县卫健局", "department", ""),
    ("nengyuan", "桐梓县能源局", "县能源局", "department", ""),
    ("wenlv", "桐梓县文体旅游局", "县文旅局", "department", ""),
    ("zhujian", "桐梓县住房和城乡建设局", "县住建局", "department", ""),
    ("jiaotong", "桐梓县交通运输局", "县交通局", "department", ""),
    ("nongye", "桐梓县农业农村局", "县农业农村局", "department", ""),
    ("shichang", "桐梓县市场监督管理局", "县市场监管局", "department", ""),
    ("yingji", "桐梓县应急管理局", "县应急局", "department", ""),
    ("dashuju", "桐梓县大数据发展中心", "县大数据中心", "department", ""),
    ("shenji", "桐梓县审计局", "县审计局", "department", ""),
    ("qiye", "桐梓县复工企业（经办人）", "复工企业", "department", ""),
)

# login, organisation, title, role, area; the first of each role is the one the demo shows
_POSTS = (
    ("jingmao", "jingmao", "县经贸局经办", "officer", COUNTY),
    ("weijian", "weijian", "县卫健局会审经办", "reviewer", COUNTY),
    ("baobao", "xianzhengfu", "包保责任领导", "leader", COUNTY),
    ("lianluo", "jingmao", "企业联络员", "liaison", COUNTY),
    ("ducha", "zuzhibu", "县委组织部督查", "supervisor", COUNTY),
    ("anjian", "yingji", "驻矿安监员", "inspector", COUNTY),
    ("gongzuodui", "nengyuan", "电煤保供工作队队员", "team_member", COUNTY),
    ("kadian", "jiaotong", "货运卡点值守", "checkpoint", COUNTY),
    ("diaodu", "nengyuan", "电煤调度员", "dispatcher", COUNTY),
    ("xianlingdao", "xianzhengfu", "县领导", "county_leader", COUNTY),
    ("xitong", "dashuju", "系统管理员", "system_admin", COUNTY),
    ("anquan", "dashuju", "安全管理员", "security_admin", COUNTY),
    ("shenji", "shenji", "审计管理员", "audit_admin", COUNTY),
    ("jingmao-huishen", "jingmao", "县经贸局会审经办", "reviewer", COUNTY),
    ("nengyuan-huishen", "nengyuan", "县能源局会审经办", "reviewer", COUNTY),
    ("wenlv-huishen", "wenlv", "县文旅局会审经办", "reviewer", COUNTY),
    ("zhujian-huishen", "zhujian", "县住建局会审经办", "reviewer", COUNTY),
    ("jiaotong-huishen", "jiaotong", "县交通局会审经办", "reviewer", COUNTY),
    ("nongye-huishen", "nongye", "县农业农村局会审经办", "reviewer", COUNTY),
    ("shichang-huishen", "shichang", "县市场监管局会审经办", "reviewer", COUNTY),
)
OPERATOR = "jingbanren"

# Industry prefix → who answers at the industry desk; desks.csv says the same to the platform.
INDUSTRY_DESKS = {
    "01": "nongye", "02": "nongye", "03": "nongye", "04": "nongye", "05": "nongye", "06": "nengyuan",
    "44": "nengyuan", "45": "nengyuan", "47": "zhujian", "48": "zhujian", "49": "zhujian", "50": "zhujian",
    "54": "jiaotong", "61": "wenlv", "62": "shichang", "80": "shichang", "87": "wenlv", "89": "wenlv", "90": "wenlv",
}  # fmt: skip


def industry_reviewer(industry_code: str) -> str:
    """Name the post that answers for an industry."""
    return f"{INDUSTRY_DESKS.get(industry_code[:2], 'jingmao')}-huishen"


def township_reviewer(division_code: str) -> str:
    """Name the post that answers for a township."""
    return SLUGS[division_code]


def organisations() -> list[dict[str, str]]:
    """Give organisations.csv."""
    bodies = [
        {"code": code, "name": name, "short_name": short, "kind": kind, "division_code": COUNTY, "series": series}
        for code, name, short, kind, series in _BODIES
    ]
    return bodies + [
        {
            "code": SLUGS[code],
            "name": f"{NAMES[code]}办事处" if NAMES[code].endswith("街道") else f"{NAMES[code]}人民政府",
            "short_name": NAMES[code],
            "kind": "township",
            "division_code": code,
            "series": "",
        }
        for code in CODES
    ]


def posts() -> list[dict[str, str]]:
    """Give posts.csv; all operators hold the one post without an area."""
    rows = [
        {"code": login, "organisation": body, "title": title, "role": role, "area": area}
        for login, body, title, role, area in _POSTS
    ]
    rows += [
        {"code": SLUGS[code], "organisation": SLUGS[code], "title": f"{NAMES[code]}会审经办", "role": "reviewer",
         "area": code}
        for code in CODES
    ]  # fmt: skip
    rows.append({"code": OPERATOR, "organisation": "qiye", "title": "企业经办人", "role": "operator", "area": ""})
    return rows


def accounts() -> list[dict[str, str]]:
    """Give the officials' part of accounts.csv: the login is the post's code."""
    return [
        {"login": row["code"], "display_title": row["title"], "post": row["code"], "since_on": BEGIN,
         "demo": "yes" if position < _SHOWN or row["code"] in ("loushanguan", "haixiao") else ""}
        for position, row in enumerate(posts()) if row["code"] != OPERATOR
    ]  # fmt: skip


# One of each role is offered at the sign-in page, and the desks of the open cases.
_SHOWN = 16
