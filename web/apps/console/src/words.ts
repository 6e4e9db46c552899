import { messages } from '@zhiben/kit/i18n'

/** What the whole console says; each page brings its own words besides. */
export const t = messages(
  { name: '安全生产治理平台', today: '待我办', hazards: '隐患台账', plan: '行动方案', elsewhere: '企业人员请从这里进入' },
  { name: 'Work-safety console', today: 'My work', hazards: 'Hazards', plan: 'Plan', elsewhere: 'Enterprises enter here' },
)
