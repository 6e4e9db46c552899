"""Areas, departments, units and criteria."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "area_unknown": Message(
        422,
        zh="没有区划“{area}”,或它在 {on} 无效;请从区划列表中选择。",
        en="There is no area {area} on {on}; choose one from the list of areas.",
    ),
    "area_exists": Message(
        409,
        zh="区划代码“{area}”已使用过,代码不得重复使用。",
        en="The code {area} was used before; codes are never used again.",
    ),
    "area_has_no_parent": Message(
        422,
        zh="区划“{area}”的上级不存在;请先登记上级区划。",
        en="The area above {area} is unknown; enter that first.",
    ),
    "department_unknown": Message(
        422,
        zh="没有部门“{department}”,或已停用;请从部门列表中选择。",
        en="There is no department {department}, or it no longer works; choose one from the list.",
    ),
    "department_exists": Message(
        409, zh="部门“{department}”已登记。", en="The department {department} exists already."
    ),
    "unit_unknown": Message(
        422,
        zh="没有登记这家单位;请先登记单位。",
        en="No such unit is registered; register it first.",
    ),
    "unit_exists": Message(
        409,
        zh="代码为“{unit_code}”的单位已登记;请查到后修改,不要重复登记。",
        en="A unit with the code {unit_code} is registered; change that one.",
    ),
    "unit_code_wrong": Message(422, zh="{words}", en="{words_en}"),
    "point_incomplete": Message(
        422,
        zh="坐标要同时填经度、纬度和坐标系,或都不填。",
        en="A point needs longitude, latitude and coordinate system, or none of them.",
    ),
    "point_outside": Message(
        422,
        zh="坐标不在中国范围内;请检查经纬度是否填反。",
        en="The point is not in China; are longitude and latitude swapped?",
    ),
    "criterion_unknown": Message(
        422,
        zh="没有判定条款“{criterion}”;请从判定标准中选择,GB 35181-2025 按 FR-2025-章-条 填写(第5、6章)。",
        en="There is no criterion {criterion}; for GB 35181-2025 write FR-2025-chapter-clause (5 or 6).",
    ),
    "criterion_not_in_force": Message(
        422,
        zh="判定条款“{criterion}”所属标准({standard})在发现日期 {on} 不能作为认定依据(止于 {ended});请选用当日有效的标准。",
        en="{criterion} ({standard}) cannot carry a finding of {on} (it ended {ended}); cite a standard in force.",
    ),
}
