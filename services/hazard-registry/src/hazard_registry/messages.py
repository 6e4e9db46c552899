"""What this service's refusals say, in Chinese and English."""

import json
from pathlib import Path

from attachments import ATTACHMENT_MESSAGES
from chassis.messages import Message, Messages, Names, read_words, worded

_SAYINGS: Messages = {
    **ATTACHMENT_MESSAGES,
    "not_found": Message(
        404, zh="没有这条记录,或您无权查看。", en="There is no such record, or not for you to see."
    ),
    "illegal_move": Message(
        409,
        zh="当前状态“{status}”不能办理“{move}”;请刷新后按流程办理。",
        en="It is {status} and cannot {move}; reload it and follow the steps.",
    ),
    "changed_meanwhile": Message(
        412,
        zh="此记录已被他人修改(现为第{version}版);请刷新后核对再提交。",
        en="Somebody changed it meanwhile (now version {version}); load it again and check.",
    ),
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
    "criterion_required": Message(
        422,
        zh="认定重大事故隐患须引用判定条款,或写明按令16号第三条认定的理由。",
        en="A major hazard needs a criterion, or the reasons for taking it as one.",
    ),
    "finding_required": Message(
        422,
        zh="群众举报的隐患须填写现场核查情况后才能认定。",
        en="A report from the public is verified on the inspector's own finding: write it down.",
    ),
    "date_in_future": Message(
        422, zh="日期不能晚于 {latest}。", en="The date cannot be after {latest}."
    ),
    "date_too_early": Message(
        422, zh="日期不能早于 {earliest}。", en="The date cannot be before {earliest}."
    ),
    "outside_reach": Message(
        403,
        zh="您只能登记或修改本人管辖的区划、部门或本单位的内容。",
        en="You may enter or change this only within your own area, department or unit.",
    ),
    "only_general_self_check": Message(
        403,
        zh="企业只能自行认定本单位自查的一般隐患;其他由监管部门认定。",
        en="A unit verifies only general hazards of its own checks; the rest is for officials.",
    ),
    "plan_incomplete": Message(
        422,
        zh="整改方案缺少:{missing};重大事故隐患须做到责任、措施、资金、时限、预案“五落实”。",
        en="The plan lacks {missing}; a major hazard needs all five fixed things.",
    ),
    "deadline_after_due": Message(
        422,
        zh="整改时限不能晚于规定期限 {due_on};需要更多时间请申请延期。",
        en="The deadline cannot be after {due_on}; ask for an extension.",
    ),
    "evidence_required": Message(
        422,
        zh="提交验收须附整改后的照片或材料。",
        en="Add at least one photograph or document that shows the work is done.",
    ),
    "too_late_to_ask": Message(
        409,
        zh="期限 {due_on} 已过,不能再申请延期;请尽快整改。",
        en="The due date {due_on} has passed; it is too late to ask for more time.",
    ),
    "no_more_extensions": Message(
        409,
        zh="已达到延期次数上限({most} 次)。",
        en="No more than {most} extensions are granted.",
    ),
    "extension_pending": Message(
        409,
        zh="已有一项延期申请等待批复。",
        en="A request for more time is waiting for an answer already.",
    ),
    "no_extension_asked": Message(
        409, zh="没有待批复的延期申请。", en="Nobody is asking for more time."
    ),
    "another_person_required": Message(
        403,
        zh="“{move}”须由另一名工作人员办理:上报、整改、复查、申请的人不能自己把关。",
        en="It may only {move} by somebody who neither reported, rectified, reviewed nor asked.",
    ),
    "reviewer_of_department_required": Message(
        403,
        zh="须由责任部门“{department}”的工作人员现场审查。",
        en="The review is for people of the responsible department {department}.",
    ),
    "reviewed_already": Message(
        409,
        zh="您已签署审查意见,还需另一名审查人。",
        en="You have signed already; another reviewer is needed.",
    ),
    "review_required": Message(
        409,
        zh="须有 {needed} 名审查人现场审查通过后才能销号,现有 {found} 名。",
        en="{needed} reviewers must pass it before it is closed; {found} did.",
    ),
    "supervising_department_required": Message(
        403,
        zh="销号须由负有监管职责部门的另一名工作人员办理。",
        en="Closing is for an official of a supervising department.",
    ),
    "member_of_unit_required": Message(
        403, zh="须由本单位的另一名人员复查销号。", en="Closing is for another person of the unit."
    ),
    "order_only_for_major": Message(
        422, zh="只有重大事故隐患可以挂牌督办。", en="Only a major hazard is listed."
    ),
    "order_in_force": Message(
        409,
        zh="此隐患已在督办中(级别:{level});须先摘牌。",
        en="An order of level {level} is in force; lift it first.",
    ),
    "no_order_in_force": Message(409, zh="此隐患没有督办。", en="No order is in force."),
    "already_stopped": Message(409, zh="已责令停产停业。", en="Production is stopped already."),
    "not_stopped": Message(409, zh="此隐患没有停产停业。", en="Production was not stopped."),
    "resumption_not_applied": Message(
        409,
        zh="须先由单位书面申请,审查后才能同意恢复生产。",
        en="Resuming needs the unit's written application first.",
    ),
    "notice_done": Message(
        409, zh="此告知已办理“{move}”。", en="This notice need not {move} again."
    ),
    "attachment_unknown": Message(
        422, zh="没有这个附件;请先上传。", en="There is no such attachment; upload it first."
    ),
    "import_in_progress": Message(
        409,
        zh="另一份台账正在导入;请稍候再传。",
        en="Another ledger is being imported; try again in a moment.",
    ),
    "ledger_unreadable": Message(422, zh="{words}", en="{words_en}"),
    "ledger_faulty": Message(
        422,
        zh="台账有 {count} 处错误,没有导入任何一行;请按 errors 逐格修改后重传。",
        en="The ledger has {count} faults and nothing was imported; mend each cell that errors names.",
    ),
}

_DATA = Path(__file__).parent / "data"


def _departments() -> Names:
    """Call the departments this service ships with by their names."""
    shipped = json.loads((_DATA / "departments.json").read_text(encoding="utf-8"))
    return {one["code"]: (one["name"], one["code"].replace("_", " ")) for one in shipped}


MESSAGES = worded(_SAYINGS, read_words(_DATA / "words.json") | {"department": _departments()})
