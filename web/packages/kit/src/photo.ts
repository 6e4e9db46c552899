// Make a photograph small and clean on the device: what the camera wrote beside the picture — place,
// time, maker — never leaves it, because only the pixels are drawn anew.

export const LONGEST_EDGE = 1600
export const LARGEST = 400 * 1024
const QUALITIES = [0.82, 0.72, 0.6, 0.48, 0.36]
const TYPES = new Set(['image/jpeg', 'image/png', 'image/webp'])

export class NoPhoto extends Error {}

/** Return a JPEG of at most 400 KB, turned as it was taken. Throws `NoPhoto` for anything that is no picture. */
export async function cleaned(file: Blob): Promise<Blob> {
  if (!TYPES.has(file.type)) throw new NoPhoto()
  const picture = await decoded(file)
  try {
    for (let edge = LONGEST_EDGE; edge >= 400; edge = Math.round(edge * 0.75)) {
      const canvas = drawn(picture, edge)
      for (const quality of QUALITIES) {
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
        if (blob && blob.size <= LARGEST) return blob
      }
    }
  } finally {
    picture.close()
  }
  throw new NoPhoto()
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new NoPhoto()
  }
}

function drawn(picture: ImageBitmap, edge: number): HTMLCanvasElement {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new NoPhoto()
  pen.fillStyle = '#fff' // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}
