import { messages } from '@zhiben/kit/i18n'

const words = messages(
  {
    report: '登记', take_in: '接收举报线索', import: '由台账导入', verify: '认定', reject: '认定不属实', notify: '完成告知', send_notice: '发出告知书', deliver_notice: '送达告知书',
    acknowledge_notice: '签收告知书', follow_notice: '村(社区)跟进告知', pass_notice: '转村(社区)告知', plan: '制定整改方案', start: '开始整改', progress: '报告进度',
    ask_extension: '申请延期', grant_extension: '同意延期', refuse_extension: '不同意延期', submit: '申请复查', pass: '复查合格', return: '复查退回', close: '销号',
    reopen: '恢复整改', order: '督办', reply_order: '答复督办', lift_order: '解除督办', publish_order: '公布督办', expose_order: '曝光', stop: '责令停产停业',
    apply_resumption: '申请恢复生产', resume: '同意恢复生产', mark_overdue: '逾期', amend: '更正', reclassify: '调整等级', offer_transfer: '提出移交',
    accept_transfer: '接受移交', return_transfer: '退回移交', ask_withdrawal: '申请撤销认定', withdraw: '撤销认定', merge: '合并', split: '撤销合并', bind: '关联单位',
    assign: '指派', hand_over: '移交经办', propose_escalation: '建议提级督办', decline_escalation: '不予提级',
  },
  {
    report: 'Reported', take_in: 'Taken in from a report', import: 'Imported', verify: 'Verified', reject: 'Not confirmed', notify: 'Notified', send_notice: 'Notice sent', deliver_notice: 'Notice delivered',
    acknowledge_notice: 'Notice acknowledged', follow_notice: 'Village followed up', pass_notice: 'Passed to the village', plan: 'Planned', start: 'Begun', progress: 'Progress',
    ask_extension: 'Extension asked', grant_extension: 'Extension granted', refuse_extension: 'Extension refused', submit: 'Review asked', pass: 'Review passed', return: 'Review returned', close: 'Closed',
    reopen: 'Reopened', order: 'Supervision ordered', reply_order: 'Order answered', lift_order: 'Order lifted', publish_order: 'Order published', expose_order: 'Exposed', stop: 'Production stopped',
    apply_resumption: 'Resumption asked', resume: 'Production resumed', mark_overdue: 'Overdue', amend: 'Amended', reclassify: 'Reclassified', offer_transfer: 'Transfer offered',
    accept_transfer: 'Transfer accepted', return_transfer: 'Transfer returned', ask_withdrawal: 'Withdrawal asked', withdraw: 'Withdrawn', merge: 'Merged', split: 'Parted', bind: 'Unit named',
    assign: 'Assigned', hand_over: 'Handed over', propose_escalation: 'Escalation proposed', decline_escalation: 'Escalation declined',
  },
)

/** What somebody did, in words; an action nobody named yet stays as it is written in the record. */
export function actionName(action: string): string {
  return words(action as Parameters<typeof words>[0]) ?? action
}
