import { describe, expect, it } from 'vitest'

import { drawCode, inGroups, readCode } from '../src/code'

describe('a receipt code', () => {
  it('is sixteen digits, another each time, every digit as likely', () => {
    const drawn = Array.from({ length: 500 }, drawCode)
    expect(drawn.every((code) => /^\d{16}$/.test(code))).toBe(true)
    expect(new Set(drawn).size).toBe(500)
    const counts = Array.from({ length: 10 }, (_, digit) => drawn.join('').split(String(digit)).length - 1)
    // 800 of each are expected; eight standard deviations of slack.
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(430)
  })

  it.each(['2076 2999 6229 8470', '2076-2999-6229-8470', ' 2076299962298470\n', '2076 2999 6229 8470', '2076—2999—6229—8470'.replaceAll('—', '–')])('is read as people write it: %s', (typed) => {
    expect(readCode(typed)).toBe('2076299962298470')
  })

  it.each(['', '207629996229847', '20762999622984700', '2076 2999 6229 847a', '٢٠٧٦299962298470'])('is not guessed: %s', (typed) => {
    expect(readCode(typed)).toBeNull()
  })

  it('is shown in fours', () => {
    expect(inGroups('2076299962298470')).toEqual(['2076', '2999', '6229', '8470'])
  })
})
