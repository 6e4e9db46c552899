"""Officers' keys, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
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
        zh="岗位与密钥用途不符:受理、保管、付款、托管不得由一人兼任({roles})。",
        en="Your roles do not allow this key: handling, custody, payment and trusteeship are kept apart ({roles}).",
    ),
    "no_escrow": Message(
        409,
        zh="还没有建立密钥托管,或者托管人不足两名(领导、法制审核人员登记托管密钥后由领导建立)。",
        en="There is no escrow, or there are not two trustees: leaders and legal reviewers enrol a trustee's key, then a leader establishes it.",
    ),
}
