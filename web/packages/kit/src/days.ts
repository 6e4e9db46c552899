// Dates as the office reads them: days of Asia/Shanghai.

const DAY = 86_400_000

/** Today in Shanghai, as `2026-11-25`. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}

/** Whole days from one day to another; negative when the other lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

/** A day some days away. */
export function daysLater(from: string, days: number): string {
  return new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10)
}

/** A moment, as `2026-11-25 14:03`. */
export function moment(at: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
  return parts.format(new Date(at))
}
