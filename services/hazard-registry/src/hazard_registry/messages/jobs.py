"""Jobs."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "result_gone": Message(
        409,
        zh="此任务没有结果文件,或文件已过保存期;请重新提交任务。",
        en="This job made no file, or it is kept no longer; ask for it again.",
    ),
    "too_many_jobs": Message(
        409,
        zh="您已有 {most} 项任务在排队;请等其中一些完成。",
        en="You have {most} jobs waiting already; let some of them end first.",
    ),
    "job_cancelled": Message(409, zh="任务已取消,没有改动任何数据。", en="The job was cancelled."),
    "job_gave_up": Message(
        500,
        zh="多次尝试均未完成,没有改动任何数据;请联系管理员。",
        en="It failed again and again and nothing was changed; tell the administrator.",
    ),
    "too_many_rows": Message(
        422,
        zh="超过一张表能容纳的 {limit} 行;请缩小筛选范围后重新导出。",
        en="These are more than the {limit} rows a sheet holds; narrow the filter.",
    ),
}
