// What somebody is writing, kept through a reload and gone with the tab: Android may end a page
// while its camera is open. The words lie encrypted in IndexedDB; the key lives in the tab alone.

const DATABASE = 'draft'
const STORE = 'draft'

export class Draft<T> {
  constructor(private readonly name: string) {}

  /** Keep it. Where the browser keeps nothing, this does nothing. */
  async keep(value: T, files: Blob[] = []): Promise<void> {
    try {
      const key = await this.key(true)
      const pictures = await Promise.all(files.map(async (file) => locked(key!, new Uint8Array(await file.arrayBuffer()))))
      const words = await locked(key!, new TextEncoder().encode(JSON.stringify(value)))
      await inStore('readwrite', (store) => store.put({ words, pictures }, this.name))
    } catch {
      // Private windows of some browsers have no IndexedDB.
    }
  }

  /** What was kept in this tab, or null. Whatever another tab left is destroyed. */
  async restore(): Promise<{ value: T; files: Blob[] } | null> {
    try {
      const key = await this.key(false)
      if (!key) {
        await this.forget()
        return null
      }
      const kept = await inStore<{ words: Locked; pictures: Locked[] } | undefined>('readonly', (store) => store.get(this.name))
      if (!kept) return null
      const value = JSON.parse(new TextDecoder().decode(await opened(key, kept.words))) as T
      const files = await Promise.all(kept.pictures.map(async (one) => new Blob([await opened(key, one)], { type: 'image/jpeg' })))
      return { value, files }
    } catch {
      await this.forget()
      return null
    }
  }

  async forget(): Promise<void> {
    try {
      sessionStorage.removeItem(this.kept)
      await inStore('readwrite', (store) => store.delete(this.name))
    } catch {
      // Nothing was kept.
    }
  }

  private get kept(): string {
    return `draft:${this.name}`
  }

  private async key(make: boolean): Promise<CryptoKey | null> {
    const text = sessionStorage.getItem(this.kept)
    if (!text && !make) return null
    const raw = text ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : crypto.getRandomValues(new Uint8Array(32))
    if (!text) sessionStorage.setItem(this.kept, btoa(String.fromCharCode(...raw)))
    return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }
}

interface Locked {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

async function locked(key: CryptoKey, plain: Uint8Array<ArrayBuffer>): Promise<Locked> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) }
}

function opened(key: CryptoKey, { iv, data }: Locked): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)
}

function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(STORE, mode)
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => {
        opening.result.close()
        resolve(request.result as T)
      }
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    }
  })
}
