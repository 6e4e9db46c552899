"""What a refusal says, in Chinese and English."""

from pathlib import Path

from chassis.messages import Message, Messages, read_words, worded

_SAYINGS: Messages = {
    "illegal_move": Message(
        409,
        zh="当前状态为“{status}”,不能办理“{move}”;请刷新后按流程办理。",
        en="It is {status}: you cannot {move} now; reload it and follow the steps.",
    ),
    "reception_closed": Message(
        503,
        zh="该区域暂无启用密钥的受理人员,为保护您的内容没有接收;请稍后再试,或拨打12350举报电话。",
        en="No officer of this area can read reports yet, so nothing was taken; try again later or call 12350.",
    ),
    "vault_closed": Message(
        503,
        zh="身份保管人尚未就位,没有接收您的身份信息;您可以先匿名举报,或拨打12350。",
        en="There are not two custodians who could keep your identity safe, so it was not taken; report anonymously or call 12350.",
    ),
    "payers_not_ready": Message(
        503,
        zh="付款人员尚未启用密钥,暂不能登记账户;您可以改用约定密码领取。",
        en="No payer could read your account yet; agree a password instead.",
    ),
    "upload_unknown": Message(
        422,
        zh="照片凭据无效或已使用,请重新上传。",
        en="This upload ticket is not valid or was used before; upload the photograph again.",
    ),
    "too_many_uploads": Message(
        422, zh="每件举报最多 {most} 张照片。", en="At most {most} photographs a report."
    ),
    "receipt_taken": Message(
        422,
        zh="查询码重复,请让设备重新生成一个后再提交。",
        en="This receipt code exists already; make a new one and send again.",
    ),
    "receipt_unknown": Message(
        404,
        zh="没有与该查询码相符的举报;请核对16位数字。",
        en="No report fits this receipt; check the sixteen digits.",
    ),
    "too_late": Message(
        409, zh="期限已于 {last_day} 届满。", en="The time for this ended on {last_day}."
    ),
    "confidential_session_required": Message(
        403,
        zh="请先用密钥口令开启保密会话,并在 X-Zhiben-Confidential 中携带会话凭证。",
        en="Unlock your key first, and send the session in X-Zhiben-Confidential.",
    ),
    "passphrase_wrong": Message(
        403,
        zh="口令不正确,或因多次错误暂时锁定;请稍后再试。",
        en="The passphrase is wrong, or the key is shut for a while after too many wrong ones.",
    ),
    "key_exists": Message(
        409,
        zh="您已有启用的密钥;如口令泄露,请先停用再重新登记。",
        en="You have an active key; revoke it before you enrol another.",
    ),
    "key_missing": Message(409, zh="该人员没有启用的密钥。", en="This officer has no active key."),
    "not_shared_with_you": Message(
        403,
        zh="该举报没有加密给您的密钥;请由能打开它的受理人员分派给您。",
        en="This report was never sealed to your key; ask an officer who can open it to assign it to you.",
    ),
    "roles_incompatible": Message(
        403,
        zh="岗位与密钥用途不符:受理、保管、付款三种岗位不得由一人兼任({roles})。",
        en="Your roles do not allow this key: handling, custody and payment are kept apart ({roles}).",
    ),
    "self_approval": Message(
        403,
        zh="同一事项的经办、审批、支付须由不同人员完成,您已参与前一环节,不能“{move}”。",
        en="You had a part in the step before; somebody else must {move}.",
    ),
    "no_identity": Message(409, zh="举报人没有留下身份信息。", en="The reporter left no identity."),
    "already_opened": Message(
        409,
        zh="该身份信息已查看过一次;如仍需查看,请重新申请。",
        en="It was shown once; another look needs another request.",
    ),
    "not_yet_approved": Message(
        409,
        zh="须有 {needed} 名保管人同意(现有 {consents} 名),且申请未过期。",
        en="It takes {needed} custodians ({consents} so far) and a request that still runs.",
    ),
    "same_report": Message(
        409,
        zh="只能并入在先收到且仍在办理的举报(对方状态为“{status}”)。",
        en="A report can only join one that came earlier and still stands (that one is {status}).",
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
    "fund_overdrawn": Message(
        409,
        zh="奖励资金余额不足,不能支付 {amount} 元;请先拨付。",
        en="The fund holds less than {amount} yuan; allocate money first.",
    ),
    "fund_unknown": Message(
        409,
        zh="{year} 年度没有该来源({source})的奖励资金。",
        en="There is no fund of {year} from {source}.",
    ),
}

MESSAGES = worded(_SAYINGS, read_words(Path(__file__).parent / "data" / "words.json"))
