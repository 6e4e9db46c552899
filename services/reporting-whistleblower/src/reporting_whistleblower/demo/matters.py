"""What the fictional reports are about. Every text is marked 「演示」."""

from dataclasses import dataclass
from typing import Final

from reporting_whistleblower.domain.report import Category

MAJOR, ILLEGAL = Category.MAJOR_HAZARD, Category.ILLEGAL_OPERATION
CONCEALED, OTHER = Category.CONCEALED_ACCIDENT, Category.OTHER


@dataclass(frozen=True)
class Matter:
    """The reporter's words, and the handler's restatement of them."""

    category: Category
    what: str
    where: str
    lead: str


MATTERS: Final = (
    Matter(MAJOR, "「演示」抛光车间除尘风机坏了半个月,铝粉积了厚厚一层还在干活", "抛光车间",
           "铝镁制品打磨除尘系统停用"),
    Matter(MAJOR, "「演示」仓库唯一的安全出口被货架堵死,下班后还把卷帘门锁上", "成品仓库",
           "疏散通道堵塞、安全出口上锁"),
    Matter(MAJOR, "「演示」饭店后厨液化气瓶放在密闭小间,没有报警器,闻得到气味", "后厨气瓶间",
           "用气场所未装可燃气体报警装置"),
    Matter(ILLEGAL, "「演示」电焊师傅没有证,天天在易燃材料旁边动火,也没人看火", "二楼装修现场",
           "无证人员动火作业"),
    Matter(MAJOR, "「演示」石材厂行车钢丝绳断股了还在吊荒料,下面就站着人", "荒料堆场",
           "起重机械钢丝绳断股带病使用"),
    Matter(ILLEGAL, "「演示」已经被责令停产的作坊夜里偷偷开工,白天关门", "村尾厂房",
           "停产期间擅自恢复生产"),
    Matter(MAJOR, "「演示」自建房一楼堆泡沫塑料,楼上住了十几个工人,只有一个楼梯", "自建房",
           "经营储存与住宿合用未分隔"),
    Matter(OTHER, "「演示」配电箱没有盖子,电线拖在水里,工人经常被麻一下", "清洗工段",
           "临时用电不规范"),
    Matter(ILLEGAL, "「演示」新工人来了第一天就上冲床,没有培训,双手按钮被短接", "冲压车间",
           "未培训上岗、安全装置被短接"),
    Matter(MAJOR, "「演示」清污水池让人直接下去,没有通风,没有检测,也没有人监护", "污水处理站",
           "有限空间作业未审批未检测"),
    Matter(CONCEALED, "「演示」上个月有人从屋面摔下来没了,老板私下赔钱不让说", "厂房屋面",
           "涉嫌瞒报死亡事故"),
    Matter(OTHER, "「演示」养老院的应急灯都不亮,灭火器过期好几年", "三楼走廊",
           "消防设施失效"),
)  # fmt: skip

REFUSALS: Final = (
    ("suggestion_or_petition", "您反映的是对路口红绿灯的建议,请通过12345提出。"),
    ("no_clear_matter", "没有说明地点和单位,无法核查;欢迎补充后重新举报。"),
    ("out_of_scope", "该事项不属于安全生产举报范围,已告知您受理渠道。"),
    ("before_a_court", "该争议法院正在审理,依规定不予受理。"),
)
