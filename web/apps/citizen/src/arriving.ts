// A new screen begins at its top, and its heading takes the focus: whoever hears the page knows where he is.
import { onMounted } from 'vue'

let moving = false

/** Another screen follows; the first one of a page takes no focus. */
export function moveOn(): void {
  moving = true
}

/** For a screen: arrive when it is there, however long it took to load. */
export function useArrival(): void {
  onMounted(() => {
    if (!moving) return
    moving = false
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus()
  })
}
