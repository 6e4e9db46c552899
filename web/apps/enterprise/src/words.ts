import { messages } from '@zhiben/kit/i18n'

/** What the whole app says; each page brings its own words besides. */
export const t = messages(
  { name: '企业安全生产', today: '今日', elsewhere: '政府工作人员请从这里进入' },
  { name: 'Enterprise safety', today: 'Today', elsewhere: 'Officials enter here' },
)
