import { messages } from '@zhiben/kit/i18n'

/** What the whole console says; each page brings its own words besides. */
export const t = messages(
  { name: '安全生产治理平台', today: '待我办', elsewhere: '企业人员请从这里进入' },
  { name: 'Work-safety console', today: 'My work', elsewhere: 'Enterprises enter here' },
)
