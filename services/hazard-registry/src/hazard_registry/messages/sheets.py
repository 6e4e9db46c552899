"""The ledger and the lists."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "import_in_progress": Message(
        409,
        zh="另一份台账正在导入;请稍候再传。",
        en="Another ledger is being imported; try again in a moment.",
    ),
    "too_many_cells": Message(
        422,
        zh="这样分组超过 {most} 格;请减少分组维度,或限定区划、时间。",
        en="That makes more than {most} cells; group by less, or narrow area or time.",
    ),
    "ledger_unreadable": Message(422, zh="{words}", en="{words_en}"),
    "ledger_faulty": Message(
        422,
        zh="台账有 {count} 处错误,没有导入任何一行;请按 errors 逐格修改后重传。",
        en="The ledger has {count} faults and nothing was imported; mend each cell that errors names.",
    ),
}
