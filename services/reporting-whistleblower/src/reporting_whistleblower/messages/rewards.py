"""Rewards and claims, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "payers_not_ready": Message(
        503,
        zh="付款人员尚未启用密钥,暂不能登记账户;您可以改用约定密码领取。",
        en="No payer could read your account yet; agree a password instead.",
    ),
    "no_reward_due": Message(
        409,
        zh="不符合奖励条件:{reason}。",
        en="No reward is due: {reason}.",
    ),
    "reward_exists": Message(
        409,
        zh="该事项已有奖励,不得重复奖励或支付。",
        en="The matter has its reward; there is no second one.",
    ),
    "declaration_required": Message(
        422,
        zh="请声明本人不是负有安全监管职责的人员或其近亲属。",
        en="Declare that you are no official on duty nor a close relative of one.",
    ),
    "claim_incomplete": Message(
        422,
        zh="请在约定密码和收款账户中选择一种,只能选一种。",
        en="Give either a password or an account, not both.",
    ),
    "claim_unknown": Message(
        404,
        zh="领奖编号或密码不正确;请核对后再试。",
        en="The claim number or the password does not fit.",
    ),
    "split_wrong": Message(
        422,
        zh="各人份额合计 {together} 元,与奖励金额 {amount} 元不一致;请重新分配。",
        en="The shares come to {together} yuan, the reward is {amount}; divide it anew.",
    ),
    "recovery_too_much": Message(
        422,
        zh="退回金额超过未退回的 {owed} 元;请核对后重填。",
        en="No more than {owed} yuan are still to come back; check the sum.",
    ),
    "export_too_large": Message(
        422,
        zh="导出超过 {most} 行;请按年度或区域分次导出。",
        en="That is more than {most} rows; export by year or by area.",
    ),
}
