// Leave at once: nothing stays on this device, and the page behind is no longer ours.
const ELSEWHERE = 'https://www.weather.com.cn/'

export function leaveBy(forget: () => Promise<void>): () => void {
  const leave = () => {
    document.body.hidden = true
    try {
      sessionStorage.clear()
    } catch {
      // Then there was nothing.
    }
    void forget().finally(() => location.replace(ELSEWHERE))
    // Whatever the storage does, nobody waits for it.
    setTimeout(() => location.replace(ELSEWHERE), 300)
  }
  let pressed: number[] = []
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    const now = Date.now()
    pressed = [...pressed.filter((at) => now - at < 2000), now]
    if (pressed.length >= 3) leave()
  })
  return leave
}
