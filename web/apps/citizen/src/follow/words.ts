import { messages } from '@zhiben/kit/i18n'

export const t = messages(
  {
    title: '查询举报进度',
    code: '16 位查询码',
    codeHint: '举报成功时显示的 16 位数字，空格可有可无',
    codeMissing: '请填写 16 位数字的查询码',
    open: '查询',
    opening: '正在核对…',
    private: '查询码不会离开这台设备，只发送由它算出的凭据。用公用电脑时，看完请点“快速离开”。',
  },
  {
    title: 'Follow your report',
    code: '16-digit code',
    codeHint: 'The 16 digits shown when you reported; spaces do not matter',
    codeMissing: 'Enter the code of 16 digits',
    open: 'Look it up',
    opening: 'Checking…',
    private: 'The code stays on this device; only a proof computed from it is sent. On a shared computer, press “Leave now” when you have finished.',
  },
)
