import { messages } from '@zhiben/kit/i18n'

/** What every public page says. */
export const t = messages(
  { name: '安全生产', exit: '快速离开', danger: '正在发生危险？先拨', help: '需要帮助：', hotline: '安全生产举报' },
  { name: 'Work safety', exit: 'Leave now', danger: 'In danger now? First ring', help: 'Help:', hotline: 'Work-safety reports' },
)
