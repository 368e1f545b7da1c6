"""The county's townships (statistical codes of 2023) with weights for where enterprises stand."""

COUNTY = "520322"
BEGIN = "2020-01-01"

# code after the county's, name, short Latin name, weight (assumed: the two streets and the near towns hold most)
TOWNSHIPS = (
    ("001", "海校街道", "haixiao", 30),
    ("002", "娄山关街道", "loushanguan", 40),
    ("101", "楚米镇", "chumi", 24),
    ("102", "新站镇", "xinzhan", 10),
    ("103", "松坎镇", "songkan", 12),
    ("104", "高桥镇", "gaoqiao", 8),
    ("105", "水坝塘镇", "shuibatang", 6),
    ("106", "官仓镇", "guancang", 8),
    ("107", "花秋镇", "huaqiu", 9),
    ("108", "羊磴镇", "yangdeng", 6),
    ("109", "九坝镇", "jiuba", 7),
    ("110", "大河镇", "dahe", 6),
    ("111", "夜郎镇", "yelang", 6),
    ("112", "木瓜镇", "mugua", 5),
    ("113", "坡渡镇", "podu", 5),
    ("114", "燎原镇", "liaoyuan", 22),
    ("115", "狮溪镇", "shixi", 7),
    ("116", "茅石镇", "maoshi", 6),
    ("117", "尧龙山镇", "yaolongshan", 5),
    ("118", "风水镇", "fengshui", 5),
    ("119", "容光镇", "rongguang", 6),
    ("120", "芭蕉镇", "bajiao", 5),
    ("203", "小水乡", "xiaoshui", 4),
    ("205", "黄莲乡", "huanglian", 4),
    ("207", "马鬃苗族乡", "mazong", 4),
)
NAMES = {f"{COUNTY}{tail}": name for tail, name, _, _ in TOWNSHIPS}
CODES = tuple(NAMES)
WEIGHTS = tuple(weight for _, _, _, weight in TOWNSHIPS)
SLUGS = {f"{COUNTY}{tail}": slug for tail, _, slug, _ in TOWNSHIPS}
