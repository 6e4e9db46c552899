// The sixteen digits of a receipt, as people see and type them.

/** Draw sixteen digits, every one as likely as another. */
export function drawCode(): string {
  let digits = ''
  while (digits.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) {
      if (byte < 250 && digits.length < 16) digits += String(byte % 10)
    }
  }
  return digits
}

/** Read a code as people write it, with spaces or dashes, or in full-width digits; null if it is none. */
export function readCode(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s\-–—]/g, '')
  return /^[0-9]{16}$/.test(digits) ? digits : null
}

export function inGroups(code: string): string[] {
  return code.match(/.{4}/g) ?? []
}
